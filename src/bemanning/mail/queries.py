"""Reads of the outbox."""

from collections.abc import Iterable

from bemanning.mail.models import Reminder


def reminded_of(things: Iterable[str]) -> set[str]:
    """Of these things, the ones that somebody was reminded of. One query."""
    return set(Reminder.objects.filter(thing__in=list(things)).values_list("thing", flat=True))
