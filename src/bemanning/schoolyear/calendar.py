"""When a school is open and when mail is welcome. Pure: no Django, no clock, no I/O.

Days and hours are those of the clock on the wall in the Netherlands; moments that go in or out carry a zone. A day is
walked by its date and never by 24 hours, so the two days a year of 23 and 25 hours need no care of their own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("Europe/Amsterdam")
WORKDAYS: Final = frozenset({1, 2, 3, 4, 5})
MORNING: Final = time(8)
LESSONS_END: Final = time(14, 45)
LONGEST_WALK: Final = 400  # days; beyond that a calendar is taken to be wrong, and mail is not held for ever


@dataclass(frozen=True, slots=True)
class Free:
    """Days without school, the first and the last included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Hours:
    """Between which hours mail is welcome, and whether in the weekend too."""

    first: time = time(7, 30)
    last: time = time(18)
    weekend: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days without school. A day in none of them is a school day, also after the last one that is known."""

    free: tuple[Free, ...] = ()

    def free_on(self, day: date) -> Free | None:
        """Why there is no school on a day; the one that lasts longest, when several hold."""
        return max((one for one in self.free if one.first <= day <= one.last), key=lambda one: one.last, default=None)

    def next_free(self, day: date) -> Free | None:
        """The first days without school after a day."""
        return min((one for one in self.free if one.first > day), key=lambda one: one.first, default=None)


def local(moment: datetime) -> datetime:
    """The moment on the clock on the wall."""
    return moment.astimezone(ZONE)


def at(day: date, hour: time) -> datetime:
    """A moment of a day. An hour that the clock skips in spring counts as the hour after it."""
    return datetime.combine(day, hour, ZONE).astimezone(ZoneInfo("UTC")).astimezone(ZONE)


def is_quiet(calendar: Calendar, working_days: Collection[int], moment: datetime, hours: Hours = Hours()) -> bool:
    """Whether mail is unwelcome: a day off, an evening, a weekend, a holiday."""
    here = local(moment)
    return not (_works(calendar, working_days, here.date(), hours) and hours.first <= here.time() < hours.last)


def next_open(calendar: Calendar, working_days: Collection[int], after: datetime, hours: Hours = Hours()) -> datetime:
    """The first moment from `after` at which mail is welcome; `after` itself when it is."""
    if not is_quiet(calendar, working_days, after, hours):
        return after
    here = local(after)
    start = here.date() if here.time() < hours.first else here.date() + timedelta(days=1)
    for ahead in range(LONGEST_WALK):
        day = start + timedelta(days=ahead)
        if _works(calendar, working_days, day, hours):
            return at(day, max(hours.first, MORNING) if hours.last > MORNING else hours.first)
    return after


def school_days(calendar: Calendar, working_days: Collection[int], start: date, count: int) -> list[date]:
    """The first `count` days from `start` on which somebody works and there is school; fewer when none are near."""
    days = (start + timedelta(days=ahead) for ahead in range(LONGEST_WALK))
    found: list[date] = []
    for day in days:
        if len(found) == count:
            break
        if _works(calendar, working_days, day, Hours()):
            found.append(day)
    return found


def _works(calendar: Calendar, working_days: Collection[int], day: date, hours: Hours) -> bool:
    if calendar.free_on(day):
        return False
    weekday = day.isoweekday()
    return weekday in working_days if weekday in WORKDAYS else hours.weekend
