"""The learnt half of the coach: weighs the features of each sentence, in plain Python, from one small file.

A message scores what its sentences score together (the logarithm of the sum of their exponentials), so that one
clear sentence is enough and the sentence that carried the answer can be shown.

The weights of one feature, for all items and both models, are fields of one large whole number: a sentence is weighed
for everything at once by one multiplication a feature.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import chain, repeat
from math import exp, log, sqrt
from operator import mul

from tekstcoach.clauses import Place, places
from tekstcoach.features import message_features, piece_features, run_features, words_of_sentence
from tekstcoach.model import Span
from tekstcoach.second_look import Facts, inputs
from tekstcoach.segments import Message, pieces_of

# A request is never longer; what comes after is left to the rules, so that any text is read in bounded time.
_MOST_CHARACTERS = 6_000
_KEPT_WORDS = 20_000
# Bytes of one field, wide enough for the sum over any sentence, and what makes a signed byte of weight positive.
_FIELD = 5
_MASK = (1 << 8 * _FIELD) - 1
_SHIFTED = 128
# How often a feature occurs in a sentence counts in whole steps of this part of its rarity.
_STEPS = 16
_UNKNOWN = -1
_ADDED = bytes(byte ^ _SHIFTED for byte in range(256))


@dataclass(frozen=True, slots=True)
class Verdict:
    """For one item: how far the model is over its threshold, or below it; and the telling sentence."""

    margin: float
    sentence: Span


@dataclass(frozen=True, slots=True)
class _Vector:
    """The features of one sentence that the model knows, how much each counts, and the length to divide by."""

    places: list[int]
    values: list[int]
    length: float


@dataclass(frozen=True, slots=True)
class _Model:
    items: tuple[str, ...]
    bias: tuple[float, ...]
    second: tuple[tuple[float, ...], ...]
    scale: tuple[float, ...]
    whole: dict[str, list[float]]
    index: dict[str, int]
    rarity: bytes
    rows: list[int]
    pieces: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def places_of(self, word: str) -> tuple[int, ...]:
        """Where the pieces of a word stand that the model knows; remembered, since texts share most words."""
        known = self.pieces.get(word)
        if known is None:
            places = (self.index.get(piece) for piece in piece_features(word))
            known = tuple(place for place in places if place is not None)
            if len(self.pieces) < _KEPT_WORDS:
                self.pieces[word] = known
        return known

    def weigh(self, vector: _Vector) -> list[float]:
        """What a sentence at unit length says: of each item on its own, then of each as a part of the message."""
        total = sum(map(mul, vector.values, map(self.rows.__getitem__, vector.places)))
        added = _SHIFTED * sum(vector.values)
        fields = (total >> place & _MASK for place in range(0, 8 * _FIELD * len(self.scale), 8 * _FIELD))
        return [(field - added) * step / vector.length for field, step in zip(fields, self.scale, strict=True)]


@cache
def _shipped() -> _Model:
    return _read((files("tekstcoach") / "data" / "model.gz").read_bytes())


def _read(packed: bytes) -> _Model:
    content = gzip.decompress(packed)
    head, _, rest = content.partition(b"\n")
    meta = json.loads(head)
    size, names = meta["features"], rest[: meta["names"]]
    body = rest[meta["names"] :]
    return _Model(
        items=tuple(meta["items"]),
        bias=tuple(meta["bias"]),
        second=tuple(map(tuple, meta["second"])),
        scale=tuple(meta["scale"]),
        whole=meta["whole"],
        index={name: place for place, name in enumerate(names.decode().split("\n"))},
        rarity=body[:size],
        rows=_rows(body[size:], len(meta["scale"])),
    )


def _rows(weights: bytes, fields: int) -> list[int]:
    """One whole number a feature, made of its weights."""
    spread = bytearray(len(weights) * _FIELD)
    spread[::_FIELD] = weights.translate(_ADDED)
    width = fields * _FIELD
    return [int.from_bytes(spread[start : start + width], "little") for start in range(0, len(spread), width)]


_measured: list[_Model] = []


@contextmanager
def another_model(packed: bytes) -> Iterator[None]:
    """Read with the model in these bytes for a while: how a model is measured that is not the shipped one."""
    _measured.append(_read(packed))
    try:
        yield
    finally:
        _measured.pop()


def classify(message: Message, audience: str, found: dict[str, tuple[Span, ...]]) -> dict[str, Verdict]:
    """A verdict per item, given what the rules found; empty for a message without a sentence."""
    model = _measured[-1] if _measured else _shipped()
    near = [sentence for sentence in message.sentences if sentence.start < _MOST_CHARACTERS]
    if not near:
        return {}
    pieces = [piece for sentence in near for piece in pieces_of(message, sentence)]
    words = [words_of_sentence(message.lower[s.start : min(s.end, _MOST_CHARACTERS)]) for s in pieces]
    vectors = [_vector(model, own, place) for own, place in zip(words, places(words), strict=True)]
    scores = [model.weigh(vector) for vector in vectors]
    together = _by_message(model, vectors, scores)
    for feature in message_features(message, audience, found):
        for place, weight in enumerate(model.whole.get(feature, ())):
            together[place] += weight
    sentences = [score[: len(model.items)] for score in scores]
    margins = _second_look(model, message, found, together, sentences)
    verdicts: dict[str, Verdict] = {}
    for item, margin, own in zip(model.items, margins, zip(*sentences, strict=True), strict=True):
        verdicts[item] = Verdict(margin, pieces[own.index(max(own))])
    return verdicts


def _second_look(
    model: _Model,
    message: Message,
    found: dict[str, tuple[Span, ...]],
    together: list[float],
    sentences: list[list[float]],
) -> list[float]:
    """How far each item is over its threshold, when its scores are seen beside those of the others."""
    total = []
    for own, part in zip(zip(*sentences, strict=True), together, strict=True):
        best = max(own)
        total.append(best + log(sum(exp(score - best) for score in own)) + part)
    seen = (*inputs(Facts.of(message, found), total, sentences), 1.0)
    return [sum(map(mul, seen, weights)) for weights in model.second]


def _vector(model: _Model, words: list[str], place: Place) -> _Vector:
    """The features of one sentence that the model knows."""
    rarity = model.rarity
    counts = Counter(map(model.index.get, run_features(words, place), repeat(_UNKNOWN)))
    del counts[_UNKNOWN]
    counts.update(chain.from_iterable(map(model.places_of, words)))
    values = [_STEPS * rarity[p] if n == 1 else round(_STEPS * (1 + log(n)) * rarity[p]) for p, n in counts.items()]
    return _Vector(list(counts), values, sqrt(sum(map(mul, values, values))) or 1.0)


def _by_message(model: _Model, vectors: list[_Vector], scores: list[list[float]]) -> list[float]:
    """What the message as one says for each item: the sentences added up, at unit length."""
    total: dict[int, float] = {}
    for vector in vectors:
        for place, value in zip(vector.places, vector.values, strict=True):
            total[place] = total.get(place, 0.0) + value / vector.length
    length = sqrt(sum(value * value for value in total.values())) or 1.0
    added = [sum(column) for column in zip(*scores, strict=True)][len(model.items) :]
    return [part / length + bias for part, bias in zip(added, model.bias, strict=True)]
