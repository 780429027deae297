"""What makes a good moment to ask somebody. Pure: no Django, no clock.

Facts go in (a person, the school's calendar, now); reasons in order of weight and at most three moments come out. The
words are made elsewhere (sentences.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bemanning.schoolyear.calendar import LESSONS_END, MORNING, WORKDAYS, Calendar, Free, at, local, school_days

MOST_MOMENTS: Final = 3
SOON: Final = timedelta(days=5)  # days without school that begin within this time are worth a word


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is asked: what they do, in the school's own words, and the days they work (1 is Monday)."""

    words: str
    working_days: frozenset[int] = WORKDAYS


@dataclass(frozen=True, slots=True)
class Period:
    """Busy weeks that come back each year, the first and the last day as (month, day), for whom, and in words."""

    id: str
    first: tuple[int, int]
    last: tuple[int, int]
    words: tuple[str, ...]
    sentences: dict[str, str]

    def holds(self, day: date) -> bool:
        """Whether it is this time of year."""
        return self.first <= (day.month, day.day) <= self.last

    def concerns(self, person: Person) -> bool:
        """Whether it is about somebody with this work."""
        return any(word in person.words.casefold() for word in self.words)

    def ends(self, day: date) -> date:
        """The last day, in the year of a day in it."""
        return date(day.year, *self.last)


@dataclass(frozen=True, slots=True)
class Advice:
    """Why now is or is not a good moment, and moments that are."""

    free: Free | None
    busy: Period | None
    quieter_after: date | None
    works_today: bool
    next_work: date | None
    coming: Free | None
    moments: tuple[datetime, ...]


def advise(person: Person, calendar: Calendar, periods: Sequence[Period], now: datetime) -> Advice:
    """The advice for one person. Busy weeks that follow on each other count as one."""
    today = local(now).date()
    days = school_days(calendar, person.working_days, today, 3)
    busy = _busy(person, periods, today)
    quieter = _quiet_day(person, periods, today) if busy else None
    free, coming = calendar.free_on(today), calendar.next_free(today)
    return Advice(
        free=free,
        busy=busy,
        quieter_after=quieter,
        works_today=bool(days) and days[0] == today,
        next_work=days[0] if days else None,
        coming=coming if coming and coming.first - today <= SOON else None,
        moments=_moments(person, calendar, days, quieter, now),
    )


def _busy(person: Person, periods: Sequence[Period], day: date) -> Period | None:
    """The period of a day that says most: the one with the narrowest group, then the first to end."""
    holding = [one for one in periods if one.holds(day) and one.concerns(person)]
    return min(holding, key=lambda one: (len(one.words), one.ends(day)), default=None)


def _quiet_day(person: Person, periods: Sequence[Period], day: date) -> date:
    """The last busy day from `day`."""
    last = day
    while (next_period := _busy(person, periods, last + timedelta(days=1))) is not None:
        last = next_period.ends(last + timedelta(days=1))
    return last


def _moments(
    person: Person, calendar: Calendar, days: Sequence[date], quieter: date | None, now: datetime
) -> tuple[datetime, ...]:
    wished = [at(day, hour) for day in days for hour in (MORNING, LESSONS_END)]
    coming = [moment for moment in wished if moment > now]
    if quieter is not None:
        after = school_days(calendar, person.working_days, quieter + timedelta(days=1), 1)
        later = [at(day, MORNING) for day in after if at(day, MORNING) > now]
        near = [moment for moment in coming if moment not in later]
        return tuple(sorted({*near[: MOST_MOMENTS - 1], *later}))
    return tuple(coming[:MOST_MOMENTS])
