"""Reads a draft once and tells what is there and what to ask."""

from functools import cache

from tekstcoach.catalogue import rule_for
from tekstcoach.evidence import evidence
from tekstcoach.model import (
    Audience,
    Context,
    Localized,
    Pitfall,
    PitfallFound,
    Point,
    PointResult,
    Review,
    Rule,
)
from tekstcoach.people import find_people
from tekstcoach.segments import Message, parse

# What helps the reader of the request most comes first.
_MOST_USEFUL = (Point.SPECIFIC, Point.THINK_ALONG, Point.WHY, Point.MOMENT, Point.FOLLOW_UP)
_OPEN_AT_ONCE = 2
_MILD = (Pitfall.APOLOGY, Pitfall.HANDOVER, Pitfall.MULTIPLE)
_ADDRESSED = {
    Audience.COLLEAGUE: Localized("je collega", "your colleague"),
    Audience.TEAM: Localized("je team", "your team"),
    Audience.PEER: Localized("de ander", "the other person"),
    Audience.COACH: Localized("je coach", "your coach"),
    Audience.BOARD: Localized("het bestuur", "the board"),
}
_PLAIN = Context()
_MORE_THAN_ONE = Localized("je groep", "your group")


def review(text: str, context: Context = _PLAIN, *, dismissed: frozenset[str] = frozenset()) -> Review:
    """What the coach sees in `text`. A dismissed rule id gives no question and no pitfall."""
    message = parse(text)
    points = tuple(_point(message, point, context) for point in Point)
    return Review(
        text=text,
        points=points,
        pitfalls=tuple(_pitfalls(message, context, dismissed)),
        open_questions=_open_questions(points, dismissed) if message.sentences else (),
        dismissed=dismissed,
    )


def _point(message: Message, point: Point, context: Context) -> PointResult:
    rule = rule_for(point)
    spans = evidence(message, point)
    return PointResult(point=point, met=bool(spans), spans=spans, rule=rule, ask=_ask(rule, context))


def _pitfalls(message: Message, context: Context, dismissed: frozenset[str]) -> list[PitfallFound]:
    found: list[PitfallFound] = []
    for pitfall in _MILD:
        rule = rule_for(pitfall)
        spans = evidence(message, pitfall) if rule.id not in dismissed else ()
        if spans:
            found.append(PitfallFound(pitfall, spans, rule, _ask(rule, context)))
    rule = rule_for(Pitfall.PERSONAL_DATA)
    people = find_people(message, context) if rule.id not in dismissed else ()
    if people:
        spans = tuple(mention.span for mention in people)
        rewordings = tuple(dict.fromkeys((message.text[m.span.start : m.span.end], m.instead) for m in people))
        found.append(PitfallFound(Pitfall.PERSONAL_DATA, spans, rule, _ask(rule, context), rewordings))
    return found


def _open_questions(points: tuple[PointResult, ...], dismissed: frozenset[str]) -> tuple[PointResult, ...]:
    by_point = {result.point: result for result in points}
    missing = (by_point[point] for point in _MOST_USEFUL)
    return tuple(r for r in missing if not r.met and r.rule.id not in dismissed)[:_OPEN_AT_ONCE]


def _ask(rule: Rule, context: Context) -> Localized:
    return _filled(rule, *_name(context))


def _name(context: Context) -> tuple[str, str]:
    if len(context.recipients) == 1 and context.recipients[0].split():
        first = context.recipients[0].split()[0]
        return first, first
    group = _MORE_THAN_ONE if len(context.recipients) > 1 else _ADDRESSED[context.audience]
    return group.nl, group.en


@cache
def _templates(rule: Rule) -> tuple[list[str], list[str]]:
    return rule.question.nl.split("{name}"), rule.question.en.split("{name}")


def _filled(rule: Rule, nl: str, en: str) -> Localized:
    dutch, english = _templates(rule)
    return Localized(_capital(nl.join(dutch)), _capital(en.join(english)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
