"""When an address wants no mail. The apps that know register a rule; whoever queues a mail for people asks here."""

from collections.abc import Callable
from datetime import datetime

# Given an address and a moment: the earliest moment, from that one, at which a mail is welcome.
Rule = Callable[[str, datetime], datetime]

rules: list[Rule] = []


def register(rule: Rule) -> None:
    """Add a rule. Called from `apps.ready` of the app that knows; twice is once."""
    if rule not in rules:
        rules.append(rule)


def earliest(address: str, moment: datetime) -> datetime:
    """The first moment from `moment` at which no rule says no. A rule may move it on past another, so they all agree."""
    while (later := max([rule(address, moment) for rule in rules], default=moment)) > moment:
        moment = later
    return moment
