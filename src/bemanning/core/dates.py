"""Dates in words. A page has a dozen, and Django reads the format anew for each."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache

from django.utils.dateformat import format as django_format
from django.utils.dates import MONTHS, WEEKDAYS

# The letters that the formats of this app are made of; MONTHS and WEEKDAYS translate themselves.
_DAY: dict[str, Callable[[date], str]] = {
    "j": lambda day: str(day.day),
    "l": lambda day: str(WEEKDAYS[day.weekday()]),
    "F": lambda day: str(MONTHS[day.month]),
    "Y": lambda day: f"{day.year:04}",
}
_TIME: dict[str, Callable[[datetime], str]] = {
    "H": lambda moment: f"{moment.hour:02}",
    "i": lambda moment: f"{moment.minute:02}",
}


def in_words(day: date, format: str) -> str:
    """As the `date` filter of Django shows a day, or a moment in its own time zone, in the language of the page."""
    parts = _parts(format, isinstance(day, datetime))
    return django_format(day, format) if parts is None else "".join([part(day) for part in parts])


@cache  # the formats stand in templates and code, so they are few
def _parts(format: str, has_time: bool) -> tuple[Callable[..., str], ...] | None:
    """What each letter of the format becomes; None when Django must read it."""
    known: dict[str, Callable[..., str]] = {**_DAY, **(_TIME if has_time else {})}
    if any(letter == "\\" or (letter.isalpha() and letter not in known) for letter in format):
        return None
    return tuple(known.get(letter) or (lambda _day, letter=letter: letter) for letter in format)
