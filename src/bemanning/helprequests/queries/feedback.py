"""What writers said of the coach, by rule."""

from dataclasses import dataclass

import tekstcoach
from bemanning.helprequests.enums import CoachReply
from bemanning.helprequests.models import CoachTally


@dataclass(frozen=True, slots=True)
class RuleReplies:
    """How often writers said that a rule was right or wrong, and how often they let it rest."""

    rule: str
    right: int
    wrong: int
    rested: int


def replies() -> list[RuleReplies]:
    """Every rule with its counts, what is set aside most (let rest, or said to be wrong) first."""
    counts = {(row.rule, row.reply): row.count for row in CoachTally.objects.all()}
    rows = [
        RuleReplies(
            rule.id,
            right=counts.get((rule.id, CoachReply.RIGHT), 0),
            wrong=counts.get((rule.id, CoachReply.WRONG), 0),
            rested=counts.get((rule.id, CoachReply.RESTED), 0),
        )
        for rule in tekstcoach.rules()
    ]
    return sorted(rows, key=lambda row: -(row.rested + row.wrong))
