"""Cuts a message into what the rules read: greeting, sentences of the body, closing."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tekstcoach.model import Span

_SENTENCE_END = re.compile(r"[.!?…]++[\"'”’)\]]*+(?=\s|$)|\n++|(?<=[^\s]) ?[•·](?=\s)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:(?:[a-z]\.)*[a-z]|bijv|bv|evt|dhr|mevr|mw|dr|drs|ds|mr|ir|prof|nr|ca|incl|excl|resp|tel|max"
    r"|min|jl|afd|st|blz|pag|vgl|zgn|enz|ong|plm|wrs|mss|svp|aub|etc|gr|ing)\.$"
)
_HELLO = (
    r"hoi+|hallo|hee+|hey+|hi|ha+|hé|dag|beste|lieve|geachte|waarde|goede?(?:morgen|middag|n?avond|ndag)"
    r"|goeie?(?:morgen|middag|navond|dag)?|moi|moin|yo|joe|hai|dear|aan|mensen|collega's|allemaal|team"
    r"|mijn beste|vrienden|maatje|amice"
)
# More people by name: "Beste Linda, Roel en Fatima,".
_MORE_NAMES = r"(?:(?:,[ \t]++[\w'’-]++){1,6}+[ \t]++(?:en|&)[ \t]++[\w'’-]++(?=[,!:\n]))?+"
_GREETING = re.compile(
    rf"\s*+(?:(?:{_HELLO})(?:[ \t]++[\w'’.&-]++){{0,5}}?{_MORE_NAMES}(?:[,!:]|[ \t]*+\n|$|[.](?=\s))"
    r"|[A-ZÀ-Þ][\w'’-]++(?:,|[ \t]*+\n))\s*+",
    re.IGNORECASE,
)
# A first word with a comma behind it that is no name.
_NO_NAME = re.compile(
    r"(?:sorry|eerlijk|kort|zeg|nou|ja|nee|oké|ok|oproep|dus|morgen|vandaag|gisteren|vraag(?:je)?|help|pardon|ps"
    r"|kijk|stel|groet(?:en|jes)?|liefs|mvg|bah|oef|poeh|tja|fijn|mooi|dank|bedankt|dankjewel|dringend|spoed"
    r"|serieus|trouwens|misschien|eigenlijk)\W*$"
)
_CAPITALISED_GREETING = re.compile(r"\s*+[A-ZÀ-Þ]")
_CLOSING = re.compile(
    r"(?:^|(?<=[\n.!?]))[ \t]*+(?:alvast[ \t]++(?:bedankt|dank)[^\n]{0,40}\n++)?(?:met[ \t]++)?"
    r"(?:(?:hele?[ \t]++)?(?:vriendelijke?|hartelijke?|warme|collegiale|lieve|veel|zonnige|fijne)[ \t]++)?"
    r"(?:groet(?:en|jes)?|groetjes|mvg|grt?|gr|liefs|hartelijks|hoogachtend|x{1,3}|doei"
    r"|tot (?:gauw|snel|morgen|maandag|dan))\b[^\n]{0,60}(?:\n[^\n]{0,100}){0,8}\s*$",
    re.IGNORECASE,
)
# Names alone at the end: words with a capital, without the mark that ends a sentence ("Laat het me weten."). On lines
# of their own there may be more of them, and what they do in a last line.
_WORD_OF_A_NAME = r"(?:[A-ZÀ-Þ][\w'’-]{0,20}+|(?:[A-ZÀ-Þ]\.){1,4}|van|de|der|den|ten|ter|el|te|'t)"
_NAME_AT_END = rf"(?=[A-ZÀ-Þ]){_WORD_OF_A_NAME}(?:[ \t]++{_WORD_OF_A_NAME}){{0,3}}"
_SIGNED = re.compile(
    rf"(?<=[^A-Z][.!?])[ \t]++{_NAME_AT_END}\s*+$"
    rf"|\n[ \t]*+(?:namens[^\n.!?]{{0,40}}?[:,]?\s)?(?:juf |meester )?{_NAME_AT_END}"
    rf"(?:(?:,| en| &)[ \t](?:juf |meester )?{_NAME_AT_END}){{0,4}}(?:(?:,[ \t]|[ \t]*+\n|[ \t]\()[^\n.!?]{{2,60}})?\s*+$",
)
# A sentence without marks, as people speak it, is weighed in pieces that begin where a clause may begin.
_JOINT = re.compile(
    r"(?<=[,;:])\s|\s(?=(?:maar|want|omdat|zodat|dus|daarom|en dan|en hoe|en of|en wat|kun|kan je|wil je|zou|hoe|wat|ik|dan"
    r"|heb je|heb jij|misschien|oja|o ja|oh|trouwens|sorry)\b)"
)
_LONG_PIECE, _SHORT_PIECE = 140, 60


@dataclass(frozen=True, slots=True)
class Message:
    """A text with its parts; `lower` has the same length as `text`, so positions agree."""

    text: str
    lower: str
    greeting: Span
    closing: Span
    sentences: tuple[Span, ...]

    def sentence_at(self, position: int) -> Span:
        """The sentence that holds a position; an empty span where none does."""
        index = bisect_right(self.sentences, position, key=lambda span: span.start) - 1
        if index >= 0 and position < self.sentences[index].end:
            return self.sentences[index]
        return Span(position, position)

    def body(self) -> Span:
        """What is left between greeting and closing."""
        return Span(self.greeting.end, self.closing.start)


def lowered(text: str) -> str:
    """Lower case of the same length, curly apostrophes made straight, control characters made spaces."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(small if len(small := char.lower()) == 1 else char for char in text)
    return low.translate(_PLAIN)


_PLAIN = {0x2019: "'", 0x2018: "'", 0x00A0: " ", 0x00B4: "'", 0x200B: " ", 0x2028: "\n"} | {
    code: " " for code in range(32) if code not in (9, 10)
}


def _greeting(text: str) -> Span:
    found = _GREETING.match(text)
    if found is None or found.end() > 90:
        return Span(0, 0)
    words = found.group().strip().lower()
    # IGNORECASE lets any first word with a comma through; a name has a capital ("Karim, ...").
    named = " " in words or _CAPITALISED_GREETING.match(text) or re.match(rf"(?:{_HELLO})\W*$", words)
    if not named or _NO_NAME.match(words):
        return Span(0, 0)
    return Span(0, found.end())


def _closing(text: str, start: int) -> Span:
    found = _CLOSING.search(text, max(start, len(text) - 420)) or _SIGNED.search(text, max(start, len(text) - 220))
    if found is None:
        return Span(len(text), len(text))
    return Span(found.start(), len(text))


def _sentences(lower: str, start: int, end: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    begin = start
    for mark in _SENTENCE_END.finditer(lower, start, end):
        if mark.group()[0] == "." and _ABBREVIATION.search(lower[max(begin, mark.start() - 12) : mark.start() + 1]):
            continue
        _add(spans, lower, begin, mark.end())
        begin = mark.end()
    _add(spans, lower, begin, end)
    return tuple(spans)


def _add(spans: list[Span], lower: str, start: int, end: int) -> None:
    while start < end and lower[start].isspace():
        start += 1
    while end > start and lower[end - 1].isspace():
        end -= 1
    if any(char.isalnum() for char in lower[start:end]):
        spans.append(Span(start, end))


def pieces_of(message: Message, sentence: Span) -> Iterator[Span]:
    """The sentence itself, or the pieces of a long one."""
    begin = sentence.start
    if sentence.end - begin > _LONG_PIECE:
        for joint in _JOINT.finditer(message.lower, begin, sentence.end):
            if joint.start() - begin >= _SHORT_PIECE and sentence.end - joint.start() >= _SHORT_PIECE // 2:
                yield Span(begin, joint.start())
                begin = joint.end()
    yield Span(begin, sentence.end)


def parse(text: str) -> Message:
    """The parts of a message. Any text will do; an odd one simply has a single sentence or none."""
    lower = lowered(text)
    greeting = _greeting(text)
    closing = _closing(text, greeting.end)
    return Message(
        text=text,
        lower=lower,
        greeting=greeting,
        closing=closing,
        sentences=_sentences(lower, greeting.end, closing.start),
    )
