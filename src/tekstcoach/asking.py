"""What the coach asks about an item, and which questions stand open at once."""

from tekstcoach.model import Audience, Context, Localized, Point, PointResult, Rule

# What helps the reader of the request most comes first.
_MOST_USEFUL = (Point.SPECIFIC, Point.THINK_ALONG, Point.WHY, Point.MOMENT, Point.FOLLOW_UP)
_OPEN_AT_ONCE = 2
_ADDRESSED = {
    Audience.COLLEAGUE: Localized("je collega", "your colleague"),
    Audience.TEAM: Localized("je team", "your team"),
    Audience.PEER: Localized("de ander", "the other person"),
    Audience.COACH: Localized("je coach", "your coach"),
    Audience.BOARD: Localized("het bestuur", "the board"),
}
_MORE_THAN_ONE = Localized("je groep", "your group")


def open_questions(points: tuple[PointResult, ...], dismissed: frozenset[str]) -> tuple[PointResult, ...]:
    """The points to ask about now: those that miss and were not set aside, at most two, the most useful first."""
    by_point = {result.point: result for result in points}
    missing = (by_point[point] for point in _MOST_USEFUL)
    return tuple(r for r in missing if not r.met and r.rule.id not in dismissed)[:_OPEN_AT_ONCE]


def ask(rule: Rule, context: Context) -> Localized:
    """The question of a rule, with the name of who is asked in it."""
    nl, en = _name(context)
    question = rule.question
    return Localized(_capital(question.nl.replace("{name}", nl)), _capital(question.en.replace("{name}", en)))


def _name(context: Context) -> tuple[str, str]:
    if len(context.recipients) == 1 and context.recipients[0].split():
        first = context.recipients[0].split()[0]
        return first, first
    group = _MORE_THAN_ONE if len(context.recipients) > 1 else _ADDRESSED[context.audience]
    return group.nl, group.en


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
