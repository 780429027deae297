"""Evidence from shared words: BM25 over the profiles of one school, for any kind of token."""

import math
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

# The usual saturation; half the usual length normalisation, because a short profile is not a better one.
_K1 = 1.2
_B = 0.5
# Every school is weighed as if this many more people worked there, so that a word counts in a team of three as well.
_OTHERS = 20


class BM25:
    """An inverted list per token with the weights worked out beforehand. Immutable once built."""

    __slots__ = ("_postings", "_size")

    def __init__(self, documents: Sequence[Iterable[str]], only: Collection[str] | None = None) -> None:
        """With `only`, no other tokens than these are ever asked for: then the rest is counted and not kept."""
        counts = [Counter(document) for document in documents]
        self._size = len(counts)
        mean = sum(count.total() for count in counts) / len(counts) if counts else 0.0
        spread = Counter(token for count in counts for token in count)
        self._postings: dict[str, tuple[array[int], array[float]]] = {}
        for number, count in enumerate(counts):
            length = 1 - _B + _B * count.total() / mean if mean else 1.0
            for token, times in count.items() if only is None else ((t, count[t]) for t in only if t in count):
                rarity = math.log(1 + (_OTHERS + len(counts) - spread[token] + 0.5) / (spread[token] + 0.5))
                ids, weights = self._postings.setdefault(token, (array("I"), array("f")))
                ids.append(number)
                weights.append(rarity * times * (_K1 + 1) / (times + _K1 * length))

    def scores(self, query: Iterable[str]) -> list[float]:
        """The score of every document, in their order; 0 for one that shares no token with the query."""
        found = [0.0] * self._size
        for token, times in Counter(query).items():
            posting = self._postings.get(token)
            if posting is None:
                continue
            emphasis = 1 + math.log(times)
            for number, weight in zip(*posting, strict=True):
                found[number] += emphasis * weight
        return found
