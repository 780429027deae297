"""When a school of region Noord is open in 2026-27, written down apart from the app, which has its own list."""

from datetime import date, datetime, time

from django.utils import timezone

FIRST_DAY, LAST_DAY = date(2026, 8, 31), date(2027, 7, 9)
HOLIDAYS = [
    (date(2026, 10, 10), date(2026, 10, 18)),
    (date(2026, 12, 19), date(2027, 1, 3)),
    (date(2027, 2, 20), date(2027, 2, 28)),
    (date(2027, 3, 26), date(2027, 3, 26)),
    (date(2027, 3, 29), date(2027, 3, 29)),
    (date(2027, 4, 24), date(2027, 5, 2)),
    (date(2027, 5, 6), date(2027, 5, 6)),
    (date(2027, 5, 17), date(2027, 5, 17)),
]
OPENS, CLOSES = time(7, 30), time(18)


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
