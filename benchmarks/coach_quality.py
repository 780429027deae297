"""How well the coach reads: precision, recall and F1 per item, and the macro F1.

uv run --group train python -m benchmarks.coach_quality           learns without a fifth of the writers, tests on them
uv run --group train python -m benchmarks.coach_quality --all     does so for every fifth in turn (minutes)
uv run python -m benchmarks.coach_quality --rules                 the rules alone, on all messages
"""

import argparse
import json
from pathlib import Path
from typing import Any

from tekstcoach.classifier import another_model
from tekstcoach.measure import labels, table
from tekstcoach.reviewer import found_by_rules
from tekstcoach.segments import parse

DATA = Path(__file__).parent.parent / "data" / "coach"
Row = dict[str, Any]
Pair = tuple[Row, dict[str, bool]]


def by_rules(row: Row) -> dict[str, bool]:
    """The labels of the rules alone."""
    return {item: bool(spans) for item, spans in found_by_rules(parse(row["text"])).items()}


def read(path: Path) -> list[Row]:
    """One JSON object a line."""
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def show(title: str, pairs: list[Pair], unsure: frozenset[tuple[str, str]]) -> None:
    """Print a table, cells on which fair readers differ left out."""
    print(f"\n{title}: {len(pairs)} messages")
    print(table([(row["id"], row["labels"], given) for row, given in pairs], unsure))


def unseen(folds: list[int]) -> list[Pair]:
    """Each message read by a model that did not learn from its writer."""
    from tools import coach_train

    rows = coach_train.read_messages()
    corpus = coach_train.Corpus.build(rows)
    pairs: list[Pair] = []
    for fold in folds:
        with another_model(coach_train.learnt(corpus, corpus.folds != fold)):
            pairs += [
                (row, labels(row["text"], row["recipient"]))
                for row, mine in zip(rows, corpus.folds, strict=False)
                if mine == fold
            ]
    return list({row["id"]: (row, given) for row, given in pairs}.values())


def main() -> None:
    """Read the arguments and print the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    unsure = frozenset((r["id"], r["label"]) for r in read(DATA / "dev_doubtful.jsonl"))
    if options.rules:
        rows = read(DATA / "dev.jsonl") + read(DATA / "train.jsonl")
        show("the rules alone", [(row, by_rules(row)) for row in rows], unsure)
        return
    pairs = unseen([0, 1, 2, 3, 4] if options.all else [0])
    show("writers the model did not see", pairs, unsure)
    show("of these, like public calls", [pair for pair in pairs if pair[0]["id"].startswith("p")], unsure)
    show("of these, labelled twice", [pair for pair in pairs if pair[0]["id"].startswith("a")], unsure)


if __name__ == "__main__":
    main()
