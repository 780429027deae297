"""What there is to tell somebody in a digest. The apps that know register a source; the digest asks them all.

A source tells only what is still true at `now`, in the active language. It is asked when the mail leaves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class News:
    """One thing: a key that stays the same (`ask:{id}`), a sentence, and the path of the page about it."""

    thing: str
    sentence: str
    path: str


# Given the id of a user and a moment.
Source = Callable[[UUID, datetime], list[News]]

sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source. Called from `apps.ready` of the app that knows; twice is once."""
    if source not in sources:
        sources.append(source)


def news_for(user_id: UUID, now: datetime) -> list[News]:
    """What all sources tell, in the order in which they registered."""
    return [item for source in sources for item in source(user_id, now)]
