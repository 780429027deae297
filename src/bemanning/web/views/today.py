"""The start page, "Vandaag": at most three things, then one button."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bemanning.core import clock
from bemanning.expertise.models import Profile
from bemanning.expertise.queries import asks_confirmation, place_of, tips_for
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.models import HelpRequest
from bemanning.helprequests.queries.lists import Waiting, contributor_names, waiting_for
from bemanning.schools.access import Viewer, viewer_of
from bemanning.schools.queries import is_alone

MOST: Final = 3


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that waits: a flag, what it is, about which question, and where to go."""

    flag: str
    what: str
    about: str
    when: datetime | None
    note: str
    url: str
    action: str


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What waits for this person, in order."""
    viewer = viewer_of(request)
    if not viewer.memberships:
        return render(request, "web/no_school.html", status=403)
    now = timezone.localtime(clock.now())
    place = place_of(viewer.member)
    things = [*_things(waiting_for(viewer, today=now.date())), *_tips(viewer), *_confirmation(viewer, place, now)][
        :MOST
    ]
    alone = not things and viewer.member.is_leader and is_alone(viewer.member)
    page = {
        "nav": "today",
        "greeting": _greeting(viewer, now),
        "lead_text": _lead(len(things)),
        "things": things,
        "alone": alone,
        "may_join_map": place is None and not alone and len(things) < MOST,
    }
    return render(request, "web/today.html", page)


def _greeting(viewer: Viewer, now: datetime) -> str:
    if now.hour < 12:
        words = _("Good morning, %(name)s")
    else:
        words = _("Good afternoon, %(name)s") if now.hour < 18 else _("Good evening, %(name)s")
    return words % {"name": viewer.user.first_name}


def _lead(count: int) -> str:
    return (
        _("Nothing that waits. Fair winds."),
        _("One thing waits for you. After that it is calm."),
        _("Two things wait for you. After that it is calm."),
        _("Three things wait for you. After that it is calm."),
    )[count]


def _things(waiting: Waiting) -> list[Thing]:
    seen = set()
    things = []
    for message in waiting.unread:
        if message.ask is None or message.request_id in seen:
            continue
        seen.add(message.request_id)
        things.append(
            Thing(
                "K",
                _("%(name)s thought along with you about") % {"name": message.ask.display_name},
                message.request.opened("subject"),
                message.written_at,
                "",
                reverse("request_thread", args=[message.request_id]),
                _("Read"),
            )
        )
    names = contributor_names(waiting.to_tell)
    things += [_to_tell(request, names.get(request.id, [])) for request in waiting.to_tell if request.id not in seen]
    things += [
        Thing(
            "V",
            _("%(name)s asks you to think along about") % {"name": ask.request.asker.user.name},
            ask.request.opened("subject"),
            ask.asked_at,
            "",
            reverse("request_thread", args=[ask.request_id]),
            _("Read the question"),
        )
        for ask in waiting.asked
    ]
    return things


def _tips(viewer: Viewer) -> list[Thing]:
    url, note = reverse("profile_tips"), _("You decide what to do with it")
    return [
        Thing("people", _("%(name)s sees in you:") % {"name": tip.by.user.name}, phrase, None, note, url, _("Read"))
        for tip in tips_for(viewer.member)
        if (phrase := tip.opened("phrase"))
    ]


def _confirmation(viewer: Viewer, place: Profile | None, now: datetime) -> list[Thing]:
    if not asks_confirmation(place, now=now):
        return []
    about, note = _("Your place on the map"), _("Once a year we ask it")
    url = reverse("person", args=[viewer.member.id])
    return [Thing("people", _("Is this still right?"), about, None, note, url, _("Have a look"))]


def _to_tell(request: HelpRequest, names: list[str]) -> Thing:
    if request.state == RequestState.OPEN:
        return Thing(
            "V",
            _("Nobody has answered yet about"),
            request.opened("subject"),
            None,
            _("That says nothing about your question"),
            reverse("request_silence", args=[request.id]),
            _("Choose how to go on"),
        )
    return Thing(
        "C",
        _("Tell %(names)s what you did with it:") % {"names": _and(names)},
        request.opened("subject"),
        None,
        _("You chose this day yourself"),
        reverse("request_close", args=[request.id]),
        _("Tell it"),
    )


def _and(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
