"""First words for a point that misses, fitted to who is asked and to what the text is about."""

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from tekstcoach.model import Audience, Context, Language, Point, Span
from tekstcoach.segments import Message, lowered, parse
from tekstcoach.topic import topic

MOST = 3
_READ = 4_000  # characters that tell whether a text says "u" or "je"
GAP = "…"  # what the writer fills in
_FORMAL = re.compile(r"(?<![\w])(?:u|uw)(?![\w])")
_FAMILIAR = re.compile(r"(?<![\w])(?:je|jij|jou|jouw|jullie)(?![\w])")

Lines = tuple[str, ...]


@cache
def _table() -> MappingProxyType[tuple[str, str, str], Lines]:
    """(point, whom, "topic" or "plain") to lines; English under the name "english"."""
    raw = tomllib.loads((files("tekstcoach") / "data" / "starters.toml").read_text(encoding="utf-8"))
    english = raw.pop("english")
    table = {(point, "english", "plain"): tuple(lines) for point, lines in english.items()}
    for point, by_whom in raw.items():
        for whom, kinds in by_whom.items():
            table |= {(point, whom, kind): tuple(lines) for kind, lines in kinds.items()}
    return MappingProxyType(table)


def starters(point: Point, text: str, context: Context, language: Language = Language.DUTCH) -> Lines:
    """Two or three sentences to begin with for `point`, in the language of the text; none for other languages.

    The ones about the subject of the text come first, where a subject is known.
    """
    if language is Language.OTHER:
        return ()
    if language is Language.ENGLISH:
        return _table()[point.value, "english", "plain"][:MOST]
    whom = _whom(text, context)
    about = topic(text)
    fitted = tuple(line.replace("{topic}", about) for line in _table()[point.value, whom, "topic"]) if about else ()
    plain = [line for line in _table()[point.value, whom, "plain"] if line not in fitted]
    # Beside a line about the subject, the same line without it has nothing to add.
    return (*fitted, *plain[min(len(fitted), 1) :])[:MOST]


def _whom(text: str, context: Context) -> str:
    if context.audience is Audience.BOARD or len(context.recipients) < 2:
        lower = lowered(text[:_READ])
        if context.audience is not Audience.TEAM and _FORMAL.search(lower) and not _FAMILIAR.search(lower):
            return "formal"
        return context.audience.value
    return Audience.TEAM.value


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines that the coach offers, in lower case: whole ones, and what stands before and behind the subject."""

    whole: frozenset[str]
    around: tuple[tuple[str, str], ...]
    openings: tuple[str, ...]

    def say(self, words: str) -> bool:
        """Whether these words are one of the lines, with any subject in the place of the subject."""
        if not words.startswith(self.openings):
            return words in self.whole
        return words in self.whole or any(
            words.startswith(before) and words.endswith(after) and len(words) > len(before) + len(after)
            for before, after in self.around
        )


@cache
def _lines(*, dutch: bool, gap: bool, point: Point | None = None) -> _Lines:
    """The lines with or without a gap, in one of the two languages, for one point or for all."""
    lines = {
        line.lower().partition("{topic}")
        for (of, whom, _kind), told in _table().items()
        for line in told
        if (whom != "english") is dutch and (GAP in line) is gap and point in {None, of}
    }
    around = sorted((before, after) for before, topics, after in lines if topics)
    return _Lines(
        whole=frozenset(before for before, topics, _ in lines if not topics),
        around=tuple(around),
        openings=tuple(before for before, _ in around),
    )


def own_words(message: Message, point: Point) -> tuple[Span, ...]:
    """The sentences of a message that the coach itself offers for a point: what it asks for, it also accepts."""
    lines = _lines(dutch=True, gap=False, point=point)
    return tuple(span for span in message.sentences if lines.say(message.lower[span.start : span.end]))


def without_gaps(message: Message, language: Language = Language.DUTCH) -> Message:
    """The message without the sentences that the coach began and the writer did not finish: they say nothing yet."""
    if GAP not in message.lower:
        return message
    return _without(message, _lines(dutch=language is Language.DUTCH, gap=True))


def without_own_words(message: Message) -> Message:
    """The message without the sentences that the coach itself offers: what the writer had before taking them."""
    return _without(message, _lines(dutch=True, gap=False))


def _without(message: Message, lines: _Lines) -> Message:
    """The message itself, or when it holds some of these lines, the message with them blotted out."""
    lower = message.lower
    kept = []
    for sentence in message.sentences:
        words = lower[sentence.start : sentence.end]
        if lines.say(words):
            lower = lower[: sentence.start] + " " * len(words) + lower[sentence.end :]
        else:
            kept.append(sentence)
    return message if len(kept) == len(message.sentences) else replace(message, lower=lower, sentences=tuple(kept))


def inserted(text: str, starter: str) -> tuple[str, int, int]:
    """The text with a starter before its closing or at its end, and where what was added begins and ends.

    Taking that stretch out gives back exactly the text that was.
    """
    place = len(text) - len(closing_of(text))
    before, after = text[:place], text[place:]
    added = _joint(before) + starter
    if after and not after[0].isspace():
        added += "\n\n" if after[:1].isalpha() else " "
    return before + added + after, place, place + len(added)


def _joint(before: str) -> str:
    """What goes between the text and what is added: a space, and a full stop where the last sentence has no end."""
    if not before or before[-1].isspace():
        return ""
    return ". " if before[-1].isalnum() else " "


def closing_of(text: str) -> str:
    """The greeting at the end with the white space before it, as it stands in the text; empty without one."""
    closing = parse(text).closing
    if closing.start == closing.end:
        return ""
    return text[len(text[: closing.start].rstrip()) :]
