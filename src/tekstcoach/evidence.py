"""Finds the words that show an item of the checklist, by the phrases of its rule."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from tekstcoach.catalogue import patterns_for, phrases_of, words_of
from tekstcoach.model import Pitfall, Point, Span
from tekstcoach.segments import Message

_CLAUSE_END = re.compile(r"[.!?…;:\n]|,(?=[ ])|(?<=\s)[-–—](?=\s)|[()]")
_CLAUSE_WORD = re.compile(r"(?<![\w])(?:maar|want|omdat|zodat|opdat|terwijl|dus|aangezien)(?![\w])")
_WORD = re.compile(r"[^\W\d_][\w'-]*+")
_TRIM = ' \t\r\n,.;:!-–—()"“”„'
_LONGEST_SHOWN = 200


def clause_around(message: Message, sentence: Span, start: int, end: int) -> Span:
    """The clause of a sentence that holds start..end, without the punctuation around it."""
    lower = message.lower
    begin = max(sentence.start, start - _LONGEST_SHOWN)
    for mark in _CLAUSE_END.finditer(lower, begin, start):
        begin = mark.end()
    for word in _CLAUSE_WORD.finditer(lower, begin, start + 1):
        begin = word.start()
    until = min(sentence.end, end + _LONGEST_SHOWN)
    after = _CLAUSE_END.search(lower, end, until)
    until = until if after is None else after.start()
    joined = _CLAUSE_WORD.search(lower, end, until)
    if joined is not None:
        until = joined.start()
    return trimmed(message, begin, until)


def trimmed(message: Message, start: int, end: int) -> Span:
    """start..end without white space and punctuation at either side, and not longer than can be quoted."""
    lower = message.lower
    while start < end and lower[start] in _TRIM:
        start += 1
    while end > start and lower[end - 1] in _TRIM:
        end -= 1
    return Span(start, min(end, start + _LONGEST_SHOWN))


def evidence(message: Message, item: Point | Pitfall) -> tuple[Span, ...]:
    """The spans that show `item`; empty when nothing does. Personal data has a detector of its own."""
    if item is Point.SPECIFIC:
        found = _specific(message)
    elif item is Point.MOMENT:
        found = _moment(message)
    else:
        found = _clauses(message, item)
    return merged(found)


def _clauses(message: Message, item: Point | Pitfall) -> Iterator[Span]:
    phrases = patterns_for(item)
    for sentence in message.sentences:
        for match in phrases.shows.finditer(message.lower, sentence.start, sentence.end):
            clause = clause_around(message, sentence, match.start(), match.end())
            if phrases.unless.search(message.lower, clause.start, max(clause.end, match.end())) is None:
                yield clause


def _moment(message: Message) -> Iterator[Span]:
    shows, time, asking = (
        patterns_for(Point.MOMENT).shows,
        phrases_of("moment", "time"),
        phrases_of("moment", "asking"),
    )
    for sentence in message.sentences:
        for match in shows.finditer(message.lower, sentence.start, sentence.end):
            yield trimmed(message, *match.span())
        if asking.search(message.lower, sentence.start, sentence.end) is None:
            continue
        for match in time.finditer(message.lower, sentence.start, sentence.end):
            yield trimmed(message, *match.span())


def _specific(message: Message) -> Iterator[Span]:
    asks = patterns_for(Point.SPECIFIC).shows
    previous: Span | None = None
    for sentence in message.sentences:
        match = asks.search(message.lower, sentence.start, sentence.end)
        if match is not None:
            clause = clause_around(message, sentence, match.start(), match.end())
            if has_subject(message, clause):
                yield clause
            elif has_subject(message, sentence):
                yield trimmed(message, sentence.start, sentence.end)
            elif previous is not None and has_subject(message, previous):
                yield trimmed(message, previous.start, sentence.end)
        previous = sentence


def has_subject(message: Message, span: Span) -> bool:
    """Whether the span holds a word that names something, such as "rooster" but not "hulp"."""
    return next(subject_words(message, span), None) is not None


def subject_words(message: Message, span: Span) -> Iterator[re.Match[str]]:
    """The words of a span that name a subject: four letters or more and not generic."""
    generic = _generic()
    for word in _WORD.finditer(message.lower, span.start, span.end):
        short = len(word.group()) < 4 and not message.text[word.start() : word.end()].isupper()
        if not short and word.group() not in generic:
            yield word


@cache
def _generic() -> frozenset[str]:
    return words_of("specific", "generic")


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, without empty ones, touching and overlapping ones as one."""
    kept: list[Span] = []
    for span in sorted(span for span in spans if span.end > span.start):
        if kept and span.start <= kept[-1].end + 1:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, span.end))
        else:
            kept.append(span)
    return tuple(kept)
