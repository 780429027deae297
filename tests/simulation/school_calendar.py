"""The year of a Dutch school: when it is open for mail. Holidays of region Noord, 2026-27."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

FIRST_DAY, LAST_DAY = date(2026, 8, 31), date(2027, 7, 9)
HOLIDAYS = [
    (date(2026, 10, 10), date(2026, 10, 18)),
    (date(2026, 12, 19), date(2027, 1, 3)),
    (date(2027, 2, 20), date(2027, 2, 28)),
    (date(2027, 3, 26), date(2027, 3, 29)),
    (date(2027, 4, 24), date(2027, 5, 9)),
    (date(2027, 5, 17), date(2027, 5, 17)),
]
OPENS, CLOSES = time(7, 30), time(18, 30)


def is_school_day(day: date) -> bool:
    """Whether the school is open on a day."""
    return day.isoweekday() <= 5 and not any(first <= day <= last for first, last in HOLIDAYS)


def is_open(moment: datetime) -> bool:
    """Whether mail may leave at a moment."""
    local = timezone.localtime(moment)
    return is_school_day(local.date()) and OPENS <= local.time() < CLOSES


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day, on the clock on the wall."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def next_open(address: str, place: UUID | None, moment: datetime) -> datetime:
    """A rule of mail.rest."""
    if place is None or is_open(moment):
        return moment
    day = timezone.localdate(moment)
    if timezone.localtime(moment).time() >= OPENS or not is_school_day(day):
        day += timedelta(days=1)
    while not is_school_day(day):
        day += timedelta(days=1)
    return at(day, OPENS.hour, OPENS.minute)
