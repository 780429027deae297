"""Somebody's own quiet hours: they hold back mail about questions, whoever insists, and nothing else."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bemanning.accounts.actions import queue_code
from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.digest import actions
from bemanning.digest.forms import RestForm
from bemanning.digest.models import MailChoice
from bemanning.digest.queries import hours_of
from bemanning.helprequests import tasks
from bemanning.helprequests.actions import sending, thread
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.mail import rest
from bemanning.mail.delivery import Postman
from bemanning.mail.enums import MailState
from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership
from bemanning.schoolyear.calendar import WORKDAYS, ZONE, Calendar, Hours, is_quiet, next_open
from tests.factories import client_for, make_draft, make_school_year
from tests.helprequests.test_silence import DAY, asked, delivered, mails, morning, plan_state, to_next

MORNING = datetime(2026, 12, 3, 8, tzinfo=ZONE)
EVENING = datetime(2026, 12, 2, 20, tzinfo=ZONE)
SATURDAY = datetime(2026, 12, 5, 11, tzinfo=ZONE)
MONDAY = datetime(2026, 12, 7, 8, tzinfo=ZONE)
EVENINGS: dict[str, Any] = {"rest_from": time(18), "rest_to": time(7, 30)}


def wants(member: Membership, **fields: Any) -> None:
    actions.choose(by=member.user, now=clock.now(), **fields)


def send(asker: Membership, to: Membership, now: datetime, *, insists: bool = False) -> HelpRequest:
    return sending.send(
        by=asker,
        request=make_draft(asker, to),
        subject="De studiedag",
        send_at=None,
        follow_up_on=(now + timedelta(days=14)).date(),
        expectation=sending.Expectation(),
        insists=insists,
        now=now,
    )


def due(event: str = "question") -> datetime:
    return OutgoingMail.objects.get(event__contains=f":{event}").due_at


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "sent", "arrives"),
    [
        ({}, EVENING, EVENING),
        (EVENINGS, EVENING, MORNING),
        (EVENINGS, EVENING.replace(hour=17, minute=59), EVENING.replace(hour=17, minute=59)),
        (EVENINGS, EVENING.replace(hour=7, minute=30), EVENING.replace(hour=7, minute=30)),
        (EVENINGS | {"rest_to": time(9, 30)}, EVENING, MORNING.replace(hour=9, minute=30)),
        (EVENINGS, SATURDAY, SATURDAY),
        (EVENINGS | {"rest_weekend": True}, SATURDAY, MONDAY),
        ({"rest_weekend": True}, SATURDAY, MONDAY),
        ({"rest_weekend": True}, EVENING, EVENING),
        ({"quiet_until": SATURDAY.date(), "rest_weekend": True}, EVENING, MONDAY),
    ],
)
def test_a_question_waits_for_the_end_of_somebodys_own_rest(
    alice: Membership, bob: Membership, fields: dict[str, Any], sent: datetime, arrives: datetime
) -> None:
    wants(bob, **fields)
    send(alice, bob, sent)
    assert due() == arrives


@pytest.mark.django_db
@pytest.mark.parametrize(("fields", "arrives"), [({}, EVENING), (EVENINGS, MORNING)])
def test_insisting_passes_the_quiet_time_of_a_school_and_not_a_persons_own_rest(
    alice: Membership, bob: Membership, fields: dict[str, Any], arrives: datetime
) -> None:
    make_school_year(alice.school)
    wants(bob, **fields)
    send(alice, bob, EVENING, insists=True)
    assert due() == arrives


def _outbox() -> list[tuple[str, datetime, str]]:
    return list(OutgoingMail.objects.order_by("created_at", "due_at").values_list("to_address", "due_at", "state"))


@pytest.mark.django_db
def test_the_asker_has_own_rest_from_answers_too(alice: Membership, bob: Membership) -> None:
    wants(alice, **EVENINGS)
    ask = Ask.objects.select_related("request").get(request=send(alice, bob, EVENING))
    thread.answer(ask=ask, message_id=uuid7(), text="Ja.", now=EVENING)
    postman = Postman()
    while postman.deliver_next(EVENING):
        pass
    assert [(to, moment) for to, moment, state in _outbox() if state == MailState.SENT] == [(bob.user.email, EVENING)]
    assert [(to, moment) for to, moment, state in _outbox() if state == MailState.QUEUED] == [
        (alice.user.email, MORNING)
    ]
    wants(alice, **EVENINGS | {"rest_to": time(9, 30)})  # chosen during the night: it counts
    assert postman.deliver_next(MORNING)
    later = MORNING.replace(hour=9, minute=30)
    assert (due("answer"), OutgoingMail.objects.get(event__contains=":answer").attempts) == (later, 0)
    assert postman.deliver_next(later)
    assert _outbox() == [(bob.user.email, EVENING, MailState.SENT), (alice.user.email, later, MailState.SENT)]


@pytest.mark.django_db
def test_own_rest_and_a_holiday_of_the_school_hold_together(alice: Membership, bob: Membership) -> None:
    make_school_year(alice.school)
    wants(bob, rest_from=time(15), rest_to=time(10), rest_weekend=True)
    found = rest.earliest(datetime(2026, 12, 18, 16, tzinfo=ZONE), address=bob.user.email, place=bob.school_id)
    assert found == datetime(2027, 1, 4, 10, tzinfo=ZONE)


@pytest.mark.django_db
def test_a_code_to_sign_in_does_not_wait(bob: Membership) -> None:
    wants(bob, **EVENINGS)
    assert rest.earliest(EVENING, address=bob.user.email) == MORNING
    queue_code(address=bob.user.email, code="123456", now=EVENING)
    assert OutgoingMail.objects.get(event__startswith="code:").due_at == EVENING


@pytest.mark.django_db
def test_somebody_who_sleeps_late_is_still_asked_when_another_is_silent(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    """Hours that end this morning are no absence. A rest until another day is."""
    wants(carol, rest_from=time(18), rest_to=time(10))
    request = asked(alice, bob, plan=to_next(carol))
    delivered(request)
    tasks.carry_out_plans(morning(DAY))
    assert (plan_state(request), mails(request, "question")) == ("done", [bob.user.email, carol.user.email])


@pytest.mark.django_db
def test_choosing_hours_and_dropping_them(bob: Membership) -> None:
    browser, url = client_for(bob), reverse("mail_settings")
    assert browser.get(url).context["rest"].initial == {
        "evenings": "no",
        "rest_from": time(18),
        "rest_to": time(7, 30),
        "rest_weekend": False,
    }
    chosen = {"evenings": "yes", "rest_from": "19:30:00", "rest_to": "08:00:00", "rest_weekend": "on"}
    assert browser.post(url, chosen).status_code == 302
    words = "Tussen 19.30 en 8.00 uur en in het weekend krijg je geen mail over vragen."
    assert words in browser.get(reverse("preferences")).content.decode()
    assert browser.get(url).context["rest"].initial["rest_from"] == time(19, 30)
    browser.post(url, chosen | {"evenings": "no"})
    choice = MailChoice.objects.get()
    assert (choice.rest_from, choice.rest_to, choice.rest_weekend) == (None, None, True)


@pytest.mark.django_db
def test_hours_that_are_not_offered_are_explained_and_nothing_is_lost(bob: Membership) -> None:
    url = reverse("mail_settings")
    page = client_for(bob).post(url, {"evenings": "yes", "rest_from": "11:00:00", "rest_to": "09:00:00"})
    assert list(page.context["rest"].errors) == ["rest_from"]
    assert page.context["rest"]["rest_to"].value() == "09:00:00"
    assert not MailChoice.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"rest_from": time(18)}, {"rest_from": time(9), "rest_to": time(8)}])
def test_the_database_refuses_half_a_rest_and_one_by_day(fields: dict[str, time], bob: Membership) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        wants(bob, **fields)


OFFERED = [list(RestForm.base_fields[name].choices) for name in ("rest_from", "rest_to")]  # type: ignore[attr-defined]


@given(st.sampled_from(OFFERED[0]), st.sampled_from(OFFERED[1]), st.booleans(), st.integers(0, 2 * 366 * 24 * 60))
def test_a_school_and_a_person_always_leave_a_moment_within_four_days(
    start: tuple[time, str], end: tuple[time, str], weekend: bool, minute: int
) -> None:
    """The rules are asked in turns until both say yes: with every choice that is offered, that comes to an end."""
    own = hours_of(MailChoice(rest_from=start[0], rest_to=end[0], rest_weekend=weekend))
    found = moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    for _turn in range(4):
        found = next_open(Calendar(), WORKDAYS, next_open(Calendar(), WORKDAYS, found, own))
    assert [is_quiet(Calendar(), WORKDAYS, found, hours) for hours in (own, Hours())] == [False, False]
    assert found - moment < timedelta(days=4)
