"""Criterion 4 for what changes something: whoever may not, changes nothing, also with a form that is filled in well.

Each row of WRITES is an address, who may, and a body with which it really changes something (that is proven first).
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from bemanning.core import clock
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.helprequests.views import closing
from tests.outcomes import OUTCOMES, PERSONAS
from tests.test_matrix import NAMES, World, address, world

__all__ = ["world"]  # the fixture

pytestmark = [pytest.mark.django_db, pytest.mark.security]

Body = Callable[[World], dict[str, Any]]


def in_days(days: int) -> str:
    """A day, as a form sends it."""
    return (timezone.localdate(clock.now()) + timedelta(days=days)).isoformat()


def message(world: World) -> dict[str, Any]:
    """A new message."""
    return {"message_id": str(uuid4()), "text": "Een nieuw bericht."}


def person(world: World) -> dict[str, Any]:
    """Somebody new."""
    return {"name": "Nina Smit", "email": "nina@school.example", "role": "team_member", "job_title": "leraar"}


def named_by(world: World) -> dict[str, Any]:
    """Bob, who named Carol."""
    return {"ask": str(Ask.objects.get(request=world.request, member=world.bob).id)}


def heard(world: World) -> dict[str, Any]:
    """What Bob said in the team room."""
    asked = [str(ask.id) for ask in world.draft.asks.all()]
    return message(world) | {"asks": asked, "subject": "Iets", "follow_up_on": in_days(3)}


def nothing(world: World) -> dict[str, Any]:
    """The address says it all."""
    return {}


def free_day(world: World) -> dict[str, Any]:
    """A day without school."""
    return {"name": "Andere studiedag", "kind": "study", "first": in_days(20)}


def tip(world: World) -> dict[str, Any]:
    """What the leader sees in somebody of her own school."""
    return {"member": str(world.carol.id), "phrase": "rust bewaren", "word": "Dat zag ik gisteren."}


WRITES: dict[str, tuple[str, Body]] = {
    "circle_decide": ("leader", nothing),
    "circle_invite": ("leader", lambda w: {"email": "nina@school.example"}),
    "circle_leave": ("leader", nothing),
    "circle_new": ("leader", lambda w: {"name": "Een andere kring"}),
    "circle_rename": ("leader", lambda w: {"name": "Een andere naam"}),
    "circle_take_back": ("leader", nothing),
    "school_topic_edit": ("leader", lambda w: {"label": "Zeilweek", "group": "van onze school"}),
    "school_topic_new": ("leader", lambda w: {"label": "Zeilweek", "group": "van onze school"}),
    "school_topic_remove": ("leader", nothing),
    "school_words_new": ("leader", lambda w: {"topic": "dyslexie", "words": "letterdans"}),
    "tip_decide": ("leader", lambda w: {"phrase": "rust bewaren"}),
    "tip_new": ("leader", tip),
    "free_days_edit": ("leader", free_day),
    "free_days_new": ("leader", free_day),
    "free_days_remove": ("leader", nothing),
    "school_year": ("leader", lambda w: {"region": "south"}),
    "invitation_resend": ("leader", nothing),
    "invitation_revoke": ("leader", nothing),
    "invite": ("leader", person),
    "invite_list": ("leader", lambda w: {"text": "Nina Smit;nina@school.example;leraar", "step": "send"}),
    "member_edit": ("leader", lambda w: {"role": "leader", "job_title": "iets anders"}),
    "membership_end": ("leader", nothing),
    "message_edit": ("leader", message),
    "team_meeting_close": ("leader", nothing),
    "team_question_add": ("asked", lambda w: {"idea_id": str(uuid4()), "text": "Een idee"}),
    "team_question_remove": ("leader", nothing),
    "team_question_decide": ("leader", lambda w: {"did": "We doen het.", "ground": "Het werkt."}),
    "message_withdraw": ("leader", nothing),
    "request_answer": ("asked", message),
    "request_ask_also": ("leader", named_by),
    "request_close": ("leader", lambda w: {"outcome": "used", "did": "Ik deed het."}),
    "request_discard": ("leader", nothing),
    "request_heard": ("leader", heard),
    "request_mark_read": ("leader", nothing),
    "request_not_now": ("asked", nothing),
    "request_redirect": ("asked", lambda w: {"note": "Vraag het Carol."}),
    "request_reflect": ("leader", lambda w: {"tension_after": "3"}),
    "request_reminder": ("leader", lambda w: {"day": in_days(1)}),
    "request_silence": ("leader", lambda w: {"silence-step": "remind", "silence-day": in_days(9)}),
    "request_send": ("leader", lambda w: {"subject": "Iets", "when": "now", "follow_up_on": in_days(1)}),
    "request_unschedule": ("leader", nothing),
    "request_withdraw": ("leader", nothing),
    "request_write": ("leader", lambda w: {"body": "Andere woorden."}),
    "school_edit": ("leader", lambda w: {"name": "De Andere Toren", "place": "Urk"}),
    "team_delete": ("leader", nothing),
    "team_edit": ("leader", lambda w: {"name": "Een ander team"}),
    "team_new": ("leader", lambda w: {"name": "Een nieuw team"}),
}
# What stands in the address, where it is not what the matrix puts there.
OTHERWISE = {"request_unschedule": "scheduled", "request_mark_read": "unread", "membership_end": "bob"}


def fingerprint() -> str:
    """All that is stored about people, questions and schools; sessions and counts of tries are not of them."""
    kept = (model for model in apps.get_models() if model._meta.label != "sessions.Session")
    rows = [sorted(map(str, model._default_manager.values_list())) for model in kept]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


@pytest.fixture
def prepared(world: World) -> World:
    """Bob names Carol, a draft waits for its moment, and an invitation was sent a while ago."""
    now = clock.now()
    Ask.objects.filter(request=world.request, member=world.bob).update(suggested=world.carol)
    world.invitation.expires_at = now + timedelta(days=3)
    world.invitation.save()
    return world


def url_for(world: World, name: str) -> str:
    """The address, with another question or person where it needs one."""
    url = address(world, name)
    wanted = OTHERWISE.get(name)
    if wanted == "scheduled":
        HelpRequest.objects.filter(id=world.draft.id).update(state="scheduled", send_at=clock.now())
        return url.replace(str(world.request.id), str(world.draft.id))
    if wanted == "unread":
        return url.replace(str(world.request.id), str(world.guest_message.request_id))
    if wanted == "bob":
        return url.replace(str(world.alice.id), str(world.bob.id))
    return url


def attempt(world: World, name: str, persona: str) -> tuple[int, bool]:
    """The status for this person, and whether anything changed. Afterwards all is as it was."""
    body = WRITES[name][1](world)
    with transaction.atomic():
        url = url_for(world, name)
        before = fingerprint()
        response = world.clients[persona].post(url, body)
        changed = fingerprint() != before
        transaction.set_rollback(True)
    return response.status_code, changed


def refused(seen: tuple[int, bool], *, anonymous: bool) -> bool:
    status, changed = seen
    return not changed and status in ({302, 401} if anonymous else {404})


def test_each_row_really_changes_something(prepared: World) -> None:
    assert [name for name, (persona, _body) in WRITES.items() if not attempt(prepared, name, persona)[1]] == []


def test_whoever_may_not_changes_nothing(prepared: World) -> None:
    found = {}
    for name in WRITES:
        for persona, declared in zip(PERSONAS, OUTCOMES[name][1], strict=True):
            if persona == "anonymous" or declared == 404:
                found[name, persona] = attempt(prepared, name, persona)
    # Somebody who is signed out is sent to sign in, or gets the words that they wrote back.
    wrong = {at: seen for at, seen in found.items() if not refused(seen, anonymous=at[1] == "anonymous")}
    assert wrong == {}
    assert len(found) > 100


def test_the_measurement_sees_a_form_that_forgets_who_asks(prepared: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def leak(viewer: object, request_id: UUID) -> HelpRequest:
        return HelpRequest.objects.select_related("key", "asker__user", "team", "school").get(id=request_id)

    monkeypatch.setattr(closing, "access_own", leak)
    assert attempt(prepared, "request_close", "other_leader") == (302, True)


def test_every_address_that_takes_a_form_has_its_row(world: World) -> None:
    """Left out is what touches nobody but oneself, and what a link alone opens (see the tests of the link)."""
    own = ("account_", "mfa_", "guest_", "logbook_", "profile_", "preferences", "mail_", "coach_", "session_")
    own += ("sign_out", "digest_", "school_choose", "school_begin", "invitation_accept", "style")
    # What would change nothing on a team question that was sent and has a meeting: tests/teamquestions holds these.
    own += ("room", "team_question_write", "team_question_gather", "team_meeting_open")
    takes = set()
    for name in (name for name in NAMES if not name.startswith(own)):
        with transaction.atomic():
            if world.clients["leader"].post(address(world, name)).status_code != 405:
                takes.add(name)
            transaction.set_rollback(True)
    assert takes == set(WRITES)
