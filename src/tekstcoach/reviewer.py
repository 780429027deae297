"""Reads a draft once and tells what is there and what to ask."""

from math import log

from tekstcoach import english
from tekstcoach.asking import ask, open_questions
from tekstcoach.catalogue import rule_for
from tekstcoach.classifier import Verdict, classify
from tekstcoach.evidence import evidence, merged, trimmed
from tekstcoach.language import language_of
from tekstcoach.layout import led_back, settled
from tekstcoach.model import Context, Language, Pitfall, PitfallFound, Point, PointResult, Review, Span
from tekstcoach.people import MAYBE, find_people, names_the_known, tells_of_somebody
from tekstcoach.segments import Message, parse
from tekstcoach.starters import own_words, without_gaps, without_own_words

Found = dict[str, tuple[Span, ...]]
Verdicts = dict[str, Verdict]

# How far over its threshold the model must be to speak of a person without a name that the rules see: in a sentence
# that tells of a pupil, a relative or something tender, and in any other.
_SURE, _QUITE_SURE = 0.2, 0.8
# How far under its threshold the model is in doubt only; the longer the text the less, since a rule finds words there
# by chance.
_DOUBT = 0.5
_USUAL_SENTENCES = 4
# Without words that a rule found a pitfall takes more in a long text; an apology always, since the model sees too many.
_LENGTH_ALONE = 0.5
_ALONE: dict[Point | Pitfall, float] = {Pitfall.APOLOGY: 0.5}
# Public texts are full of people who are named on purpose, so there a long text weighs more.
_LENGTH_OF_PEOPLE = 2.0
_MILD = (Pitfall.APOLOGY, Pitfall.HANDOVER, Pitfall.MULTIPLE)
_PLAIN = Context()


def review(text: str, context: Context = _PLAIN, *, dismissed: frozenset[str] = frozenset()) -> Review:
    """What the coach sees in `text`. A dismissed rule id gives no question and no pitfall.

    English has first rules of its own; in another language only numbers and addresses that identify are seen.
    """
    layout = settled(text)
    language = language_of(layout.text)
    if language is Language.DUTCH:
        report = _dutch(layout.text, context, dismissed)
    else:
        report = english.review(layout.text, context, dismissed, language)
    return led_back(report, layout, text)


def _dutch(text: str, context: Context, dismissed: frozenset[str]) -> Review:
    written = parse(text)
    # In capitals every word looks like a name; only the search for people needs them.
    message = without_gaps(parse(written.lower) if text.isupper() else written)
    found = found_by_rules(message)
    verdicts = _twice(message, context, classify(message, context.audience.value, found))
    points = tuple(_point(message, point, context, found, verdicts) for point in Point)
    pitfalls = [_mild(message, pitfall, context, found, verdicts) for pitfall in _MILD]
    pitfalls.append(_personal_data(written, context, verdicts))
    return Review(
        text=text,
        points=points,
        pitfalls=tuple(p for p in pitfalls if p is not None and p.rule.id not in dismissed),
        open_questions=open_questions(points, dismissed) if written.sentences else (),
        dismissed=dismissed,
    )


def _twice(message: Message, context: Context, verdicts: Verdicts) -> Verdicts:
    """The verdicts, of each point the better one with or without the sentences that the coach itself offers.

    Who takes one over for one point must not lose another by it.
    """
    before = without_own_words(message)
    if before is message:
        return verdicts
    others = classify(before, context.audience.value, found_by_rules(before))
    better = {item: verdict for item, verdict in others.items() if verdict.margin > verdicts[item].margin}
    return verdicts | {point.value: better[point.value] for point in Point if point.value in better}


def found_by_rules(message: Message) -> Found:
    """The words that the rules alone find, by item; also what the model is told of them."""
    found: Found = {item.value: evidence(message, item) for item in (*Point, *_MILD)}
    people = find_people(message, _PLAIN)
    return found | {Pitfall.PERSONAL_DATA.value: tuple(mention.span for mention in people)}


def _shown(message: Message, item: Point | Pitfall, found: Found, verdicts: Verdicts) -> tuple[Span, ...]:
    """The words to show for an item that the model sees: those of the rules, else its own telling sentence."""
    verdict = verdicts.get(item.value)
    if verdict is None or verdict.margin <= _bar(message, item, by_rule=bool(found[item.value])):
        return ()
    return found[item.value] or (trimmed(message, verdict.sentence.start, verdict.sentence.end),)


def _bar(message: Message, item: Point | Pitfall, *, by_rule: bool) -> float:
    """What the model must reach, alone or beside a rule that shows the words.

    Of a point that is met a doubt is no reason to ask.
    """
    if isinstance(item, Point):
        return -_DOUBT / (1 + _length(message)) if by_rule else 0.0
    return 0.0 if by_rule else _ALONE.get(item, 0.0) + _LENGTH_ALONE * _length(message)


def _length(message: Message) -> float:
    """How much more it takes in a long text: many sentences together sound like a pitfall that none of them holds."""
    return log(max(1.0, len(message.sentences) / _USUAL_SENTENCES))


def _point(message: Message, point: Point, context: Context, found: Found, verdicts: Verdicts) -> PointResult:
    rule = rule_for(point)
    spans = _shown(message, point, found, verdicts) or merged(
        trimmed(message, sentence.start, sentence.end) for sentence in own_words(message, point)
    )
    return PointResult(point=point, met=bool(spans), spans=spans, rule=rule, ask=ask(rule, context))


def _mild(
    message: Message, pitfall: Pitfall, context: Context, found: Found, verdicts: Verdicts
) -> PitfallFound | None:
    rule = rule_for(pitfall)
    spans = _shown(message, pitfall, found, verdicts)
    return PitfallFound(pitfall, spans, rule, ask(rule, context)) if spans else None


def _personal_data(message: Message, context: Context, verdicts: Verdicts) -> PitfallFound | None:
    """Certain mentions always count; likely ones when the model agrees; without a name only a sure model does."""
    verdict = verdicts.get(Pitfall.PERSONAL_DATA.value)
    margin = verdict.margin - _LENGTH_OF_PEOPLE * _length(message) if verdict else 0.0
    mentions = [m for m in find_people(message, context, least=MAYBE) if m.certain or margin > m.needs]
    spans = tuple(mention.span for mention in mentions)
    if not spans and verdict is not None and not names_the_known(message, context):
        telling = tells_of_somebody(message, verdict.sentence)
        if margin > (_SURE if telling else _QUITE_SURE):
            spans = (trimmed(message, verdict.sentence.start, verdict.sentence.end),)
    if not spans:
        return None
    rule = rule_for(Pitfall.PERSONAL_DATA)
    rewordings = tuple(dict.fromkeys((message.text[m.span.start : m.span.end], m.instead) for m in mentions))
    return PitfallFound(Pitfall.PERSONAL_DATA, spans, rule, ask(rule, context), rewordings)
