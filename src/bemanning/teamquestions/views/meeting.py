"""The meeting on the whiteboard, for the asker."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bemanning.core import clock
from bemanning.helprequests.machine import StepRefusedError
from bemanning.schools.access import viewer_of
from bemanning.teamquestions import actions
from bemanning.teamquestions.access import access_own_question, stand_token
from bemanning.teamquestions.queries import board_of, open_meeting_of


@require_safe
def show(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Large words, the code, and the ideas as they come."""
    question = access_own_question(viewer_of(request), request_id)
    meeting = open_meeting_of(question, clock.now())
    if meeting is None or not question.request.is_live:
        if question.meetings.exists():
            messages.info(request, _("The meeting is closed. The code no longer works, the ideas are here."))
        return redirect("team_question", request_id)
    address = settings.BASE_URL + reverse("room")
    page = {
        "nav": "requests",
        "found": question.request,
        "body": question.request.opened("body"),
        "meeting": meeting,
        "address": address.partition("://")[2],
        "qr": _qr(f"{address}?code={meeting.code}"),
        "board": board_of(question, reader=[]),
        "stand": stand_token(question),
    }
    return render(request, "teamquestions/meeting.html", page)


@require_POST
def begin(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Open the meeting."""
    question = access_own_question(viewer_of(request), request_id)
    try:
        actions.open_meeting(by=question.request.asker, question=question, now=clock.now())
    except StepRefusedError:
        messages.info(request, _("That is no longer possible: the question is already further."))
        return redirect("team_question", request_id)
    return redirect("team_meeting", request_id)


@require_POST
def end(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Close the meeting; the ideas stay."""
    question = access_own_question(viewer_of(request), request_id)
    actions.close_meeting(by=question.request.asker, question=question, now=clock.now())
    messages.success(request, _("The meeting is closed. The code no longer works, the ideas are here."))
    return redirect("team_question", request_id)


def _qr(address: str) -> str:
    import segno  # its tables take three MB in each process, and few meetings are held

    svg = segno.make(address, error="m").svg_inline(
        omitsize=True, border=3, light="#fff", svgclass="qr", lineclass=None
    )
    return mark_safe(svg)  # noqa: S308  (made of squares here; the address is only in their pattern)
