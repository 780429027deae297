"""How well the coach reads: precision, recall and F1 per item, and the macro F1.

uv run --group train python -m benchmarks.coach_quality     learns without the untouched texts and reads those, then
                                                            lets the shipped model read what nothing was ever learnt
                                                            from, and writes data/figures.json for the public page
uv run --group train python -m benchmarks.coach_quality --rules    the rules alone, on all messages
uv run bemanning coach evaluate FILE [--doubtful FILE]      the shipped model on labelled messages of your own
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from tekstcoach.classifier import another_model
from tekstcoach.figures import Trial, as_json, trial_of
from tekstcoach.measure import labels, table
from tekstcoach.reviewer import found_by_rules
from tekstcoach.segments import parse
from tools import coach_train

DATA = Path(__file__).parent.parent / "data" / "coach"
FIGURES = DATA.parents[1] / "src" / "tekstcoach" / "data" / "figures.json"
FIRST_ENGLISH_APART = "n071"
FRESH = "fresh writers"
FRESH_LONG = "fresh long texts"
OLDER = "older writers"
OLDER_VOICES = "older hard voices"
OLDER_LONG = "older long texts"
SHORT = "short and hard ones"
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


def untouched() -> list[Pair]:
    """Each untouched message, read by a model that learnt and chose its thresholds without any of them."""
    rows = coach_train.read_messages()
    corpus = coach_train.Corpus.build(rows)
    apart = np.array([*coach_train.set_apart(rows), *[False] * (len(corpus.rows) - len(rows))])
    with another_model(coach_train.learnt(corpus, ~apart)):
        return [(row, labels(row["text"], row["recipient"])) for row, mine in zip(rows, apart, strict=False) if mine]


def sets_of(pairs: list[Pair]) -> dict[str, list[Pair]]:
    """The untouched messages by the columns of the table in docs/coach.md."""
    sets: dict[str, list[Pair]] = {title: [] for title in (FRESH, FRESH_LONG, OLDER, OLDER_VOICES, OLDER_LONG, SHORT)}
    older = {"h": OLDER_VOICES, "l": OLDER_LONG, "s": SHORT}
    for pair in pairs:
        name = pair[0]["id"]
        fresh = FRESH_LONG if name.startswith(coach_train.ALONE) else FRESH
        sets[fresh if coach_train.is_fresh(name) else older.get(name[0], OLDER)].append(pair)
    return sets


def as_shipped(rows: list[Row]) -> list[Pair]:
    """What the shipped model says of each message."""
    return [(row, labels(row["text"], row["recipient"])) for row in rows]


def english() -> list[Row]:
    """The English messages that were written after the rules for English and left alone since."""
    return [row for row in read(DATA / "english.jsonl") if row["id"] >= FIRST_ENGLISH_APART]


def unseen(name: str) -> tuple[list[Pair], frozenset[tuple[str, str]]]:
    """A file that nothing is ever learnt from, read by the shipped model, and the cells on which fair readers differ."""
    doubtful = frozenset((row["id"], row["label"]) for row in read(DATA / f"{name}_doubtful.jsonl"))
    return as_shipped(read(DATA / f"{name}.jsonl")), doubtful


def trial(name: str, title: str, pairs: list[Pair], unsure: frozenset[tuple[str, str]]) -> Trial:
    """Print the table of one set of messages, and count it for the public page."""
    show(title, pairs, unsure)
    return trial_of(name, [(row["id"], row["labels"], given) for row, given in pairs], unsure)


def main() -> None:
    """Read the arguments and print the table that was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    unsure = frozenset(coach_train.doubtful())
    if options.rules:
        rows = read(DATA / "dev.jsonl") + read(DATA / "train.jsonl")
        show("the rules alone", [(row, by_rules(row)) for row in rows], unsure)
        return
    sets = sets_of(untouched())
    for title in (FRESH, FRESH_LONG, OLDER, OLDER_VOICES, OLDER_LONG):
        show(title, sets[title], unsure)
    trials = [
        trial("writers", "the shipped model on short ones that it never sees", *unseen("unseen")),
        trial("genres", "the shipped model on long texts that it never sees", *unseen("unseen_long")),
        trial("short", SHORT, sets[SHORT], unsure),
        trial("english", "English, written after the rules", as_shipped(english()), unsure),
    ]
    FIGURES.write_text(as_json(trials), encoding="utf-8")
    print(f"\nWritten: {FIGURES.relative_to(DATA.parents[1])}, which the public page of the coach shows.")


if __name__ == "__main__":
    main()
