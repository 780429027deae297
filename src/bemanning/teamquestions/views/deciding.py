"""What is chosen, and why: the end of a team question."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bemanning.core import clock
from bemanning.helprequests.machine import StepRefusedError
from bemanning.schools.access import viewer_of
from bemanning.teamquestions import actions
from bemanning.teamquestions.access import access_own_question
from bemanning.teamquestions.forms import DecideForm
from bemanning.teamquestions.queries import board_of, named_contributors, outcome_of


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Choose, say why, and tell everybody."""
    question = access_own_question(viewer_of(request), request_id)
    if not question.request.is_live and request.method != "POST":
        messages.info(request, _("That is no longer possible: the question is already further."))
        return redirect("team_question", request_id)
    board = board_of(question, reader=[])
    form = DecideForm(request.POST or None, board=board)
    status = 422 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        told = {name: data[name].strip() for name in ("did", "ground", "thanks")}
        try:
            actions.decide(
                by=question.request.asker,
                question=question,
                chosen=[UUID(one) for one in data["chosen"]],
                **told,
                thanked=named_contributors(question),
                now=clock.now(),
            )
        except StepRefusedError:
            if (outcome := outcome_of(question)) and outcome.says(**told):  # a double click
                return redirect("team_question", request_id)
            messages.error(request, _("This question has ended in the meantime. Your words are still in the field."))
            status = 409
        else:
            messages.success(request, _("The loop is closed. Everybody you asked hears it from you."))
            return redirect("team_question", request_id)
    page = {
        "nav": "requests",
        "found": question.request,
        "subject": question.request.title,
        "board": board,
        "form": form,
    }
    return render(request, "teamquestions/decide.html", page, status=status)
