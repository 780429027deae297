"""Learn the topic space from data/matching and write the model that the matcher carries.

Run:  uv run --group train python -m benchmarks.match_train [--check]
With --check nothing is written: it fails when training does not give the bytes that the matcher carries.
Two learners over word stems and runs of characters: a multinomial logistic regression, and a complement naive Bayes that
does not need to see a word often. Both add up weights, so together they are again one weight a word and topic. Small weights
are dropped and the rest is stored in one byte each, so that the matcher needs nothing but the standard library to use it.
"""

import gzip
import json
import struct
import sys
from array import array
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB

from wievraagik.space import GRAM_SIZES
from wievraagik.words import grams, terms

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data/matching"
TOPICS = ROOT / "src/wievraagik/data/topics.json"
MODEL = ROOT / "src/wievraagik/data/space.gz"
KEPT_PER_FEATURE = 64
SMALLEST = 0.1
# The say of the naive Bayes beside the regression, and how far both are trusted: 1 would be fully.
BAYES_SHARE = 4.0
# How much the naive Bayes allows for words that a topic was not seen with.
UNSEEN = 0.3
TRUST = 0.65


Sample = tuple[str, int]


def topic_numbers() -> dict[str, int]:
    """The number of each topic, in the order of the topic list."""
    topics = json.loads(TOPICS.read_text(encoding="utf-8"))
    return {topic["id"]: n for n, topic in enumerate(topics)}


def names() -> list[Sample]:
    """What the topics are called: label, synonyms and abbreviations."""
    topics = json.loads(TOPICS.read_text(encoding="utf-8"))
    return [
        (name, n)
        for n, topic in enumerate(topics)
        for name in (topic["label"], *topic["synonyms"], *topic["abbreviations"])
    ]


def listed(file: str, mark: str) -> list[Sample]:
    """The hand-written phrases of a file with a line a topic: `topic: phrase, phrase`."""
    number = topic_numbers()
    found = []
    for line in (DATA / file).read_text(encoding="utf-8").splitlines():
        topic, _, phrases = line.partition(":")
        found += [(phrase.strip(), number[topic]) for phrase in phrases.split(mark)]
    return found


def example_files() -> list[Path]:
    """The files with example lines, those of the first writers before those that came later."""
    return [DATA / "topic_examples.jsonl", *sorted((DATA / "more_examples").glob("*.jsonl"))]


def examples(file: Path) -> list[Sample]:
    """The example lines of one file: questions and what people say of themselves."""
    number = topic_numbers()
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(row["text"], number[row["topic"]]) for row in rows]


def samples() -> list[Sample]:
    """Every text with its topic: example lines, names, and the hand-made words and situations."""
    lines = [sample for file in example_files() for sample in examples(file)]
    return [*lines, *names(), *listed("vocabulary.txt", ","), *listed("situations.txt", ";")]


class Learnt:
    """The vectorisers, fitted, with a weight for every feature (row) and topic (column) and a bias for every topic."""

    def __init__(self, by_word: Any, by_gram: Any, weights: Any, bias: Any) -> None:
        self.by_word, self.by_gram, self.weights, self.bias = by_word, by_gram, weights, bias

    def probabilities(self, texts: list[str]) -> Any:
        """A row a text with the chance of every topic."""
        found = (
            hstack([self.by_word.transform(texts), self.by_gram.transform(texts)]).tocsr() @ self.weights + self.bias
        )
        odds = np.exp(found - found.max(axis=1, keepdims=True))
        return odds / odds.sum(axis=1, keepdims=True)


def learn(pairs: list[Sample]) -> Learnt:
    """Fit the topic space on texts with their topic."""
    texts, labels = [text for text, _ in pairs], [n for _, n in pairs]
    by_word = TfidfVectorizer(
        analyzer=lambda text: ["=" + term for term in terms(text)], sublinear_tf=True, dtype=np.float32
    )
    by_gram = TfidfVectorizer(
        analyzer=lambda text: list(grams(text, GRAM_SIZES)), sublinear_tf=True, min_df=2, dtype=np.float32
    )
    matrix = hstack([by_word.fit_transform(texts), by_gram.fit_transform(texts)]).tocsr()
    regression = LogisticRegression(C=20, max_iter=60).fit(matrix, labels)
    bayes = ComplementNB(alpha=UNSEEN).fit(matrix, labels).feature_log_prob_.T
    # What is the same for every topic tells nothing; without it the topics that never saw a word stand at zero.
    bayes = bayes - np.median(bayes, axis=1, keepdims=True)
    weights = TRUST * (regression.coef_.T + BAYES_SHARE * bayes)
    return Learnt(by_word, by_gram, weights, TRUST * regression.intercept_)


def packed(learnt: Learnt) -> bytes:
    """The model file: lengths, bias, and per feature its rarity and the topics that weigh, gzipped."""
    features = [*learnt.by_word.get_feature_names_out(), *learnt.by_gram.get_feature_names_out()]
    rarity = np.concatenate([learnt.by_word.idf_, learnt.by_gram.idf_])
    kept_topics, kept_weights, ends = bytearray(), array("b"), array("I")
    scale = float(np.abs(learnt.weights).max()) / 127
    for row in learnt.weights:
        order = np.argsort(-np.abs(row), kind="stable")[:KEPT_PER_FEATURE]
        for topic in order[np.abs(row[order]) >= SMALLEST]:
            kept_topics.append(int(topic))
            kept_weights.append(round(float(row[topic]) / scale))
        ends.append(len(kept_topics))
    names = "\n".join(features).encode()
    head = struct.pack("<IIIIf", len(learnt.bias), len(features), len(kept_topics), len(names), scale)
    body = [array("f", learnt.bias).tobytes(), array("f", rarity).tobytes(), ends.tobytes()]
    return gzip.compress(b"".join([head, *body, bytes(kept_topics), kept_weights.tobytes(), names]), mtime=0)


def main() -> None:
    """Train on everything and write the model, or hold it against the one that is there."""
    blob = packed(learn(samples()))
    if "--check" not in sys.argv[1:]:
        MODEL.write_bytes(blob)
        print(f"{len(blob) / 1e6:.2f} MB")
    elif blob != MODEL.read_bytes():
        sys.exit("Training gives another model than the one that is carried.")


if __name__ == "__main__":
    main()
