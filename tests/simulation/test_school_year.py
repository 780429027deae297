"""A year in a school: whatever people do, every question ends or waits for somebody, and mail stays a guest.

The whole year runs with `./test simulation`; a part of it with each change. `test_seeded_faults.py` shows that each
invariant sees what it is there for.
"""

from datetime import date

import pytest

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


def test_a_term_in_a_small_school() -> None:
    """Six weeks with a holiday."""
    first, last = date(2026, 9, 21), date(2026, 10, 30)
    year = Year(seed=1, people=12, questions=50, first=first, last=last, leaving=0.15)
    assert play(year, look_every=2) == {}
    assert len(year.sent) > 100


@pytest.mark.simulation
def test_a_year_of_sixty_people_and_six_hundred_questions() -> None:
    year = Year(seed=7, people=60, questions=600, first=FIRST_DAY, last=LAST_DAY)
    assert play(year, look_every=5) == {}
    assert len(year.sent) > 1500
