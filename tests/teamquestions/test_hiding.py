"""An idea without a name is only offered where enough people can answer to be among."""

from uuid import uuid4

import pytest
from django.urls import reverse

from bemanning.core import clock
from bemanning.helprequests.actions.drafts import Choice
from bemanning.schools.actions.members import end_membership
from bemanning.schools.models import Membership
from bemanning.teamquestions import actions
from bemanning.teamquestions.models import Idea, TeamQuestion
from bemanning.teamquestions.sentences import before_sending
from tests.factories import client_for, make_member, make_team, make_team_question

pytestmark = [pytest.mark.django_db, pytest.mark.privacy]

OFFER = "Er blijft niets van jou bij staan."
WHY = "Er kunnen minder dan vijf mensen antwoorden."


def crowd(leader: Membership, size: int) -> list[Membership]:
    """So many colleagues."""
    return [make_member(leader.school, name=f"Collega {number}") for number in range(size)]


def page(member: Membership, question: TeamQuestion) -> str:
    return client_for(member).get(reverse("team_question", args=[question.request_id])).content.decode()


@pytest.mark.parametrize(("size", "offered"), [(4, False), (5, True)])
def test_it_is_offered_from_five_people_who_can_answer(alice: Membership, size: int, offered: bool) -> None:
    asked = crowd(alice, size)
    question = make_team_question(alice, *asked)
    html = page(asked[0], question)
    assert ('name="nameless"' in html, WHY in html) == (offered, not offered)
    body = {"idea_id": str(uuid4()), "text": "Zonder mij", "nameless": "on"}
    sent = client_for(asked[0]).post(reverse("team_question_add", args=[question.request_id]), body)
    assert (sent.status_code, Idea.objects.count()) == ((302, 1) if offered else (422, 0))


def test_nothing_typed_is_lost_and_no_name_is_put_to_it_unasked(alice: Membership) -> None:
    asked = crowd(alice, 5)
    question = make_team_question(alice, *asked)
    end_membership(member=asked[4], by=alice, now=clock.now())
    url = reverse("team_question_add", args=[question.request_id])
    body = {"idea_id": str(uuid4()), "text": "Mijn stille woorden", "nameless": "on"}
    client = client_for(asked[0])
    refused = client.post(url, body)
    html = refused.content.decode()
    assert (refused.status_code, "Mijn stille woorden" in html, WHY in html) == (422, True, True)
    assert (Idea.objects.count(), 'name="nameless"' in html) == (0, False)
    del body["nameless"]  # the field is gone: whoever presses again was told that the name comes with it
    assert client.post(url, body).status_code == 302
    assert Idea.objects.get().message is not None


def test_the_action_counts_too(alice: Membership) -> None:
    question = make_team_question(alice, *crowd(alice, 4))
    with pytest.raises(actions.TooFewError):
        actions.add_unsigned(question=question, idea_id=uuid4(), text="Zonder mij")


def test_without_permission_there_are_no_ideas_without_a_name(alice: Membership) -> None:
    asked = crowd(alice, 5)
    question = make_team_question(alice, *asked)
    TeamQuestion.objects.update(nameless_allowed=False)
    body = {"idea_id": str(uuid4()), "text": "Zonder mij", "nameless": "on"}
    sent = client_for(asked[0]).post(reverse("team_question_add", args=[question.request_id]), body)
    assert (sent.status_code, Idea.objects.count()) == (422, 0)


@pytest.mark.parametrize(("size", "sentence"), [(4, "Ideeën komen met een naam"), (5, "Ideeën mogen zonder naam")])
def test_the_asker_hears_it_before_sending(alice: Membership, size: int, sentence: str) -> None:
    team = make_team(alice.school, members=tuple(crowd(alice, size)))
    question = actions.save_draft(
        by=alice,
        request_id=uuid4(),
        text="Wat werkt?",
        choice=Choice(teams=(team,), side_by_side=True),
        nameless_allowed=True,
        edition=None,
        now=clock.now(),
    )
    assert before_sending(question.request)[0].startswith(sentence)
