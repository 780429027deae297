"""What there is to tell somebody in a digest. The apps that know register a source; the digest asks them all.

A source tells only what is still true at `now`, in the active language. It is asked when the mail leaves.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class News:
    """One thing: a key that stays the same (`ask:{id}`), a sentence, and the path of the page about it."""

    thing: str
    sentence: str
    path: str


# Given ids of users and a moment: what there is for each. Asked for many at once, so it takes a fixed number of queries.
Source = Callable[[Collection[UUID], datetime], Iterable[tuple[UUID, News]]]

sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source. Called from `apps.ready` of the app that knows; twice is once."""
    if source not in sources:
        sources.append(source)


def news_for(users: Collection[UUID], now: datetime) -> dict[UUID, list[News]]:
    """What all sources tell, by user, in the order in which they registered; nobody is left without news."""
    found: dict[UUID, list[News]] = {}
    for source in sources:
        for user, item in source(users, now):
            found.setdefault(user, []).append(item)
    return found
