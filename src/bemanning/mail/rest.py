"""When no mail should leave: somebody wants rest, or their school is closed. The apps that know register a rule.

Whoever queues a mail for people asks here first, or the composer of a mail when it writes. A job that acts on the
ground of silence asks for the place alone: in a holiday nobody is silent, they are away.
"""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

# Given an address (may be empty), a place (the id of a school, or None) and a moment: the earliest moment, from that
# one, at which a mail is welcome.
Rule = Callable[[str, UUID | None, datetime], datetime]

rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Add a rule. Called from `apps.ready` of the app that knows; twice is once."""
    if rule not in rules:
        rules.append(rule)


def earliest(moment: datetime, *, address: str = "", place: UUID | None = None) -> datetime:
    """The first moment from `moment` at which no rule says no. A rule may move it into another, so all are asked again."""
    while (later := max([rule(address, place, moment) for rule in rules], default=moment)) > moment:
        moment = later
    return moment


def rests(place: UUID, now: datetime) -> bool:
    """Whether a place is closed for mail now, for everybody."""
    return earliest(now, place=place) > now
