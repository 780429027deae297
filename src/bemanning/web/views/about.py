"""What Bemanning is, for whoever wonders: also before signing in."""

from importlib.metadata import version

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What it is for, who reads what, and under which licence it comes."""
    return render(request, "web/about.html", {"version": version("bemanning")})
