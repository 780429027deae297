"""The learnt half of the coach: weighs the features of each sentence, in plain Python, from one small file.

A message scores what its sentences score together (the logarithm of the sum of their exponentials), so that one
clear sentence is enough and the sentence that carried the answer can be shown.
"""

import gzip
import json
from array import array
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import exp, log, sqrt
from operator import mul

from tekstcoach.features import message_features, piece_features, run_features, words_of_sentence
from tekstcoach.model import Span
from tekstcoach.segments import Message, pieces_of

# A request is never longer; what comes after is left to the rules, so that any text is read in bounded time.
_MOST_CHARACTERS = 6_000
_KEPT_WORDS = 20_000
Vector = tuple[list[int], list[float]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """For one item: how far the model is over its threshold, or below it; and the telling sentence."""

    margin: float
    sentence: Span


@dataclass(frozen=True, slots=True)
class _Model:
    items: tuple[str, ...]
    bias: tuple[float, ...]
    thresholds: tuple[float, ...]
    scale: tuple[float, ...]
    message_scale: tuple[float, ...]
    whole: dict[str, list[float]]
    index: dict[str, int]
    rarity: bytes
    columns: tuple["array[int]", ...]
    message_columns: tuple["array[int]", ...]
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


@cache
def _shipped() -> _Model:
    return _read((files("tekstcoach") / "data" / "model.gz").read_bytes())


def _read(packed: bytes) -> _Model:
    content = gzip.decompress(packed)
    head, _, rest = content.partition(b"\n")
    meta = json.loads(head)
    size, items = meta["features"], len(meta["items"])
    names, body = rest[: meta["names"]], rest[meta["names"] :]
    sentence, message = body[size : size * (items + 1)], body[size * (items + 1) :]
    return _Model(
        items=tuple(meta["items"]),
        bias=tuple(meta["bias"]),
        thresholds=tuple(meta["thresholds"]),
        scale=tuple(meta["scale"]),
        message_scale=tuple(meta["message_scale"]),
        whole=meta["whole"],
        index={name: place for place, name in enumerate(names.decode().split("\n"))},
        rarity=body[:size],
        columns=tuple(array("b", sentence[place::items]) for place in range(items)),
        message_columns=tuple(array("b", message[place::items]) for place in range(items)),
    )


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
    vectors = [_vector(model, message.lower[s.start : min(s.end, _MOST_CHARACTERS)]) for s in pieces]
    together = _by_message(model, vectors)
    for feature in message_features(message, audience, found):
        for place, weight in enumerate(model.whole.get(feature, ())):
            together[place] += weight
    verdicts: dict[str, Verdict] = {}
    for place, item in enumerate(model.items):
        weigh, step = model.columns[place].__getitem__, model.scale[place]
        scores = [sum(map(mul, values, map(weigh, places))) * step for places, values in vectors]
        best = max(scores)
        raised = log(sum(exp(score - best) for score in scores))
        verdicts[item] = Verdict(best + raised + together[place], pieces[scores.index(best)])
    return verdicts


def _vector(model: _Model, lower: str) -> Vector:
    """The features of one sentence that the model knows, and their values at unit length."""
    index, rarity = model.index, model.rarity
    words = words_of_sentence(lower)
    counts = Counter(place for feature in run_features(words) if (place := index.get(feature)) is not None)
    for word in words:
        counts.update(model.places_of(word))
    places = list(counts)
    values = [rarity[p] if n == 1 else (1.0 + log(n)) * rarity[p] for p, n in counts.items()]
    norm = sqrt(sum(map(mul, values, values))) or 1.0
    return places, [value / norm for value in values]


def _by_message(model: _Model, vectors: list[Vector]) -> list[float]:
    """What the message as one says for each item, over its threshold: the sentences added up, at unit length."""
    total: dict[int, float] = {}
    for places, values in vectors:
        for place, value in zip(places, values, strict=True):
            total[place] = total.get(place, 0.0) + value
    norm = sqrt(sum(value * value for value in total.values())) or 1.0
    return [
        sum(map(mul, total.values(), map(column.__getitem__, total))) * step / norm + bias - threshold
        for column, step, bias, threshold in zip(
            model.message_columns, model.message_scale, model.bias, model.thresholds, strict=True
        )
    ]
