"""The start page, "Vandaag": at most three things, then one button."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def today(request: HttpRequest) -> HttpResponse:
    """What waits for this person, in order."""
    return render(request, "web/today.html", {"things": []})
