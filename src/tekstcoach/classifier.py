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
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log, sqrt
from operator import mul

from tekstcoach.features import message_features, sentence_features
from tekstcoach.model import Span
from tekstcoach.segments import Message

# A request is never longer; what comes after is left to the rules, so that any text is read in bounded time.
_MOST_CHARACTERS = 6_000


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
    whole: dict[str, list[float]]
    index: dict[str, int]
    rarity: bytes
    columns: tuple["array[int]", ...]


@cache
def _shipped() -> _Model:
    return _read((files("tekstcoach") / "data" / "model.gz").read_bytes())


def _read(packed: bytes) -> _Model:
    content = gzip.decompress(packed)
    head, _, rest = content.partition(b"\n")
    meta = json.loads(head)
    size = meta["features"]
    names, body = rest[: meta["names"]], rest[meta["names"] :]
    return _Model(
        items=tuple(meta["items"]),
        bias=tuple(meta["bias"]),
        thresholds=tuple(meta["thresholds"]),
        scale=tuple(meta["scale"]),
        whole=meta["whole"],
        index={name: place for place, name in enumerate(names.decode().split("\n"))},
        rarity=body[:size],
        columns=tuple(array("b", body[size + place :: len(meta["items"])]) for place in range(len(meta["items"]))),
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
    scores = [_sentence_scores(model, message.lower[s.start : min(s.end, _MOST_CHARACTERS)]) for s in near]
    whole = list(model.bias)
    for feature in message_features(message, audience, found):
        for place, weight in enumerate(model.whole.get(feature, ())):
            whole[place] += weight
    verdicts: dict[str, Verdict] = {}
    for place, item in enumerate(model.items):
        column = [row[place] for row in scores]
        best = max(column)
        margin = best + log(sum(exp(score - best) for score in column)) + whole[place] - model.thresholds[place]
        verdicts[item] = Verdict(margin, near[column.index(best)])
    return verdicts


def _sentence_scores(model: _Model, lower: str) -> list[float]:
    """The score of one sentence for every item: a sparse dot product, the sentence brought to unit length."""
    index, rarity = model.index, model.rarity
    places: list[int] = []
    values: list[float] = []
    for feature, count in Counter(sentence_features(lower)).items():
        place = index.get(feature)
        if place is not None:
            places.append(place)
            values.append((1.0 + log(count)) * rarity[place] if count > 1 else rarity[place])
    norm = sqrt(sum(map(mul, values, values))) or 1.0
    return [
        sum(map(mul, values, map(column.__getitem__, places))) * step / norm
        for column, step in zip(model.columns, model.scale, strict=True)
    ]
