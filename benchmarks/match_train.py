"""Learn the topic space from data/matching and write the model that the matcher carries.

Run:  uv run --group train python benchmarks/match_train.py
A multinomial logistic regression over word stems and runs of characters. Small weights are dropped and the rest is
stored in one byte each, so that the matcher needs nothing but the standard library to use it.
"""

import gzip
import json
import struct
from array import array
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from wievraagik.space import GRAM_SIZES
from wievraagik.words import grams, terms

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data/matching"
MODEL = ROOT / "src/wievraagik/data/space.gz"
KEPT_PER_FEATURE = 20
SMALLEST = 0.12


def samples() -> tuple[list[str], list[int], int]:
    """Every text with its topic: example lines, names, and the hand-made vocabulary."""
    topics = json.loads((ROOT / "src/wievraagik/data/topics.json").read_text(encoding="utf-8"))
    number = {topic["id"]: n for n, topic in enumerate(topics)}
    rows = [json.loads(line) for line in (DATA / "topic_examples.jsonl").open(encoding="utf-8")]
    pairs = [(row["text"], number[row["topic"]]) for row in rows]
    for n, topic in enumerate(topics):
        pairs += [(name, n) for name in (topic["label"], *topic["synonyms"], *topic["abbreviations"])]
    for line in (DATA / "vocabulary.txt").read_text(encoding="utf-8").splitlines():
        topic_id, _, listed = line.partition(":")
        pairs += [(word.strip(), number[topic_id]) for word in listed.split(",")]
    return [text for text, _ in pairs], [n for _, n in pairs], len(topics)


def write(features: list[str], rarity: Any, weights: Any, bias: Any) -> None:
    """The model file: lengths, bias, and per feature its rarity and the topics that weigh, gzipped."""
    kept_topics, kept_weights, ends = bytearray(), array("b"), array("I")
    scale = float(np.abs(weights).max()) / 127
    for row in weights.T:
        order = np.argsort(-np.abs(row))[:KEPT_PER_FEATURE]
        for topic in order[np.abs(row[order]) >= SMALLEST]:
            kept_topics.append(int(topic))
            kept_weights.append(round(float(row[topic]) / scale))
        ends.append(len(kept_topics))
    names = "\n".join(features).encode()
    head = struct.pack("<IIIIf", len(bias), len(features), len(kept_topics), len(names), scale)
    body = [array("f", bias).tobytes(), array("f", rarity).tobytes(), ends.tobytes()]
    blob = b"".join([head, *body, bytes(kept_topics), kept_weights.tobytes(), names])
    MODEL.write_bytes(gzip.compress(blob, mtime=0))
    print(f"{len(features)} features, {len(kept_topics)} weights, {MODEL.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    """Train on everything and write the model."""
    texts, labels, _ = samples()
    by_word = TfidfVectorizer(analyzer=lambda text: ["=" + term for term in terms(text)], sublinear_tf=True)
    by_gram = TfidfVectorizer(analyzer=lambda text: list(grams(text, GRAM_SIZES)), sublinear_tf=True, min_df=2)
    matrix = hstack([by_word.fit_transform(texts), by_gram.fit_transform(texts)]).tocsr()
    model = LogisticRegression(C=20, max_iter=60).fit(matrix, labels)
    features = [*by_word.get_feature_names_out(), *by_gram.get_feature_names_out()]
    write(features, np.concatenate([by_word.idf_, by_gram.idf_]), model.coef_, model.intercept_)


if __name__ == "__main__":
    main()
