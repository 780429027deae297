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
    line = _fitted(" ".join(words).strip(_ASIDE), limit)
    return f"{line}?" if line and not line.endswith("…") and _asks(message, span) else line


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


def _asks(message: Message, span: Span) -> bool:
    """Whether the span is whole sentences of which the last is a question, apart from the marks that end it."""
    end = span.start + len(message.text[span.start : span.end].rstrip(_ASIDE))
    tails = (message.text[end : one.end] for one in message.sentences if one.start < end <= one.end)
    whole = any(one.start == span.start for one in message.sentences)
    return whole and any("?" in tail and not tail.strip(_ASIDE) for tail in tails)


def _fitted(line: str, limit: int) -> str:
    if len(line) > limit:
        head = line[:limit]  # room for the ellipsis that tells that more follows
        cut = head.rfind(" ")
        line = head[:cut].rstrip(_ASIDE) + "…" if cut > 0 else ""
    return line[:1].upper() + line[1:]
