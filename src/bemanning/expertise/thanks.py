"""Words of thanks from closed loops. The apps above hold them; they register a source here.

They are texts to read. Nobody counts them, and nothing is ordered by them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Thanks:
    """One word of thanks: its id, who said it, what it was about, and when."""

    id: UUID
    text: str
    by: str
    about: str
    said_at: datetime


# Given a member: the thanks to them, the newest first.
Source = Callable[[UUID], list[Thanks]]

sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source. Called from `apps.ready` of the app that knows; twice is once."""
    if source not in sources:
        sources.append(source)


def thanks_to(member: UUID) -> list[Thanks]:
    """What all sources hold for this person, the newest first."""
    found = [one for source in sources for one in source(member)]
    return sorted(found, key=lambda one: one.said_at, reverse=True)
