"""Nobody answers: what the asker chose happens, on its day, once, and never when somebody did say something."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.expertise.enums import Room
from bemanning.helprequests import tasks
from bemanning.helprequests.access import link_token
from bemanning.helprequests.actions import closing, sending, silence, thread
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import AskState, Outcome, PlanState, RequestState, SilenceStep
from bemanning.helprequests.models import Ask, HelpRequest, SilencePlan
from bemanning.helprequests.queries.silence import day_of_patience
from bemanning.mail.models import OutgoingMail, Reminder
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests.factories import client_for, make_draft, make_member, make_profile, make_request, make_team

pytestmark = pytest.mark.django_db


def morning(day: date) -> datetime:
    """Nine o'clock on a day."""
    return timezone.make_aware(datetime.combine(day, time(9)))


def first_tuesday() -> date:
    """A plain working day in term, a while from now."""
    day = timezone.localdate(clock.now()) + timedelta(days=2)
    while day.isoweekday() != 2:
        day += timedelta(days=1)
    return day


DAY = first_tuesday()


def asked(asker: Membership, *people: Membership, plan: Plan, guest: str = "") -> HelpRequest:
    """A question that has just been sent, with a plan."""
    now = clock.now()
    return sending.send(
        by=asker,
        request=make_draft(asker, *people, guest_email=guest),
        subject="De studiedag",
        send_at=None,
        follow_up_on=DAY + timedelta(days=7),
        expectation=sending.Expectation(),
        silence=plan,
        now=now,
    )


def to_next(member: Membership) -> Plan:
    return Plan(SilenceStep.NEXT, DAY, next_member=member)


def states(request: HelpRequest) -> dict[str, str]:
    """Where everybody who is asked stands."""
    return {ask.first_name: ask.state for ask in request.asks.select_related("member__user")}


def mails(request: HelpRequest, kind: str) -> list[str]:
    """To whom mails of one kind about a question were queued."""
    found = OutgoingMail.objects.filter(event__startswith=f"request:{request.id}:{kind}:")
    return sorted(found.values_list("to_address", flat=True))


def delivered(request: HelpRequest) -> None:
    """The question has reached whoever is asked."""
    mail = OutgoingMail.objects.filter(event__startswith=f"request:{request.id}:question:")
    mail.update(state="sent", sent_at=clock.now(), ended_at=clock.now(), key=None)


def plan_state(request: HelpRequest) -> str:
    return SilencePlan.objects.get(request=request).state


def test_somebody_else_is_asked_and_the_first_hears_to_be_off_the_hook(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    delivered(request)
    tasks.carry_out_plans(morning(DAY) - timedelta(days=1))
    assert states(request) == {"Bob": AskState.ASKED}
    for _tick in range(3):
        tasks.carry_out_plans(morning(DAY))
    assert states(request) == {"Bob": AskState.RELEASED, "Carol": AskState.ASKED}
    assert mails(request, "released") == [bob.user.email]
    assert mails(request, "question") == [bob.user.email, carol.user.email]
    assert plan_state(request) == PlanState.DONE


def test_who_is_off_the_hook_reads_that_and_may_still_say_something(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    tasks.carry_out_plans(morning(DAY))
    ask = Ask.objects.select_related("request").get(request=request, member=bob)
    by_link = Client().get(reverse("guest_thread", args=[link_token(ask)])).content.decode()
    signed_in = client_for(bob).get(reverse("request_thread", args=[request.id])).content.decode()
    for page in (by_link, signed_in):
        assert "Je hoeft niets meer te doen." in page
        assert "Het komt me nu niet uit" not in page
    thread.answer(ask=ask, message_id=uuid7(), text="Toch nog iets.", now=morning(DAY))
    assert states(request)["Bob"] == AskState.ANSWERED
    names = audience_of(request, list(request.asks.select_related("member__user"))).names
    assert sorted(names) == ["Bob Dijkstra", "Carol Hoekstra"]


def test_a_question_that_was_not_delivered_yet_is_simply_taken_back(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    tasks.carry_out_plans(morning(DAY))
    assert mails(request, "released") == []
    assert OutgoingMail.objects.get(event__contains=":question:", to_address=bob.user.email).state == "cancelled"


def test_a_reminder_goes_to_everybody_who_is_silent_and_to_nobody_twice(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, carol, plan=Plan(SilenceStep.REMIND, DAY))
    thread.not_now(ask=Ask.objects.select_related("request").get(request=request, member=carol), now=clock.now())
    tasks.carry_out_plans(morning(DAY))
    again = Plan(SilenceStep.REMIND, DAY + timedelta(days=1))
    silence.choose(by=alice, request=request, plan=again, now=morning(DAY))
    tasks.carry_out_plans(morning(DAY + timedelta(days=1)))
    assert mails(request, "nudge") == [bob.user.email]
    assert (plan_state(request), mails(request, "plan")) == (PlanState.ASKER, [alice.user.email])


def test_the_database_refuses_a_second_reminder_of_one_thing(alice: Membership, bob: Membership) -> None:
    request = asked(alice, bob, plan=Plan(SilenceStep.REMIND, DAY))
    tasks.carry_out_plans(morning(DAY))
    first = Reminder.objects.get()
    assert first.thing == f"ask:{request.asks.get().id}"
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(address=first.address, thing=first.thing, event="another", at=clock.now())


def test_the_team_is_asked(alice: Membership, bob: Membership, carol: Membership) -> None:
    dave = make_member(alice.school, name="Dave Prins")
    team = make_team(alice.school, "Bovenbouw", members=(alice, bob, carol, dave))
    request = asked(alice, bob, plan=Plan(SilenceStep.TEAM, DAY, team=team))
    delivered(request)
    tasks.carry_out_plans(morning(DAY))
    # Bob is in the team, so he is still asked: nothing to be let off from.
    assert states(request) == dict.fromkeys(("Bob", "Carol", "Dave"), AskState.ASKED)
    assert mails(request, "released") == []


def answer(request: HelpRequest) -> None:
    thread.answer(ask=ask_of(request), message_id=uuid7(), text="Ja.", now=clock.now())


def not_now(request: HelpRequest) -> None:
    thread.not_now(ask=ask_of(request), now=clock.now())


def name_another(request: HelpRequest) -> None:
    thread.redirect(ask=ask_of(request), suggested=None, note="Vraag Els", now=clock.now())


def close(request: HelpRequest) -> None:
    told = closing.Told(outcome=Outcome.NOT_USED, did="Opgelost.")
    closing.close(by=request.asker, request=request, told=told, now=clock.now())


def withdraw(request: HelpRequest) -> None:
    sending.withdraw(by=request.asker, request=request, now=clock.now())


def stop(request: HelpRequest) -> None:
    silence.choose(by=request.asker, request=request, plan=Plan(), now=clock.now())


def ask_of(request: HelpRequest) -> Ask:
    return Ask.objects.select_related("request").get(request=request)


@pytest.mark.parametrize("event", [answer, not_now, name_another, close, withdraw, stop])
def test_nothing_happens_after_any_sign_of_life(
    event: Callable[[HelpRequest], None], alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    event(request)
    before = (states(request), OutgoingMail.objects.count())
    tasks.carry_out_plans(morning(DAY))
    assert (states(request), OutgoingMail.objects.count()) == before
    assert plan_state(request) == (PlanState.STOPPED if event is stop else PlanState.OVERTAKEN)


def leave(member: Membership, asker: Membership) -> None:
    Membership.objects.filter(id=member.id).update(left_at=clock.now())


def pause(member: Membership, asker: Membership) -> None:
    make_profile(member, "rekenen", room=Room.PAUSED)


def fill_the_month(member: Membership, asker: Membership) -> None:
    make_profile(member, "rekenen", monthly_limit=1)
    request = make_request(asker, member)
    Ask.objects.filter(request=request).update(asked_at=morning(DAY))


@pytest.mark.parametrize("event", [leave, pause, fill_the_month])
def test_when_the_next_person_cannot_the_asker_is_asked_and_nobody_else(
    event: Callable[[Membership, Membership], None], alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    event(carol, alice)
    for _tick in range(2):
        tasks.carry_out_plans(morning(DAY))
    assert states(request) == {"Bob": AskState.ASKED}
    assert (plan_state(request), mails(request, "plan")) == (PlanState.ASKER, [alice.user.email])
    page = client_for(alice).get(reverse("request_thread", args=[request.id])).content.decode()
    assert "Je wilde het nu aan Carol vragen" in page


def test_a_plan_of_a_question_that_leaves_later_waits_for_it(alice: Membership, bob: Membership) -> None:
    request = asked(alice, bob, plan=Plan(SilenceStep.REMIND, DAY))
    HelpRequest.objects.filter(id=request.id).update(state=RequestState.SCHEDULED, sent_at=None, send_at=morning(DAY))
    tasks.carry_out_plans(morning(DAY))
    assert plan_state(request) == PlanState.WAITING


@pytest.mark.parametrize(
    "fields",
    [
        {"step": "dance"},
        {"step": "next"},
        {"state": "done"},
        {"settled_at": clock.now()},
        {"state": "gone", "settled_at": clock.now()},
    ],
)
def test_the_database_refuses_an_impossible_plan(
    fields: dict[str, object], alice: Membership, bob: Membership
) -> None:
    request = asked(alice, bob, plan=Plan(SilenceStep.REMIND, DAY))
    with pytest.raises(IntegrityError), transaction.atomic():
        SilencePlan.objects.filter(request=request).update(**fields)


def test_the_asker_chooses_it_at_sending_sees_it_changes_it_and_stops_it(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    make_profile(carol, "studiedagen voorbereiden")
    draft = make_draft(alice, bob, text="Zou je met me willen sparren over de studiedag voorbereiden?")
    client = client_for(alice)
    url = reverse("request_send", args=[draft.id])
    form = client.get(url).context["plan_form"]
    assert [value for value, _label in form.fields["step"].choices] == ["remind", f"next:{carol.id}", "nothing"]
    send = {"subject": "Studiedag", "when": "now", "follow_up_on": str(timezone.localdate() + timedelta(days=14))}
    wrong = client.post(url, send | {"silence-step": f"next:{carol.id}", "silence-day": str(timezone.localdate())})
    assert list(wrong.context["plan_form"].errors) == ["day"]
    day = timezone.localdate() + timedelta(days=10)
    client.post(url, send | {"silence-step": f"next:{carol.id}", "silence-day": str(day)})
    assert "vraag ik het aan Carol" in client.get(reverse("request_thread", args=[draft.id])).content.decode()
    assert "vraag ik het aan Carol" in client.get(reverse("request_list")).content.decode()
    plan_url = reverse("request_silence", args=[draft.id])
    assert client.get(plan_url).context["form"].initial["step"] == f"next:{carol.id}"
    client.post(plan_url, {"silence-step": "remind", "silence-day": str(day)})
    assert SilencePlan.objects.get().step == SilenceStep.REMIND
    client.post(plan_url, {"silence-step": "nothing"})
    assert SilencePlan.objects.get().state == PlanState.STOPPED


def test_it_can_be_done_at_once(alice: Membership, bob: Membership, carol: Membership) -> None:
    make_profile(carol, "studiedagen voorbereiden")
    request = make_request(alice, bob, text="Zou je met me willen sparren over de studiedag voorbereiden?")
    delivered(request)
    day = str(timezone.localdate() + timedelta(days=3))
    words = {"silence-step": f"next:{carol.id}", "silence-day": day, "now": "1"}
    client_for(alice).post(reverse("request_silence", args=[request.id]), words)
    assert states(request) == {"Bob": AskState.RELEASED, "Carol": AskState.ASKED}
    assert plan_state(request) == PlanState.DONE


def test_who_was_chosen_can_still_be_chosen_when_nobody_suggests_them(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    url = reverse("request_silence", args=[request.id])
    form = client_for(alice).get(url).context["form"]
    assert form["step"].value() == f"next:{carol.id}"
    client_for(alice).post(url, {"silence-step": f"next:{carol.id}", "silence-day": str(DAY + timedelta(days=1))})
    assert SilencePlan.objects.get().day == DAY + timedelta(days=1)


def test_what_is_back_with_the_asker_stands_on_the_start_page_until_they_choose(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    Membership.objects.filter(id=carol.id).update(left_at=clock.now())
    client, url = client_for(alice), reverse("request_silence", args=[request.id])
    assert url not in client.get(reverse("today")).content.decode()
    tasks.carry_out_plans(morning(DAY))
    assert url in client.get(reverse("today")).content.decode()
    client.post(url, {"silence-step": "nothing"})
    assert url not in client.get(reverse("today")).content.decode()


def test_nothing_happens_by_itself_in_a_weekend_or_an_evening(alice: Membership, bob: Membership) -> None:
    request = asked(alice, bob, plan=Plan(SilenceStep.REMIND, DAY))
    saturday = morning(DAY + timedelta(days=4))
    for moment in (morning(DAY) + timedelta(hours=10), saturday, saturday + timedelta(days=1)):
        tasks.carry_out_plans(moment)
        assert mails(request, "nudge") == []
    tasks.carry_out_plans(saturday + timedelta(days=2))
    assert mails(request, "nudge") == [bob.user.email]


@pytest.mark.parametrize("step", [SilenceStep.NEXT, SilenceStep.TEAM])
def test_nothing_leaves_the_school_by_itself(alice: Membership, bob: Membership, step: SilenceStep) -> None:
    coach = make_member(alice.school, name="Kees Coach", role=Role.COACH)
    team = make_team(alice.school, "Kwaliteit", members=[alice, coach])
    plan = to_next(coach) if step == SilenceStep.NEXT else Plan(step, DAY, team=team)
    request = asked(alice, bob, plan=plan)
    delivered(request)
    tasks.carry_out_plans(morning(DAY))
    assert states(request) == {"Bob": AskState.ASKED}
    assert plan_state(request) == PlanState.ASKER


@pytest.mark.parametrize("chosen", [True, False])
def test_the_day_that_nobody_chose_moves_along_with_a_later_moment(
    chosen: bool, alice: Membership, bob: Membership
) -> None:
    draft, leaves = make_draft(alice, bob), morning(DAY + timedelta(days=21))
    url, client = reverse("request_send", args=[draft.id]), client_for(alice)
    suggested = client.get(url).context["plan_form"].fields["day"].initial
    later = {"when": "later", "send_at": f"{leaves:%Y-%m-%dT%H:%M}", "follow_up_on": str(leaves.date())}
    day = suggested + timedelta(days=1) if chosen else suggested
    page = client.post(url, later | {"subject": "Later", "silence-step": "remind", "silence-day": str(day)})
    found = SilencePlan.objects.filter(request=draft).first()
    if chosen:  # a day of their own before the question leaves is asked about, with the fold open
        assert (found, page.content.decode().count('id="fold-silence" open')) == (None, 1)
    else:
        assert found is not None
        assert found.day == day_of_patience(draft.school_id, leaves)
