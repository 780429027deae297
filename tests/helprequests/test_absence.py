"""Somebody leaves, falls ill or gets another role while questions run: each finds a kind end, and nothing leaks."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.expertise.actions import ProfileData, save_profile
from bemanning.expertise.enums import Room
from bemanning.helprequests import tasks
from bemanning.helprequests.actions import closing, thread
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import AskState, Outcome, RequestState
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.mail.models import OutgoingMail
from bemanning.schools.actions.members import change_member, end_membership
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests.factories import client_for, make_member, make_request, make_team
from tests.helprequests.test_silence import DAY, asked, mails, morning, to_next

pytestmark = pytest.mark.django_db


def ask_of(request: HelpRequest, member: Membership) -> Ask:
    return Ask.objects.select_related("request").get(request=request, member=member)


def test_the_asker_hears_that_somebody_left_and_the_plan_rests(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    end_membership(member=bob, by=alice, now=clock.now())
    assert mails(request, "left") == [alice.user.email]
    tasks.carry_out_plans(morning(DAY))
    assert list(request.asks.values_list("state", flat=True)) == [AskState.REVOKED]


def test_who_thought_along_is_thanked_when_the_asker_leaves(alice: Membership, bob: Membership) -> None:
    request = make_request(bob, alice)
    thread.answer(ask=ask_of(request, alice), message_id=uuid7(), text="Ja.", now=clock.now())
    end_membership(member=bob, by=alice, now=clock.now())
    assert HelpRequest.objects.get(id=request.id).state == RequestState.WITHDRAWN
    assert mails(request, "asker-left") == [alice.user.email]


def away(member: Membership, days: int | None, *, listed: bool = True) -> None:
    until = timezone.localdate() + timedelta(days=days) if days else None
    data = ProfileData(listed=listed, phrases=("rekenen",), room=Room.PAUSED, paused_until=until)
    save_profile(by=member, data=data, now=clock.now())


def test_illness_is_told_once_and_the_asker_chooses(alice: Membership, bob: Membership, carol: Membership) -> None:
    request, answered = make_request(alice, bob), make_request(carol, bob)
    thread.answer(ask=ask_of(answered, bob), message_id=uuid7(), text="Ja.", now=clock.now())
    for _save in range(2):
        away(bob, 10)
    assert (mails(request, "away"), mails(answered, "away")) == ([alice.user.email], [])
    away(bob, 20)
    assert mails(request, "away") == [alice.user.email] * 2
    url = reverse("request_silence", args=[request.id])
    page = client_for(alice).get(url)
    after = timezone.localdate() + timedelta(days=21)
    assert f'name="silence-day" value="{after}"' in page.content.decode()
    client_for(alice).post(url, {"silence-step": "remind", "silence-day": str(after)})
    request.refresh_from_db()
    assert (request.silence_plan.day, request.state) == (after, RequestState.OPEN)


@pytest.mark.privacy
def test_who_is_not_on_the_map_is_ill_in_private(alice: Membership, bob: Membership) -> None:
    request = make_request(alice, bob)
    away(bob, 10, listed=False)
    assert mails(request, "away") == []


def test_nobody_who_is_away_is_reminded(alice: Membership, bob: Membership) -> None:
    from bemanning.helprequests.actions.plans import Plan
    from bemanning.helprequests.enums import SilenceStep

    request = asked(alice, bob, plan=Plan(SilenceStep.REMIND, DAY))
    away(bob, None)
    tasks.carry_out_plans(morning(DAY))
    assert (mails(request, "nudge"), mails(request, "plan")) == ([], [alice.user.email])


def test_a_question_without_a_plan_does_not_end_in_silence(alice: Membership, bob: Membership) -> None:
    request = make_request(alice, bob)
    day = morning(DAY + timedelta(days=7))
    for _tick in range(2):
        tasks.remind_due(day)
    assert mails(request, "unanswered") == [alice.user.email]
    thread.answer(ask=ask_of(request, bob), message_id=uuid7(), text="Ja.", now=day)
    request.refresh_from_db()
    assert (request.follow_up_on, request.reminded_at) == (day.date() + timedelta(days=7), None)
    tasks.remind_due(day + timedelta(days=7))
    assert mails(request, "reminder") == [alice.user.email]


@pytest.mark.privacy
def test_another_role_changes_nothing_in_who_reads_a_question(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    """What a leader was asked stays with that person, and is not for who leads next: so the sentence promised."""
    dora = make_member(alice.school, name="Dora Leider", role=Role.LEADER)
    request = make_request(alice, dora)
    change = {"job_title": "", "is_administrator": False, "teams": (), "by": alice, "now": clock.now()}
    change_member(member=dora, role=Role.TEAM_MEMBER, **change)  # type: ignore[arg-type]
    change_member(member=carol, role=Role.LEADER, **change)  # type: ignore[arg-type]
    url = reverse("request_thread", args=[request.id])
    found = {member.user.first_name: client_for(member).get(url).status_code for member in (alice, bob, carol, dora)}
    assert found == {"Alice": 200, "Bob": 404, "Carol": 404, "Dora": 200}
    assert audience_of(request, list(request.asks.select_related("member__user"))).names == ("Dora Leider",)


@pytest.mark.privacy
def test_who_joins_a_team_later_does_not_read_its_older_questions(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    from bemanning.helprequests.actions.drafts import Choice
    from tests.helprequests.test_main_job import sent_by

    team = make_team(alice.school, "MT", members=(alice, bob))
    request = sent_by(alice, Choice(team=team))
    team.memberships.add(carol)
    team.memberships.remove(bob)
    url = reverse("request_thread", args=[request.id])
    assert [client_for(member).get(url).status_code for member in (bob, carol)] == [200, 404]


def test_who_left_is_not_named_among_the_readers(alice: Membership, bob: Membership, carol: Membership) -> None:
    request = make_request(alice, bob, carol)
    thread.answer(ask=ask_of(request, bob), message_id=uuid7(), text="Ja.", now=clock.now())
    end_membership(member=bob, by=alice, now=clock.now())
    assert audience_of(request, list(request.asks.select_related("member__user"))).names == ("Carol Hoekstra",)
    assert OutgoingMail.objects.filter(to_address=bob.user.email).exclude(state="cancelled").count() == 0


def test_who_thought_along_and_left_gets_no_mail_of_how_it_ended(alice: Membership, bob: Membership) -> None:
    request = make_request(alice, bob)
    thread.answer(ask=ask_of(request, bob), message_id=uuid7(), text="Ja.", now=clock.now())
    end_membership(member=bob, by=alice, now=clock.now())
    told = closing.Told(outcome=Outcome.USED, did="Gedaan.")
    closing.close(by=alice, request=request, told=told, now=clock.now())
    assert mails(request, "follow-up") == []
