"""A plain linear model on the same messages, to tell how hard they are.

uv run --group train python -m benchmarks.coach_plain
Words in runs of one to three and characters in runs of two to five, a logistic model for each label: what an
afternoon gives. It learns from what the coach learns from, and reads what is kept apart.
"""

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.coach_quality import Pair, Row, sets_of, show
from tekstcoach.measure import ITEMS
from tools import coach_train

STRICTNESS = 10.0
LEAST_MESSAGES = 2


def read_plainly(learn: list[Row], read: list[Row], unsure: frozenset[tuple[str, str]]) -> list[Pair]:
    """The labels of `read` by a model that learnt from `learn`."""
    kinds = (
        TfidfVectorizer(ngram_range=(1, 3), min_df=LEAST_MESSAGES, sublinear_tf=True),
        TfidfVectorizer(ngram_range=(2, 5), min_df=LEAST_MESSAGES, sublinear_tf=True, analyzer="char_wb"),
    )
    known = sparse.hstack([kind.fit_transform([row["text"] for row in learn]) for kind in kinds]).tocsr()
    asked = sparse.hstack([kind.transform([row["text"] for row in read]) for kind in kinds]).tocsr()
    told = {}
    for item in ITEMS:
        sure = np.array([(row["id"], item) not in unsure for row in learn])
        model = LogisticRegression(C=STRICTNESS, solver="liblinear")
        model.fit(known[sure], np.array([row["labels"][item] for row in learn])[sure])
        told[item] = model.predict(asked)
    return [(row, {item: bool(told[item][place]) for item in ITEMS}) for place, row in enumerate(read)]


def main() -> None:
    """Learn, read and print the tables."""
    rows = coach_train.read_messages()
    apart = coach_train.set_apart(rows)
    unsure = frozenset(coach_train.doubtful())
    learn = [row for row, mine in zip(rows, apart, strict=True) if not mine]
    pairs = read_plainly(learn, [row for row, mine in zip(rows, apart, strict=True) if mine], unsure)
    for title, chosen in sets_of(pairs).items():
        show(f"plain model, {title}", chosen, unsure)


if __name__ == "__main__":
    main()
