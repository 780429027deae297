"""What one phone in the room can do, and what the asker can do about it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bemanning.core import clock
from bemanning.core.models import AuditEvent
from bemanning.schools.models import Membership
from bemanning.teamquestions import actions
from bemanning.teamquestions.models import Group, Idea, Meeting, TeamQuestion
from bemanning.teamquestions.queries import board_of
from tests.factories import client_for, make_member, make_team_question

pytestmark = [pytest.mark.django_db, pytest.mark.security]


@pytest.fixture
def meeting(alice: Membership, bob: Membership) -> Meeting:
    return actions.open_meeting(by=alice, question=make_team_question(alice, bob), now=clock.now())


def phone_in(meeting: Meeting) -> Client:
    phone = Client()
    phone.post(reverse("room"), {"code": meeting.code})
    return phone


def give(phone: Client, text: str, idea_id: str = "") -> tuple[int, str]:
    """Send an idea; gives the status and the page."""
    answer = phone.post(reverse("room_add"), {"idea_id": idea_id or str(uuid4()), "text": text, "name": "Ria"})
    return answer.status_code, answer.content.decode()


def test_a_card_holds_a_thousand_characters_and_nothing_typed_is_lost(meeting: Meeting) -> None:
    phone, long = phone_in(meeting), "woord " * 166 + "meer "
    status, html = give(phone, long)
    assert (status, long in html, Idea.objects.count()) == (422, True, 0)
    assert "Deze tekst telt 1001 tekens. Er passen er 1000." in html
    assert give(phone, long[:1000])[0] == 302


def test_one_phone_gives_twenty_ideas_and_another_goes_on(meeting: Meeting) -> None:
    phone = phone_in(meeting)
    double = str(uuid4())
    assert [give(phone, "Twee keer", double)[0] for _click in range(2)] == [302, 302]
    assert [give(phone, str(number))[0] for number in range(19)] == [302] * 19
    status, html = give(phone, "De eenentwintigste")
    assert (status, "De eenentwintigste" in html) == (429, True)
    assert "Je gaf al twintig ideeën." in html
    assert give(phone_in(meeting), "Van een ander")[0] == 302
    assert Idea.objects.count() == 21


def test_the_board_has_an_end_for_the_room_that_leaves_space_for_colleagues(
    meeting: Meeting, bob: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_UNSIGNED", 2)
    phone = phone_in(meeting)
    assert [give(phone, str(number))[0] for number in range(3)] == [302, 302, 409]
    url = reverse("team_question_add", args=[meeting.question.request_id])
    assert client_for(bob).post(url, {"idea_id": str(uuid4()), "text": "Van Bob"}).status_code == 302


def test_a_program_that_joins_anew_each_time_is_slowed_down(meeting: Meeting) -> None:
    statuses = []
    for _phone in range(7):
        phone = phone_in(meeting)
        statuses += [give(phone, "Vol")[0] for _idea in range(20)]
    assert (statuses.count(302), statuses.count(429)) == (120, 20)


def test_the_asker_takes_a_card_off_every_screen(meeting: Meeting, alice: Membership) -> None:
    question = meeting.question
    give(phone_in(meeting), "Dit hoort hier niet")
    idea = Idea.objects.get()
    actions.gather(by=alice, question=question, ideas=[idea.id], name="Groep", now=clock.now())
    version = TeamQuestion.objects.get().version
    client, url = client_for(alice), reverse("team_question_remove", args=[question.request_id, idea.id])
    board = client.get(reverse("team_question", args=[question.request_id])).content.decode()
    asked = client.get(url)
    assert (url in board, "Dit hoort hier niet" in asked.content.decode(), Idea.objects.count()) == (True, True, 1)
    assert client.post(url).status_code == 302
    assert (Idea.objects.count(), Group.objects.count(), TeamQuestion.objects.get().version) == (0, 0, version + 1)
    event = AuditEvent.objects.get(action="idea_removed")
    assert (event.actor, event.school, event.object_id) == (alice.user_id, alice.school_id, question.id)
    assert client.post(url).status_code == 404


def test_nobody_else_takes_cards_away_and_no_card_with_a_name(meeting: Meeting, alice: Membership) -> None:
    question = meeting.question
    asked = question.request.asks.select_related("member__user").get().member
    assert asked is not None
    phone = phone_in(meeting)
    give(phone, "Uit de zaal")
    client_for(asked).post(
        reverse("team_question_add", args=[question.request_id]), {"idea_id": str(uuid4()), "text": "Van Bob"}
    )
    outsider = make_member(alice.school, name="Piet Paulusma")
    loose, signed = Idea.objects.get(message=None), Idea.objects.exclude(message=None).get()
    tries = [(asked, loose), (outsider, loose), (alice, signed)]
    urls = [
        (client_for(who), reverse("team_question_remove", args=[question.request_id, card.id])) for who, card in tries
    ]
    assert [client.post(url).status_code for client, url in urls] == [404, 404, 404]
    assert sorted(card.text for card in board_of(question, reader=[]).cards) == ["Uit de zaal", "Van Bob"]
    assert "weghalen" not in phone.get(reverse("room")).content.decode()


def test_an_id_that_another_question_has_is_a_clear_answer(
    meeting: Meeting, alice: Membership, bob: Membership
) -> None:
    other = make_team_question(alice, bob)
    taken = str(uuid4())
    assert give(phone_in(meeting), "De eerste", taken)[0] == 302
    url, client = reverse("team_question_add", args=[other.request_id]), client_for(alice)
    answer = client.post(url, {"idea_id": taken, "text": "Mijn woorden"})
    assert (answer.status_code, "Mijn woorden" in answer.content.decode()) == (409, True)
    again = {"idea_id": answer.context["form"]["idea_id"].value(), "text": "Mijn woorden"}
    assert client.post(url, again).status_code == 302
    second = actions.open_meeting(by=alice, question=other, now=clock.now())
    status, html = give(phone_in(second), "Uit de zaal", taken)
    assert (status, "Uit de zaal" in html, taken in html) == (409, True, False)


@pytest.mark.parametrize(("secure", "name"), [(True, "__Host-bijeenkomst"), (False, "bijeenkomst")])
def test_no_other_host_can_set_the_cookie_of_a_secure_installation(
    meeting: Meeting, settings: Settings, secure: bool, name: str
) -> None:
    settings.SESSION_COOKIE_SECURE = secure
    phone = Client()
    cookie = phone.post(reverse("room"), {"code": meeting.code}).cookies[name]
    assert [cookie[part] for part in ("path", "domain", "httponly", "samesite")] == ["/", "", True, "Lax"]
    assert bool(cookie["secure"]) is secure
    assert meeting.question.request.opened("body") in phone.get(reverse("room")).content.decode()
