"""How well the coach reads: precision, recall and F1 per item, and the macro F1.

uv run --group train python -m benchmarks.coach_quality           learns without a fifth of the writers, tests on them
uv run --group train python -m benchmarks.coach_quality --all     does so for every fifth in turn (minutes)
uv run python -m benchmarks.coach_quality --rules                 the rules alone, on all messages
uv run python -m benchmarks.coach_quality --file F [--doubtful D] the shipped model on labelled messages of your own
"""

import argparse
import json
from pathlib import Path
from typing import Any

from tekstcoach import Audience, Context, Pitfall, Point, review
from tekstcoach.classifier import another_model
from tekstcoach.reviewer import found_by_rules
from tekstcoach.segments import parse

DATA = Path(__file__).parent.parent / "data" / "coach"
ITEMS = [item.value for item in (*Point, *Pitfall)]
Row = dict[str, Any]
Pair = tuple[Row, dict[str, bool]]


def labels(row: Row) -> dict[str, bool]:
    """The nine labels that the coach gives a message."""
    report = review(row["text"], Context(audience=Audience(row["recipient"])))
    met = {result.point.value: result.met for result in report.points}
    return met | {item.value: item in {found.pitfall for found in report.pitfalls} for item in Pitfall}


def by_rules(row: Row) -> dict[str, bool]:
    """The labels of the rules alone."""
    return {item: bool(spans) for item, spans in found_by_rules(parse(row["text"])).items()}


def read(path: Path) -> list[Row]:
    """One JSON object a line."""
    return [json.loads(line) for line in path.open(encoding="utf-8")]


def table(title: str, pairs: list[Pair], unsure: set[tuple[str, str]]) -> None:
    """Print precision, recall and F1 of each item, cells on which fair readers differ left out."""
    print(f"\n{title}: {len(pairs)} messages")
    reached = []
    for item in ITEMS:
        cells = [(row["labels"][item], given[item]) for row, given in pairs if (row["id"], item) not in unsure]
        hits = sum(truth and guess for truth, guess in cells)
        false = sum(guess and not truth for truth, guess in cells)
        missed = sum(truth and not guess for truth, guess in cells)
        reached.append(2 * hits / max(1, 2 * hits + false + missed))
        precision, recall = hits / max(1, hits + false), hits / max(1, hits + missed)
        alarms = f"{false} false alarms in {len(cells)}"
        print(f"{item:14} precision {precision:.2f}  recall {recall:.2f}  F1 {reached[-1]:.2f}  {alarms}")
    print(f"macro F1 {sum(reached) / len(reached):.3f}")


def unseen(folds: list[int]) -> list[Pair]:
    """Each message read by a model that did not learn from its writer."""
    from tools import coach_train

    rows = coach_train.read_messages()
    corpus = coach_train.Corpus.build(rows)
    pairs: list[Pair] = []
    for fold in folds:
        with another_model(coach_train.learnt(corpus, corpus.folds != fold)):
            pairs += [(row, labels(row)) for row, mine in zip(rows, corpus.folds, strict=False) if mine == fold]
    return list({row["id"]: (row, given) for row, given in pairs}.values())


def main() -> None:
    """Read the arguments and print the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--file", type=Path)
    parser.add_argument("--doubtful", type=Path)
    options = parser.parse_args()
    unsure = {(r["id"], r["label"]) for r in read(options.doubtful or DATA / "dev_doubtful.jsonl")}
    if options.file:
        table(options.file.name, [(row, labels(row)) for row in read(options.file)], unsure)
        return
    if options.rules:
        rows = read(DATA / "dev.jsonl") + read(DATA / "train.jsonl")
        table("the rules alone", [(row, by_rules(row)) for row in rows], unsure)
        return
    pairs = unseen([0, 1, 2, 3, 4] if options.all else [0])
    table("writers the model did not see", pairs, unsure)
    table("of these, like public calls", [pair for pair in pairs if pair[0]["id"].startswith("p")], unsure)
    table("of these, labelled twice", [pair for pair in pairs if pair[0]["id"].startswith("a")], unsure)


if __name__ == "__main__":
    main()
