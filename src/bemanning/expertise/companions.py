"""Who is in a circle with whom. The app above knows that; it registers a source here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

# Given a membership, everybody else in a circle with it: rows of `member_id` and the name of that circle.
Source = Callable[[UUID], "QuerySet[Any, tuple[UUID, str]]"]

sources: list[Source] = []


def register(source: Source) -> None:
    """Add a source. Called from `apps.ready` of the app that knows; twice is once."""
    if source not in sources:
        sources.append(source)


def companions_of(member: UUID) -> dict[UUID, list[str]]:
    """The names of the circles that each companion shares with this membership. A query for each source."""
    found: dict[UUID, list[str]] = {}
    for source in sources:
        for companion, circle in source(member):
            found.setdefault(companion, []).append(circle)
    return found


def among_companions(member: UUID) -> Q:
    """That a profile is of somebody in a circle with this membership. No query of its own."""
    found = Q(member__in=[])
    for source in sources:
        found |= Q(member__in=source(member).values("member_id"))
    return found
