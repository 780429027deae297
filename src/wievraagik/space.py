"""The topic space: how likely each topic of school life is for a text. Learnt once, carried as a small file.

The model is a logistic regression over word stems and runs of characters (benchmarks/match_train.py). Scoring a text
adds up a few thousand small numbers, so plain Python does it within about a millisecond and no numeric library is
needed on the server.
"""

import gzip
import math
import struct
import zlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from wievraagik.words import grams, terms

GRAM_SIZES = (3, 4, 5)
_HEAD = "<IIIIf"
# A text without a known word is strange when at most this share of its runs of characters is known.
_STRANGE = 0.25
# The topics that follow these are noise.
_KEPT = 20
# The rarity of a word that was met nowhere: about that of one that was met once.
_UNKNOWN_RARITY = 10.0


class FeatureNames:
    """The number of each feature by its name, in flat arrays: a dict of the same weighs ten times as much.

    The names stand one after another; what is searched are their checksums, each with the number behind it.
    """

    __slots__ = ("_names", "_order", "_starts")

    def __init__(self, names: bytes) -> None:
        self._names = names
        self._starts = array("I", [0])
        # In one pass without a list of the names, so that no memory is taken for a moment and then kept.
        while (end := names.find(b"\n", self._starts[-1])) >= 0:
            self._starts.append(end + 1)
        self._starts.append(len(names) + 1)
        checksums = (zlib.crc32(self._name(number)) << 32 | number for number in range(len(self._starts) - 1))
        self._order = array("Q", sorted(checksums))

    def _name(self, number: int) -> bytes:
        return self._names[self._starts[number] : self._starts[number + 1] - 1]

    def get(self, name: str) -> int | None:
        """The number, or None for a name that was not learnt."""
        wanted = name.encode()
        checksum = zlib.crc32(wanted)
        at = bisect_left(self._order, checksum << 32)
        while at < len(self._order) and self._order[at] >> 32 == checksum:
            number = self._order[at] & 0xFFFFFFFF
            if self._name(number) == wanted:
                return number
            at += 1
        return None


class _Model:
    """The weights in flat arrays: feature n owns the entries from ends[n-1] to ends[n]."""

    __slots__ = ("bias", "ends", "number", "rarity", "scale", "topics", "weights")

    def __init__(self, blob: bytes) -> None:
        n_topics, n_features, n_weights, n_names, self.scale = struct.unpack_from(_HEAD, blob)
        at = struct.calcsize(_HEAD)
        taken = []
        for length in (4 * n_topics, 4 * n_features, 4 * n_features, n_weights, n_weights, n_names):
            taken.append(blob[at : at + length])
            at += length
        self.bias = array("f", taken[0])
        self.rarity = array("f", taken[1])
        self.ends = array("I", taken[2])
        self.topics = taken[3]
        self.weights = array("b", taken[4])
        self.number = FeatureNames(taken[5])


@cache
def _model() -> _Model:
    return _Model(gzip.decompress(files("wievraagik").joinpath("data/space.gz").read_bytes()))


@cache
def fingerprint() -> str:
    """Short, and different for every model that was learnt."""
    return f"{zlib.crc32(files('wievraagik').joinpath('data/space.gz').read_bytes()):08x}"


def rarity(term: str) -> float:
    """How seldom a stem occurs in what was learnt: about 1 for the commonest, about 10 for one that occurs nowhere."""
    model = _model()
    number = model.number.get("=" + term)
    return _UNKNOWN_RARITY if number is None else model.rarity[number]


def _weighed(model: _Model, tokens: Counter[str]) -> list[tuple[int, float]]:
    """The known tokens as a vector of length one."""
    number, rarity = model.number.get, model.rarity
    vector = [
        (found, (1 + math.log(times)) * rarity[found])
        for token, times in tokens.items()
        if (found := number(token)) is not None
    ]
    length = math.sqrt(sum(value * value for _, value in vector))
    return [(n, value / length) for n, value in vector]


# Remembered, because an index is built anew whenever one person changes a word.
@lru_cache(maxsize=8_192)
def topics_of(text: str) -> Mapping[int, float]:
    """The likeliest topics of a text by number, with their probability; empty where no word is known."""
    model = _model()
    by_word = _weighed(model, Counter("=" + term for term in terms(text)))
    runs = Counter(grams(text, GRAM_SIZES))
    by_gram = _weighed(model, runs)
    # Where no word is known, two or three familiar runs of letters in a strange word say nothing.
    if not by_word and len(by_gram) <= _STRANGE * len(runs):
        return MappingProxyType({})
    sums = [0.0] * len(model.bias)
    for feature, value in (*by_word, *by_gram):
        start, end = (model.ends[feature - 1] if feature else 0), model.ends[feature]
        for topic, weight in zip(model.topics[start:end], model.weights[start:end], strict=True):
            sums[topic] += value * weight
    logits = [bias + model.scale * total for bias, total in zip(model.bias, sums, strict=True)]
    highest = max(logits)
    odds = [math.exp(logit - highest) for logit in logits]
    whole = sum(odds)
    best = sorted(range(len(odds)), key=lambda topic: (-odds[topic], topic))[:_KEPT]
    return MappingProxyType({topic: odds[topic] / whole for topic in best})
