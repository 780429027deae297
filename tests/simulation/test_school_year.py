"""A year in a school: whatever people do, every question ends or waits for somebody, and mail stays a guest.

The whole year runs with `./test process`; a part of it with each change. Every invariant has a seeded fault.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from bemanning.core import schedule
from bemanning.helprequests import letters
from bemanning.helprequests.actions import leaving
from bemanning.mail import actions as mail_actions
from bemanning.mail import delivery, rest
from bemanning.mail.enums import MailState
from bemanning.mail.models import OutgoingMail, Reminder
from bemanning.schools.signals import membership_ended
from bemanning.schoolyear.queries import end_of_quiet
from tests.simulation import invariants
from tests.simulation.school_calendar import FIRST_DAY, LAST_DAY
from tests.simulation.year import Year

pytestmark = pytest.mark.django_db

EVERY_DAY = (invariants.mails_during_a_rest, invariants.questions_that_wait_for_nobody)
IN_THE_END = (
    invariants.mails_twice,
    invariants.mails_in_quiet_time,
    invariants.mails_to_who_left,
    invariants.second_reminders,
)


def play(year: Year, *, look_every: int) -> dict[str, list[str]]:
    """Live through a year; what each invariant found wrong."""
    wrong: dict[str, list[str]] = {}
    for number, _day in enumerate(year.days()):
        if number % look_every == look_every - 1:
            for look in EVERY_DAY:
                wrong.setdefault(look.__name__, []).extend(look(year))
    for look in IN_THE_END:
        wrong[look.__name__] = look(year)
    return {name: found for name, found in wrong.items() if found}


def a_term(seed: int = 1, resting: float = 0.1) -> Year:
    """Six weeks with a holiday in a small school."""
    first, last = date(2026, 9, 21), date(2026, 10, 30)
    return Year(seed=seed, people=12, questions=50, first=first, last=last, leaving=0.15, resting=resting)


def test_a_term_in_a_small_school() -> None:
    year = a_term()
    assert play(year, look_every=2) == {}
    assert len(year.sent) > 100


@pytest.mark.simulation
def test_a_year_of_sixty_people_and_six_hundred_questions() -> None:
    year = Year(seed=7, people=60, questions=600, first=FIRST_DAY, last=LAST_DAY)
    assert play(year, look_every=5) == {}
    assert len(year.sent) > 1500


# --- Seeded faults -------------------------------------------------------------------------------------------------


def a_plan_that_nobody_carries_out(patch: pytest.MonkeyPatch) -> None:
    patch.delitem(schedule.JOBS, "helprequests.carry_out_plans")


def a_school_that_forgets_who_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(membership_ended, "send", lambda **kwargs: None)


def a_worker_that_forgets_what_it_sent(patch: pytest.MonkeyPatch) -> None:
    note = delivery._note

    def forgetful(mail: OutgoingMail, **outcome: Any) -> None:
        note(mail, **outcome)
        if outcome["state"] == MailState.SENT and mail.attempts == 1 and mail.event.startswith("request:"):
            again = OutgoingMail.objects.filter(id=mail.id)
            again.update(state=MailState.QUEUED, sent_at=None, ended_at=None, due_at=mail.due_at)

    patch.setattr(delivery, "_note", forgetful)


def mail_without_rest(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rest, "earliest", lambda moment, **who: moment)


def mail_that_waits_for_somebody_who_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(leaving.mail, "cancel", lambda **which: 0)
    patch.setattr(mail_actions, "forget_address", lambda **which: None)


def reminders_without_a_memory(patch: pytest.MonkeyPatch) -> None:
    def always(*, thing: str, to: str, event: str, now: datetime) -> bool:
        Reminder.objects.filter(thing=thing).delete()
        return True

    patch.setattr("bemanning.digest.composer.may_remind", always)
    patch.setattr(letters.mail, "may_remind", always)


def a_rest_that_is_not_kept(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rest, "rules", [end_of_quiet])


@pytest.mark.parametrize(
    ("fault", "seen_by"),
    [
        (a_plan_that_nobody_carries_out, invariants.questions_that_wait_for_nobody),
        (a_school_that_forgets_who_left, invariants.questions_that_wait_for_nobody),
        (a_worker_that_forgets_what_it_sent, invariants.mails_twice),
        (mail_without_rest, invariants.mails_in_quiet_time),
        (mail_that_waits_for_somebody_who_left, invariants.mails_to_who_left),
        (reminders_without_a_memory, invariants.second_reminders),
        (a_rest_that_is_not_kept, invariants.mails_during_a_rest),
    ],
)
def test_the_simulation_sees(
    fault: Callable[[pytest.MonkeyPatch], None],
    seen_by: Callable[[Year], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fault(monkeypatch)
    year = a_term(seed=3, resting=0.6 if fault is a_rest_that_is_not_kept else 0.1)
    assert any(number % 3 == 2 and seen_by(year) for number, _day in enumerate(year.days()))
