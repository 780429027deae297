"""A short subject for a mail or a list, taken from the writer's own words."""

from tekstcoach.evidence import evidence, has_subject
from tekstcoach.model import Point, Span
from tekstcoach.segments import Message, parse

_ASIDE = ' \t\r\n,.;:!?-–—()"“”„…\0'


def subject_line(text: str, limit: int = 70) -> str:
    """The subject in at most `limit` characters, never cut inside a word; empty for an empty text."""
    message = parse(text)
    span = _telling(message)
    words = text[span.start : span.end].replace("\0", " ").split()
    return _fitted(" ".join(words).strip(_ASIDE), limit)


def _telling(message: Message) -> Span:
    """The specific part, else the first sentence with a subject, else the first one, else all there is."""
    specific = evidence(message, Point.SPECIFIC)
    if specific:
        return specific[0]
    for sentence in message.sentences:
        if has_subject(message, sentence):
            return sentence
    if message.sentences:
        return message.sentences[0]
    return Span(0, len(message.text))


def _fitted(line: str, limit: int) -> str:
    if len(line) > limit:
        head = line[:limit]  # room for the ellipsis that tells that more follows
        cut = head.rfind(" ")
        line = head[:cut].rstrip(_ASIDE) + "…" if cut > 0 else ""
    return line[:1].upper() + line[1:]
