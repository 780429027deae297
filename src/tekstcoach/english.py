"""The first rules for English, young and honest about it: phrases, nothing learnt. Other languages are not read."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from tekstcoach.asking import ask, open_questions
from tekstcoach.catalogue import Patterns, compile_phrases, rule_for
from tekstcoach.evidence import merged, trimmed
from tekstcoach.identifiers import identifiers
from tekstcoach.model import Context, Language, Pitfall, PitfallFound, Point, PointResult, Review, Span
from tekstcoach.people import is_first_name, known_names
from tekstcoach.segments import Message, parse
from tekstcoach.starters import without_gaps

_MILD = (Pitfall.APOLOGY, Pitfall.HANDOVER)
_CLAUSE_END = re.compile(r"[.!?…;:\n()]|,(?=[ ])")
_WORD = re.compile(r"[^\W\d_][\w'-]{3,}+")
_ASKS = re.compile(
    r"\?|\b(?:(?:would|i'd)(?: \w+)? (?:like|love|save|help)|looking for|need|please|let me|wonder|just say|input|advice|comments|react|mind)\b"
)
_TITLED = re.compile(r"\b(?:Mrs?|Ms|Miss)\.? (?:(?:van|de|der|den|el|al) ){0,2}[A-ZÀ-Þ][\w'’-]{1,30}")
_NAME = re.compile(r"(?<![\w@.-])(?P<first>[A-ZÀ-Þ][\w'’-]{1,30})(?: [A-ZÀ-Þ](?:\.|[\w’-]{1,30}))?")
_GROUP = re.compile(r" ?(?:,? ?(?:from|in|of) |\()(?:my |our |your )?(?:group|class|grade|year|form) ?\d")
# What each proposal for a number or an address is in English.
_INSTEAD = {
    "het mailadres": "the mail address",
    "het telefoonnummer": "the phone number",
    "het burgerservicenummer": "the citizen service number",
    "de leeftijd": "the age",
    "het adres": "the address",
    "de postcode": "the postcode",
}
_SOMEBODY = "somebody"


def review(text: str, context: Context, dismissed: frozenset[str], language: Language) -> Review:
    """What the coach sees in an English text; in another language only what identifies a person, and no questions."""
    message = parse(text)
    reads = language is Language.ENGLISH
    finished = without_gaps(message, Language.ENGLISH)
    points = tuple(_point(finished, point, context, reads=reads) for point in Point)
    pitfalls = [_pitfall(message, pitfall, context) for pitfall in _MILD] if reads else []
    pitfalls.append(_personal_data(message, context, reads=reads))
    return Review(
        text=text,
        points=points,
        pitfalls=tuple(found for found in pitfalls if found is not None and found.rule.id not in dismissed),
        open_questions=open_questions(points, dismissed) if reads and message.sentences else (),
        dismissed=dismissed,
        language=language,
    )


@cache
def _raw() -> dict[str, Any]:
    return tomllib.loads((files("tekstcoach") / "data" / "english.toml").read_text(encoding="utf-8"))


@cache
def _patterns(item: str) -> Patterns:
    raw = _raw()[item]
    return Patterns(shows=compile_phrases(raw["shows"]), unless=compile_phrases(raw.get("unless", [])))


@cache
def _words(section: str, name: str) -> frozenset[str]:
    return frozenset(_raw()[section][name].split())


def _point(message: Message, point: Point, context: Context, *, reads: bool) -> PointResult:
    rule = rule_for(point)
    spans = merged(_evidence(message, point)) if reads else ()
    return PointResult(point=point, met=bool(spans), spans=spans, rule=rule, ask=ask(rule, context))


def _pitfall(message: Message, pitfall: Pitfall, context: Context) -> PitfallFound | None:
    rule = rule_for(pitfall)
    spans = merged(_clauses(message, pitfall))
    return PitfallFound(pitfall, spans, rule, ask(rule, context)) if spans else None


def _evidence(message: Message, point: Point) -> Iterator[Span]:
    if point is Point.SPECIFIC:
        return _specific(message)
    # A date in a report of an event is no moment to help.
    if point is Point.MOMENT and _ASKS.search(message.lower) is None:
        return iter(())
    return _clauses(message, point)


def _clauses(message: Message, item: Point | Pitfall) -> Iterator[Span]:
    """The clause around the first phrase of each sentence that shows the item."""
    patterns = _patterns(item.value)
    for sentence in message.sentences:
        for found in patterns.shows.finditer(message.lower, sentence.start, sentence.end):
            clause = _clause(message, sentence, found.start(), found.end())
            if patterns.unless.search(message.lower, clause.start, max(clause.end, found.end())) is None:
                yield clause
                break


def _clause(message: Message, sentence: Span, start: int, end: int) -> Span:
    begin = sentence.start
    for mark in _CLAUSE_END.finditer(message.lower, begin, start):
        begin = mark.end()
    after = _CLAUSE_END.search(message.lower, end, sentence.end)
    return trimmed(message, begin, after.start() if after else sentence.end)


def _specific(message: Message) -> Iterator[Span]:
    """A sentence that asks for a kind of help, with a word that names a subject in it or in the one before."""
    asks = _patterns(Point.SPECIFIC.value).shows
    previous: Span | None = None
    for sentence in message.sentences:
        if asks.search(message.lower, sentence.start, sentence.end) is not None:
            if _names_a_subject(message, sentence):
                yield trimmed(message, sentence.start, sentence.end)
            elif previous is not None and _names_a_subject(message, previous):
                yield trimmed(message, previous.start, sentence.end)
        previous = sentence


def _names_a_subject(message: Message, span: Span) -> bool:
    generic = _words("specific", "generic")
    return any(found.group() not in generic for found in _WORD.finditer(message.lower, span.start, span.end))


def _personal_data(message: Message, context: Context, *, reads: bool) -> PitfallFound | None:
    """Numbers and addresses in any language; in English also a first name with a group, a family or a tender word."""
    found = [(span, _INSTEAD[instead]) for span, instead in identifiers(message)]
    if reads:
        found += [(span, _SOMEBODY) for span in _people(message, context)]
    spans: list[Span] = []
    for span, _instead in sorted(found):
        if not spans or span.start >= spans[-1].end:
            spans.append(span)
    if not spans:
        return None
    rule = rule_for(Pitfall.PERSONAL_DATA)
    said = dict(found)
    rewordings = tuple(dict.fromkeys((message.text[s.start : s.end], said[s]) for s in spans))
    return PitfallFound(Pitfall.PERSONAL_DATA, tuple(spans), rule, ask(rule, context), rewordings)


def _people(message: Message, context: Context) -> Iterator[Span]:
    known, plain = known_names(context), _words("personal", "also_words")
    for sentence in message.sentences:
        words = frozenset(_WORD.findall(message.lower, sentence.start, sentence.end))
        tender = not words.isdisjoint(_words("personal", "sensitive") | _words("personal", "kin"))
        for found in _TITLED.finditer(message.text, sentence.start, sentence.end):
            if not words.isdisjoint(_words("personal", "sensitive")):
                yield Span(*found.span())
        for found in _NAME.finditer(message.text, sentence.start, sentence.end):
            first = found.group("first")
            group = _GROUP.match(message.lower, found.end())
            somebody = is_first_name(first) and first.lower() not in plain
            if somebody and (group or (tender and first.lower() not in known)):
                yield Span(found.start(), group.end() if group else found.end())
