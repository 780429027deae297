"""How often somebody was asked this month. The apps above know that; they register a counter here."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

# Given the ids of members and a moment, how often each was asked in the month of that moment (nobody is left at 0).
LoadCounter = Callable[[list[UUID], datetime], dict[UUID, int]]

counters: list[LoadCounter] = []


def register(counter: LoadCounter) -> None:
    """Add a counter. Called from `apps.ready` of the app that knows; twice is once."""
    if counter not in counters:
        counters.append(counter)


def asked_this_month(members: list[UUID], now: datetime) -> dict[UUID, int]:
    """What all counters say together. Members who were not asked may be missing."""
    total: Counter[UUID] = Counter()
    for counter in counters:
        total.update(counter(members, now))
    return dict(total)
