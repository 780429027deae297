"""The sentences about people: when they work, how much room they have, why they are suggested."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from bemanning.expertise.enums import Room, Weekday

QUERY_LENGTH = 200
QUOTE_SHOWN = 140  # characters; a longer quote is cut at a word, with an ellipsis


def searched(typed: str) -> str:
    """What somebody searches for, as it can be searched."""
    return typed.replace("\0", "").strip()[:QUERY_LENGTH]


def room(room: Room, paused_until: date | None) -> str:
    """How much room, kindly: "has room", "back after 3 December"."""
    if room == Room.OPEN:
        return gettext("has room")
    if room == Room.LITTLE:
        return gettext("has a little room")
    if paused_until is None:
        return gettext("not now")
    return gettext("again after %(day)s") % {"day": date_format(paused_until, "j F")}


def working_days(days: Sequence[int]) -> str:
    """The days in words: "works every day", "works on Monday and Thursday"; empty when none is known."""
    return _working_days(tuple(days), get_language())


@lru_cache(maxsize=128)
def _working_days(days: tuple[int, ...], language: str | None) -> str:
    """A crew shares a few patterns, and a page says them thirty times. The language is part of the key alone."""
    names = [str(Weekday(day).label) for day in sorted(set(days) & set(Weekday.values))]
    if not names:
        return ""
    if len(names) == len(Weekday.values):
        return gettext("works every day")
    if len(names) == 1:
        return gettext("works on %(day)s") % {"day": names[0]}
    return gettext("works on %(days)s and %(last)s") % {"days": ", ".join(names[:-1]), "last": names[-1]}


def next_day(days: Sequence[int], today: date) -> str:
    """The first day at work from today: "works today", "works again on Thursday"; empty when none is known."""
    for ahead in range(7):
        day = today + timedelta(days=ahead)
        if day.isoweekday() not in days:
            continue
        if ahead == 0:
            return gettext("works today")
        if ahead == 1:
            return gettext("works again tomorrow")
        return gettext("works again on %(day)s") % {"day": Weekday(day.isoweekday()).label}
    return ""


def map_title(name: str) -> str:
    """What stands on the map: "Who knows what at De Vuurtoren"."""
    return gettext("Who knows what at %(school)s") % {"school": name}


def map_beside() -> str:
    """What stands below that."""
    return gettext("Everybody here chose to be on it")


def because_of_words(quote: str) -> str:
    """The reason that lies in somebody's own words."""
    return gettext("Wrote: ‘%(quote)s’.") % {"quote": _shown(quote)}


def because_of_topic(label: str) -> str:
    """The reason that lies in a topic that somebody chose."""
    return gettext("Likes to think along about %(topic)s.") % {"topic": _inside_a_sentence(label)}


def because_of_job(job_title: str) -> str:
    """The reason that lies in somebody's work at the school."""
    return gettext("Is %(job)s at school.") % {"job": _inside_a_sentence(job_title)}


def availability(room_now: Room, days: Sequence[int], today: date) -> str:
    """Room and first working day in one sentence: "Has room and works today."."""
    parts = [room(room_now, None), next_day(days, today)]
    if parts[1]:
        return capfirst(gettext("%(room)s and %(day)s.") % {"room": parts[0], "day": parts[1]})
    return capfirst(f"{parts[0]}.")


def _shown(quote: str) -> str:
    quote = " ".join(quote.split())
    if len(quote) > QUOTE_SHOWN:
        return quote[: QUOTE_SHOWN + 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
    return quote.rstrip(" .")


def _inside_a_sentence(title: str) -> str:
    """ "Leerkracht groep 4" loses its capital; "IB'er" and "MR-voorzitter" keep it."""
    if title[1:2].isupper():
        return title
    return title[:1].lower() + title[1:]
