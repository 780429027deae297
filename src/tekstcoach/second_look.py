"""A second look at what the model said: each item beside the others, the best sentences and the length of the text.

A date in a text that asks for nothing is no moment, and a plan is no promise where nobody was asked. The first model
weighs words and cannot see that; this one weighs its scores. The same inputs feed the training and the reading.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from tekstcoach.model import Pitfall, Point, Span
from tekstcoach.segments import Message

_ITEMS = tuple(item.value for item in (*Point, *Pitfall))
# The items of which one is there in every request, by their place.
_REQUESTS = tuple(_ITEMS.index(item) for item in (Point.SPECIFIC, Point.THINK_ALONG, Pitfall.HANDOVER))
_USUAL_WORDS = 40
_MARKS = ("?", "\n- ", "@")
# How far below its best sentence an item stands in a message of one sentence.
_NO_OTHER = 3.0


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds whatever the model says: which items the rules found, how long the text is and which marks it has."""

    found: tuple[float, ...]
    length: float
    marks: tuple[float, ...]

    @classmethod
    def of(cls, message: Message, found: dict[str, tuple[Span, ...]]) -> "Facts":
        """The facts of a message, given what the rules found in it."""
        return cls(
            found=tuple(float(bool(found[item])) for item in _ITEMS),
            length=log(max(1.0, len(message.lower.split()) / _USUAL_WORDS)),
            marks=tuple(float(mark in message.lower) for mark in _MARKS),
        )


def inputs(facts: Facts, scores: Sequence[float], sentences: Iterable[Sequence[float]]) -> list[float]:
    """What the second look weighs, from the scores of the message and of its sentences, one number an item."""
    columns = [sorted(column, reverse=True) for column in zip(*sentences, strict=True)]
    best = [column[0] for column in columns]
    other = [column[1] if len(column) > 1 else column[0] - _NO_OTHER for column in columns]
    asks = max(scores[place] for place in _REQUESTS)
    return [
        *scores,
        *facts.found,
        *best,
        *other,
        facts.length,
        sqrt(len(columns[0])),
        *(score * facts.length for score in scores),
        *facts.marks,
        *(min(score, asks) for score in scores),
        asks,
        max(0.0, asks),
        1 / (1 + exp(-2 * asks)),
    ]
