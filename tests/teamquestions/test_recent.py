"""One drawing for a whole room: never an old one after a new idea, and never longer than two seconds."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bemanning.core import clock
from bemanning.schools.models import Membership
from bemanning.teamquestions import actions
from bemanning.teamquestions.recent import KEPT, Recent
from tests.factories import make_team_question

NOW = clock.now()
QUESTION = uuid4()


def test_the_same_board_is_drawn_once_within_two_seconds() -> None:
    recent, drawings = Recent(), iter("abc")
    seen = [recent.get(QUESTION, 1, lambda: next(drawings), now=NOW + KEPT * part) for part in (0, 0.5, 0.9, 1, 1.5)]
    assert seen == ["a", "a", "a", "b", "b"]


def test_another_version_and_another_question_have_their_own_and_old_ones_are_let_go() -> None:
    recent = Recent()
    assert recent.get(QUESTION, 1, lambda: "one", now=NOW) == "one"
    assert recent.get(QUESTION, 2, lambda: "two", now=NOW) == "two"
    assert recent.get(uuid4(), 2, lambda: "other", now=NOW) == "other"
    assert len(recent.drawn) == 3
    recent.get(QUESTION, 3, lambda: "three", now=NOW + KEPT)
    assert len(recent.drawn) == 1


@pytest.mark.django_db
def test_a_full_room_costs_one_query_for_each_phone_and_sees_every_new_idea(
    alice: Membership, bob: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question = make_team_question(alice, bob)
    meeting = actions.open_meeting(by=alice, question=question, now=clock.now())
    phone, url = Client(), reverse("room_ideas")
    phone.post(reverse("room"), {"code": meeting.code})
    for number in range(2):
        actions.add_nameless(question=question, idea_id=uuid4(), text=f"Idee {number}")
        assert f"Idee {number}" in phone.get(url).content.decode()
        with django_assert_num_queries(1):
            phone.get(url)
