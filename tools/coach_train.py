"""Learns the coach's model from the labelled messages in data/coach and writes src/tekstcoach/data/model.gz.

Run: uv run --group train python -m tools.coach_train
The thresholds come from messages of writers that the model did not see while it learnt.
"""

import gzip
import json
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler, normalize

from tekstcoach import Pitfall, Point, rules
from tekstcoach.clauses import places
from tekstcoach.features import message_features, sentence_features, words_of_sentence
from tekstcoach.model import Span
from tekstcoach.reviewer import found_by_rules
from tekstcoach.second_look import Facts, inputs
from tekstcoach.segments import parse, pieces_of

ROOT = Path(__file__).parent.parent
DATA = ROOT / "data" / "coach"
MODEL = ROOT / "src" / "tekstcoach" / "data" / "model.gz"
FILES = (
    *("dev", "train", "genres", "short", "genres_test", "short_test", "voices", "public"),
    *("more_voices", "more_genres", "public_more"),
)
ITEMS = [item.value for item in (*Point, *Pitfall)]
FOLDS = 5
LESSON = -1
UNTOUCHED = 7
# Of the writers who came last a sixth was set apart by this rule before a line of theirs was read by a model.
FRESH = 6
FRESH_PREFIXES = ("m", "q", "u", "v", "x")
# Texts that stand alone: each has a writer of its own.
ALONE = ("p", "l", "q", "u", "v", "x")
# Rarity is kept in whole steps of a sixteenth, one byte a feature; at unit length the step itself falls away.
IDF_STEP = 16
LEAST_MESSAGES = 4
MOST_FEATURES = 40_000
# How much a feature counts by its kind, beside runs of words: pieces of words are many and say little each.
SHARE = {"k:": 1.0, "o:": 0.8}
SHARE_OF_PIECES = 0.7
# The second model, of whole messages: how strict, how much the rules count in it, and its say beside the first.
SECOND_C = 8.0
SECOND_RULES = 1.5
SECOND = 0.5
RULE_WEIGHT = 0.3
PENALTY = 0.1
# Steps are taken in units that make all features about equally steep, so that few are enough; so steep is a message.
STEPS = 60
FIRST_STEPS = 30
STEEPNESS = 0.1
# How loosely the second look follows the messages.
SECOND_LOOK_C = 0.05
TOLD = 3
# How much a message counts, by the prefix of its id: of the long public kind and the hard short ones there are few.
WEIGHT = {"l": 4.0, "p": 4.0, "q": 1.5, "s": 2.0, "u": 1.5, "v": 1.5, "x": 1.5}
# A false alarm costs more than a missed pitfall: the threshold of a pitfall leans to precision. Of somebody else's
# private matters it is the other way round: what is missed there leaves the school.
BETA = dict.fromkeys(list(Point), 1.0) | dict.fromkeys(list(Pitfall), 0.8) | {Pitfall.PERSONAL_DATA: 1.5}


def read_messages() -> list[dict[str, Any]]:
    """All labelled messages, the settled ones first."""
    return [row for name in FILES for row in _read(name)]


def _read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").open(encoding="utf-8")]


def lessons() -> list[dict[str, Any]]:
    """The examples of the rules, a few times over; each tells about its own item only."""
    told = []
    for rule in rules():
        for example in (*rule.good, *rule.bad):
            label = (example in rule.good) is isinstance(rule.item, Point)
            told.append(
                {"id": "", "recipient": "colleague", "text": example.text, "labels": {rule.item.value: label}}
            )
    return told * TOLD


def doubtful() -> set[tuple[str, str]]:
    """The cells on which fair readers differ."""
    return {(row["id"], row["label"]) for name in ("dev_doubtful", "more_doubtful") for row in _read(name)}


def writer(identifier: str) -> str:
    """Twenty consecutive ids of one prefix are one writer; prefix d starts at 5001, each public text stands alone."""
    if identifier.startswith(ALONE):
        return identifier
    if identifier.startswith("s"):
        return f"s{(int(identifier[1:]) - 1) // 10}"
    prefix, number = identifier[:1], int(identifier[1:])
    return f"{prefix}{(number % 5000 - 1) // 20}"


def fold_of(name: str) -> int:
    """The same fold for the same writer, in every run."""
    return zlib.crc32(name.encode()) % FOLDS


def is_untouched(identifier: str) -> bool:
    """Whether a message is kept apart to measure with: a seventh of the writers, and the fresh ones."""
    if identifier.startswith(FRESH_PREFIXES):
        return is_fresh(identifier)
    return bool(identifier) and zlib.crc32(f"test{writer(identifier)}".encode()) % UNTOUCHED == 0


def is_fresh(identifier: str) -> bool:
    """Whether a message is of a writer who never trained anything and on whom nothing was chosen."""
    by_rule = zlib.crc32(f"fresh{writer(identifier)}".encode()) % FRESH == 0
    return identifier.startswith(FRESH_PREFIXES) and by_rule


def set_apart(rows: list[dict[str, Any]]) -> list[bool]:
    """Which messages are kept apart: those of some of the writers, and the two files for testing."""
    apart = {row["id"] for name in ("genres_test", "short_test") for row in _read(name)}
    whole = ("p", "l", "s")
    return [row["id"] in apart or (not row["id"].startswith(whole) and is_untouched(row["id"])) for row in rows]


@dataclass
class Corpus:
    """The messages as matrices: one row a sentence, one row a message."""

    rows: list[dict[str, Any]]
    names: list[str]
    sentences: sp.csr_matrix
    owner: np.ndarray
    whole_names: list[str]
    whole: sp.csr_matrix
    labels: np.ndarray
    counts: np.ndarray
    weights: np.ndarray
    folds: np.ndarray
    facts: list[Facts]

    @classmethod
    def build(cls, rows: list[dict[str, Any]]) -> "Corpus":
        """Count every feature of every sentence and message; the lessons come after the messages."""
        rows = [*rows, *lessons()]
        counted, owner, wholes, facts = [], [], [], []
        for number, row in enumerate(rows):
            message = parse(row["text"])
            found = found_by_rules(message)
            wholes.append(message_features(message, row["recipient"], found))
            facts.append(Facts.of(message, found))
            pieces = [piece for sentence in message.sentences for piece in pieces_of(message, sentence)]
            spans = pieces or [Span(0, len(row["text"]))]
            words = [words_of_sentence(message.lower[span.start : span.end]) for span in spans]
            counted += map(Counter, map(sentence_features, words, places(words)))
            owner += [number] * len(spans)
        names, sentences = _matrix(counted)
        whole_names, whole = _matrix([Counter(features) for features in wholes])
        unsure = doubtful()
        return cls(
            rows=rows,
            names=names,
            sentences=sentences,
            owner=np.array(owner),
            whole_names=whole_names,
            whole=whole * RULE_WEIGHT,
            labels=np.array([[row["labels"].get(item, False) for item in ITEMS] for row in rows]),
            counts=np.array(
                [[item in row["labels"] and (row["id"], item) not in unsure for item in ITEMS] for row in rows]
            ),
            weights=np.array([WEIGHT.get(row["id"][:1], 1.0) for row in rows]),
            folds=np.array([fold_of(writer(row["id"])) if row["id"] else LESSON for row in rows]),
            facts=facts,
        )

    def cut(self, columns: np.ndarray) -> "Corpus":
        """The same messages with some of the features."""
        names = [self.names[place] for place in columns]
        return Corpus(**{**self.__dict__, "names": names, "sentences": self.sentences[:, columns]})

    def rarity(self) -> np.ndarray:
        """How much each feature counts, the rarer among messages the more, in whole steps, as it is stored."""
        membership = sp.csr_matrix((np.ones(len(self.owner)), (self.owner, np.arange(len(self.owner)))))
        frequency = np.asarray(((membership @ self.sentences) > 0).sum(axis=0)).ravel()
        rarity = (np.log(len(self.rows) / (1 + frequency)) + 1) * np.array([share_of(name) for name in self.names])
        return np.clip(np.rint(rarity * IDF_STEP), 1, 255)

    def weighed(self, rarity: np.ndarray) -> sp.csr_matrix:
        """Sentences at unit length."""
        matrix = self.sentences.copy()
        matrix.data = 1 + np.log(matrix.data)
        return normalize(matrix.multiply(rarity / IDF_STEP).tocsr())


def share_of(name: str) -> float:
    """How much a feature counts by its kind; pieces of words are the ones without a mark of theirs."""
    return SHARE.get(name[:2], 1.0) if name[1:2] == ":" else SHARE_OF_PIECES


def _matrix(counted: list[Counter[str]]) -> tuple[list[str], sp.csr_matrix]:
    frequency = Counter(name for counter in counted for name in counter)
    names = sorted(name for name, times in frequency.items() if times >= LEAST_MESSAGES)
    places = {name: place for place, name in enumerate(names)}
    pointers, columns, values = [0], [], []
    for counter in counted:
        known = sorted((places[name], times) for name, times in counter.items() if name in places)
        columns += [place for place, _ in known]
        values += [times for _, times in known]
        pointers.append(len(columns))
    return names, sp.csr_matrix((np.array(values, dtype=np.float64), columns, pointers), (len(counted), len(names)))


def pooled(scores: np.ndarray, owner: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Log-sum-exp of the sentences of each message, and each sentence's share in it."""
    starts = np.searchsorted(owner, np.arange(owner.max() + 1))
    highest = np.maximum.reduceat(scores, starts, axis=0)
    raised = np.exp(scores - highest[owner])
    total = np.add.reduceat(raised, starts, axis=0)
    return highest + np.log(total), raised / total[owner]


@dataclass
class Weights:
    """What was learnt: weights of features in a sentence and in the whole message, of message features, and the bias."""

    sentence: np.ndarray
    message: np.ndarray
    whole: np.ndarray
    bias: np.ndarray


def fit(corpus: Corpus, matrix: sp.csr_matrix, chosen: np.ndarray) -> Weights:
    """Learn from the messages `chosen` (a mask): two models that see different things, added up."""
    first = _by_sentence(corpus, matrix, chosen, STEPS)
    second, whole, bias = _by_message(corpus, matrix, chosen)
    split = matrix.shape[1]
    return Weights(
        sentence=first[:split],
        message=SECOND * second,
        whole=first[split:-1] + SECOND * whole,
        bias=first[-1] + SECOND * bias,
    )


def _by_message(
    corpus: Corpus, matrix: sp.csr_matrix, chosen: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A plain logistic model per item on the message as one: weights of features, of message features, bias."""
    x = sp.hstack([messages(corpus, matrix), corpus.whole * SECOND_RULES]).tocsr()[chosen].astype(np.float32)
    xt = x.T.tocsr()
    y, counts = corpus.labels[chosen].astype(float), corpus.counts[chosen] * corpus.weights[chosen, None]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score = x @ weights[:-1] + weights[-1]
        wrong = counts * (1 / (1 + np.exp(-score)) - y)
        slope = np.vstack([xt @ wrong.astype(np.float32), wrong.sum(axis=0)[None]])
        return float((counts * (np.logaddexp(0, score) - y * score)).sum()), slope

    units = _units(1 / SECOND_C, (x, corpus.weights[chosen]))
    weights = _minimized(loss, units, 1 / SECOND_C, STEPS)
    split = matrix.shape[1]
    return weights[:split], weights[split:-1] * SECOND_RULES, weights[-1]


def _units(penalty: float, *parts: tuple[sp.csr_matrix, np.ndarray]) -> np.ndarray:
    """In which unit to step for each feature of some matrices, given how much each of their rows counts; then for the
    bias."""
    steep = [np.asarray(x.multiply(x).T @ counts).ravel() for x, counts in parts]
    return 1 / np.sqrt(penalty + STEEPNESS * np.concatenate([*steep, [parts[-1][1].sum()]]))[:, None]


def _minimized(
    loss: Callable[[np.ndarray], tuple[float, np.ndarray]], units: np.ndarray, penalty: float, steps: int
) -> np.ndarray:
    """The weights, one row a feature and one column an item, where the loss with its penalty is about least."""

    def whole(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(-1, len(ITEMS)) * units
        value, slope = loss(weights.astype(np.float32))
        value += penalty / 2 * float((weights * weights).sum())
        return value, ((slope + penalty * weights) * units).ravel()

    start = np.zeros(len(units) * len(ITEMS))
    found = minimize(whole, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxfun": steps + 20})
    return found.x.reshape(-1, len(ITEMS)) * units


def messages(corpus: Corpus, matrix: sp.csr_matrix) -> sp.csr_matrix:
    """One row a message: its sentences added up, at unit length."""
    membership = sp.csr_matrix((np.ones(len(corpus.owner)), (corpus.owner, np.arange(len(corpus.owner)))))
    return normalize(membership @ matrix)


def _by_sentence(corpus: Corpus, matrix: sp.csr_matrix, chosen: np.ndarray, steps: int) -> np.ndarray:
    """Weights of the sentence features, then of the message features, then the bias; one column an item."""
    renumbered = np.cumsum(chosen) - 1
    mine = chosen[corpus.owner]
    x, r = matrix[mine].astype(np.float32), corpus.whole[chosen].astype(np.float32)
    owner, split = renumbered[corpus.owner[mine]], matrix.shape[1]
    y, counts = corpus.labels[chosen].astype(float), corpus.counts[chosen] * corpus.weights[chosen, None]
    xt, rt = x.T.tocsr(), r.T.tocsr()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        together, share = pooled(x @ weights[:split], owner)
        score = together + r @ weights[split:-1] + weights[-1]
        wrong = (counts * (1 / (1 + np.exp(-score)) - y)).astype(np.float32)
        slope = np.vstack([xt @ (wrong[owner] * share), rt @ wrong, wrong.sum(axis=0)[None]])
        return float((counts * (np.logaddexp(0, score) - y * score)).sum()), slope

    of_message = corpus.weights[chosen]
    of_sentence = (of_message / np.bincount(owner))[owner]
    return _minimized(loss, _units(PENALTY, (x, of_sentence), (r, of_message)), PENALTY, steps)


def scores(corpus: Corpus, matrix: sp.csr_matrix, weights: Weights) -> tuple[np.ndarray, np.ndarray]:
    """The score of every message for every item, and that of every sentence."""
    by_sentence = matrix @ weights.sentence
    by_message = messages(corpus, matrix) @ weights.message
    together = pooled(by_sentence, corpus.owner)[0] + by_message + corpus.whole @ weights.whole + weights.bias
    return together, by_sentence


def unseen_inputs(corpus: Corpus, matrix: sp.csr_matrix, within: np.ndarray) -> np.ndarray:
    """What the second look weighs of the messages `within`, each scored by a model that did not learn from its
    writer; the other rows are empty."""
    starts = np.searchsorted(corpus.owner, np.arange(len(corpus.rows) + 1))
    rows: dict[int, list[float]] = {}
    for fold in sorted(set(corpus.folds[within]) - {LESSON}):
        together, by_sentence = scores(corpus, matrix, fit(corpus, matrix, within & (corpus.folds != fold)))
        for number in np.flatnonzero(within & (corpus.folds == fold)):
            own = by_sentence[starts[number] : starts[number + 1]].tolist()
            rows[int(number)] = inputs(corpus.facts[number], together[number].tolist(), own)
    result = np.zeros((len(corpus.rows), len(next(iter(rows.values())))))
    result[list(rows)] = list(rows.values())
    return result


def second_look(corpus: Corpus, seen: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    """Weights of the second look, learnt from the messages `chosen`: one row an item, its bias last."""
    scaler = StandardScaler().fit(seen[chosen])
    rows = []
    for place in range(len(ITEMS)):
        use = chosen & corpus.counts[:, place]
        model = LogisticRegression(C=SECOND_LOOK_C, max_iter=1000)
        model.fit(scaler.transform(seen[use]), corpus.labels[use, place])
        weights = model.coef_[0] / scaler.scale_
        rows.append([*weights, float(model.intercept_[0] - weights @ scaler.mean_)])
    return np.array(rows)


def looked_twice(corpus: Corpus, seen: np.ndarray, within: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The second look learnt from the messages `within`, and their margins by one that did not see their writer."""
    within = within & (corpus.folds != LESSON)
    padded = np.hstack([seen, np.ones((len(seen), 1))])
    margins = np.zeros(corpus.labels.shape)
    for fold in sorted(set(corpus.folds[within])):
        test = within & (corpus.folds == fold)
        margins[test] = padded[test] @ second_look(corpus, seen, within & ~test).T
    return second_look(corpus, seen, within), margins


def quality(truth: np.ndarray, guess: np.ndarray, beta: float = 1.0) -> tuple[float, float, float]:
    """Precision, recall and F of one item."""
    hits, false, missed = (truth & guess).sum(), (~truth & guess).sum(), (truth & ~guess).sum()
    square = beta * beta
    whole = (1 + square) * hits + square * missed + false
    return hits / max(1, hits + false), hits / max(1, hits + missed), (1 + square) * hits / max(1, whole)


def best_thresholds(corpus: Corpus, score: np.ndarray, within: np.ndarray) -> np.ndarray:
    """Per item the middle of the thresholds that do about best; lessons are no test."""
    within = within & (corpus.folds != LESSON)
    grid = np.arange(-2.0, 2.01, 0.1)
    chosen = []
    for place, item in enumerate(ITEMS):
        beta = BETA[Point(item) if item in set(Point) else Pitfall(item)]
        use = within & corpus.counts[:, place]
        reached = [quality(corpus.labels[use, place], score[use, place] > t, beta)[2] for t in grid]
        chosen.append(float(np.median(grid[np.array(reached) >= max(reached) - 0.004])))
    return np.array(chosen)


def fewer_features(corpus: Corpus, within: np.ndarray) -> Corpus:
    """The features that weigh most in a first model."""
    if len(corpus.names) <= MOST_FEATURES:
        return corpus
    first = _by_sentence(corpus, corpus.weighed(corpus.rarity()), within, FIRST_STEPS)
    weights = first[: len(corpus.names)]
    heaviest = np.argsort(-np.abs(weights).max(axis=1), kind="stable")[:MOST_FEATURES]
    return corpus.cut(np.sort(heaviest))


def packed(corpus: Corpus, weights: Weights, second: np.ndarray, rarity: np.ndarray) -> bytes:
    """One gzip file: a line of JSON, the names, one byte of rarity a feature, then signed bytes: of each feature its
    weights in a sentence and those in the message."""
    whole = weights.whole * RULE_WEIGHT
    names = "\n".join(corpus.names).encode()
    small, scale = _small(np.hstack([weights.sentence, weights.message]))
    meta = {
        "items": ITEMS,
        "features": len(corpus.names),
        "names": len(names),
        "bias": [round(float(value), 4) for value in weights.bias],
        "second": [[round(float(value), 5) for value in row] for row in second],
        "scale": scale,
        "whole": {n: [round(float(v), 4) for v in row] for n, row in zip(corpus.whole_names, whole, strict=True)},
    }
    content = json.dumps(meta).encode() + b"\n" + names + rarity.astype(np.uint8).tobytes() + small
    return gzip.compress(content, 9, mtime=0)


def _small(weights: np.ndarray) -> tuple[bytes, list[float]]:
    """Weights in steps that fit a signed byte, and the size of the step for each item."""
    steps = np.abs(weights).max(axis=0) / 127
    return np.rint(weights / steps).astype(np.int8).tobytes(), [float(f"{step:.6g}") for step in steps]


def learnt(corpus: Corpus, within: np.ndarray) -> bytes:
    """A model from the messages `within`: features, second look and thresholds on unseen writers, weights from all."""
    corpus = fewer_features(corpus, within)
    rarity = corpus.rarity()
    matrix = corpus.weighed(rarity)
    second, margins = looked_twice(corpus, unseen_inputs(corpus, matrix, within), within)
    second[:, -1] -= best_thresholds(corpus, margins, within)
    return packed(corpus, fit(corpus, matrix, within), second, rarity)


def main() -> None:
    """Learn from everybody and write the file."""
    corpus = Corpus.build(read_messages())
    MODEL.write_bytes(learnt(corpus, np.ones(len(corpus.rows), dtype=bool)))
    print(MODEL.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
