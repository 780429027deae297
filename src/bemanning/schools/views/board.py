"""What a board sees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bemanning.schools import queries
from bemanning.schools.access import access_board, viewer_of


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The schools: their names, how many people take part, and whom to call. No content at all."""
    board = access_board(viewer_of(request))
    return render(request, "schools/board.html", {"board": board, "schools": queries.schools_of(board)})
