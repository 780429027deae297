"""Each invariant sees what it is there for: a scene in which its fault surely shows, and in which nothing else is wrong.

Nothing here depends on dice. Every scene is played twice: as the app is, and with one fault put in.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from bemanning.core import schedule
from bemanning.digest import actions as digest
from bemanning.helprequests import letters
from bemanning.helprequests.actions import drafts, leaving, sending, silence
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.enums import SilenceStep
from bemanning.helprequests.models import HelpRequest
from bemanning.mail import actions as mail_actions
from bemanning.mail import delivery, rest
from bemanning.mail.enums import MailState
from bemanning.mail.models import OutgoingMail, Reminder
from bemanning.schools.actions.members import end_membership
from bemanning.schools.models import Membership
from bemanning.schools.signals import membership_ended
from bemanning.schoolyear.queries import end_of_quiet
from tests.simulation import invariants
from tests.simulation.school_calendar import at
from tests.simulation.year import Year

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 9, 21)
FRIDAY = MONDAY + timedelta(days=4)


@pytest.fixture
def year() -> Year:
    """Six people and no questions yet; time stands still until a scene moves it."""
    return Year(seed=1, people=6, questions=0, first=MONDAY, last=FRIDAY)


def move(year: Year, day: date, hour: int, minute: int = 5) -> None:
    """It is that moment, and the worker comes round."""
    year.now = at(day, hour, minute)
    year.work()


def ask(year: Year, silence_plan: Plan = Plan()) -> HelpRequest:
    """The second of the crew asks the third, now."""
    asker, asked = year.crew[1], year.crew[2]
    draft = drafts.save_draft(
        by=asker,
        draft_id=uuid4(),
        text="Hoe doe jij dat?",
        choice=drafts.Choice(members=(asked,)),
        edition=None,
        now=year.now,
    )
    return sending.send(
        by=asker,
        request=draft,
        subject="Een vraag",
        send_at=None,
        follow_up_on=MONDAY + timedelta(days=21),
        expectation=sending.Expectation(),
        silence=silence_plan,
        now=year.now,
    )


def leave(year: Year, number: int) -> None:
    """One of the crew leaves the school, now."""
    member = Membership.objects.select_related("user", "school").get(id=year.crew[number].id)
    year.left[member.user.email] = year.now
    end_membership(member=member, by=year.head, now=year.now)


# --- Scenes: what happens, and what must not come of it ----------------------------------------------------------------


def a_plan_comes_due(year: Year) -> list[str]:
    year.now = at(MONDAY, 10)
    ask(year, Plan(SilenceStep.REMIND, FRIDAY))
    move(year, FRIDAY, 16)
    return invariants.questions_that_wait_for_nobody(year)


def who_is_asked_leaves(year: Year) -> list[str]:
    year.now = at(MONDAY, 10)
    ask(year)
    move(year, MONDAY, 11)
    leave(year, 2)
    move(year, MONDAY, 16)
    return invariants.questions_that_wait_for_nobody(year)


def one_mail_leaves(year: Year) -> list[str]:
    year.now = at(MONDAY, 10)
    ask(year)
    move(year, MONDAY, 16)
    assert year.sent != []
    return invariants.mails_twice(year)


def a_question_in_the_evening(year: Year) -> list[str]:
    year.now = at(MONDAY, 20)
    ask(year)
    move(year, MONDAY, 21)
    move(year, MONDAY + timedelta(days=1), 8)
    assert year.sent != []
    return invariants.mails_in_quiet_time(year)


def who_is_asked_leaves_before_the_mail_does(year: Year) -> list[str]:
    year.now = at(MONDAY, 20)
    ask(year)
    year.now = at(MONDAY, 21)
    leave(year, 2)
    move(year, MONDAY + timedelta(days=1), 8)
    return invariants.mails_to_who_left(year)


def two_plans_to_remind(year: Year) -> list[str]:
    year.now = at(MONDAY, 10)
    request = ask(year, Plan(SilenceStep.REMIND, MONDAY + timedelta(days=1)))
    move(year, MONDAY + timedelta(days=1), 10)
    again = Plan(SilenceStep.REMIND, FRIDAY)
    silence.choose(by=year.crew[1], request=request, plan=again, now=year.now)
    move(year, FRIDAY, 10)
    assert any("hoort nog graag" in mail.body for mail in year.sent)
    return invariants.second_reminders(year)


def somebody_rests(year: Year) -> list[str]:
    year.now = at(MONDAY, 10)
    digest.choose(by=year.crew[2].user, now=year.now, quiet_until=FRIDAY)
    year.now = at(MONDAY + timedelta(days=1), 10)
    ask(year)
    move(year, MONDAY + timedelta(days=1), 16)
    return invariants.mails_during_a_rest(year)


# --- Faults ------------------------------------------------------------------------------------------------------------


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


SCENES = [
    (a_plan_comes_due, a_plan_that_nobody_carries_out),
    (who_is_asked_leaves, a_school_that_forgets_who_left),
    (one_mail_leaves, a_worker_that_forgets_what_it_sent),
    (a_question_in_the_evening, mail_without_rest),
    (who_is_asked_leaves_before_the_mail_does, mail_that_waits_for_somebody_who_left),
    (two_plans_to_remind, reminders_without_a_memory),
    (somebody_rests, a_rest_that_is_not_kept),
]


@pytest.mark.parametrize("broken", [False, True])
@pytest.mark.parametrize(("scene", "fault"), SCENES)
def test_the_invariant_sees_its_fault_and_nothing_where_there_is_none(
    year: Year,
    scene: Callable[[Year], list[str]],
    fault: Callable[[pytest.MonkeyPatch], None],
    broken: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if broken:
        fault(monkeypatch)
    assert (scene(year) != []) is broken
