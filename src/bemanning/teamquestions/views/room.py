"""The page for people in the room: they join by the code on the whiteboard, without an account."""

from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.core import clock
from bemanning.helprequests.actions.thread import IdTakenError
from bemanning.helprequests.machine import StepRefusedError
from bemanning.teamquestions import actions, recent
from bemanning.teamquestions.access import (
    Joined,
    access_code,
    access_joined,
    access_stand,
    cookie_name,
    join_token,
    stand_token,
)
from bemanning.teamquestions.forms import RoomIdeaForm
from bemanning.teamquestions.models import Meeting
from bemanning.teamquestions.queries import board_of


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Type the code, or, once joined: the question, the ideas, and a field for one's own."""
    if request.method == "POST":
        return _join(request)
    typed = request.GET.get("code", "")[:20]
    joined = access_joined(request, clock.now())
    if joined is not None and typed in {"", joined.meeting.code}:
        return _room(request, joined.meeting, RoomIdeaForm())
    # Whoever joined once and comes back without a code had a meeting that has closed since.
    ended = joined is None and cookie_name() in request.COOKIES and not typed
    return render(request, "teamquestions/join.html", {"typed": typed, "ended": ended})


@login_not_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """One idea of somebody in the room."""
    joined = access_joined(request, clock.now())
    form = RoomIdeaForm(request.POST)
    if joined is None:
        page = {"typed": "", "ended": True, "words": request.POST.get("text", "")[: settings.MAX_TEXT]}
        return render(request, "teamquestions/join.html", page, status=409)
    if not form.is_valid():
        return _room(request, joined.meeting, form, status=422)
    refused = _keep(request, joined, form)
    if refused is not None:
        why, status = refused
        messages.error(request, why)
        return _room(request, joined.meeting, form, status=status)
    messages.success(request, _("Your idea is on the board."))
    return redirect("room")


@login_not_required
@require_safe
def ideas(request: HttpRequest) -> HttpResponse:
    """The ideas alone, for a phone that joined; back to the door once the meeting has closed."""
    joined = access_joined(request, clock.now())
    if joined is None:
        return redirect("room")
    question = joined.meeting.question

    def draw() -> str:
        page = {"board": board_of(question, reader=[]), "own": False}
        return render_to_string("teamquestions/_ideas.html", page)

    # Everybody in the room sees the same: nobody has cards of their own to change here.
    return HttpResponse(recent.room.get(question.id, question.version, draw, now=clock.now()))


@login_not_required
@require_safe
def stand(request: HttpRequest, token: str) -> HttpResponse:
    """Whether something changed: 304, or 200 with another tag. One query; browsers send no cookies to it."""
    tag = f'"{access_stand(token)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    return HttpResponse(headers={"ETag": tag}, content_type="text/plain")


def _join(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("code", "")[:20]
    if not ratelimit.consume(request, action="join_meeting"):
        return render(request, "teamquestions/join.html", {"typed": typed, "too_many": True}, status=429)
    meeting = access_code(typed, clock.now())
    if meeting is None:
        return render(request, "teamquestions/join.html", {"typed": typed, "unknown": True}, status=422)
    response = redirect("room")
    response.set_cookie(
        cookie_name(),
        join_token(meeting),
        max_age=actions.LONGEST_MEETING,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _keep(request: HttpRequest, joined: Joined, form: RoomIdeaForm) -> tuple[str, int] | None:
    """Put the idea on the board; or say why not, with the status of the answer."""
    data = form.cleaned_data | {"name": form.cleaned_data["name"].strip()}
    if not ratelimit.consume(request, action="room_idea"):
        return _("Very many ideas come in at once. Try again in a minute."), 429
    try:
        actions.add_from_room(meeting=joined.meeting, phone=joined.phone, **data)
    except IdTakenError:
        form.renew()
        return _("It has not been sent yet. Your words are still in the field. Press once more."), 409
    except actions.ShareError:
        return _("You gave twenty ideas already. Let somebody else go first now."), 429
    except (StepRefusedError, actions.FullError):
        return _("There are very many ideas already. No more fit on the board."), 409
    return None


def _room(request: HttpRequest, meeting: Meeting, form: RoomIdeaForm, status: int = 200) -> HttpResponse:
    found = meeting.question.request
    page: dict[str, Any] = {
        "body": found.opened("body"),
        "asker": found.asker.user.name,
        "form": form,
        "board": board_of(meeting.question, reader=[]),
        "stand": stand_token(meeting.question),
        "own": False,
    }
    return render(request, "teamquestions/room.html", page, status=status)
