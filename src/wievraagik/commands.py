"""The matcher on the command line: `bemanning match rank|evaluate`. No database and no settings."""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from recordlines import WrongInputError, records
from wievraagik.index import Index
from wievraagik.measure import FIRST_CHOICE, Figures, Graded, baseline, measure
from wievraagik.people import Profile


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is 2 when what was given cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options)
    except (WrongInputError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bemanning match", description="Zoekt wie over een vraag kan meedenken.")
    commands = parser.add_subparsers(required=True, metavar="rank | evaluate")
    ranked = commands.add_parser("rank", help="zet bij elke vraag de mensen op volgorde (JSON per regel)")
    ranked.add_argument("--people", type=Path, required=True, help="people.jsonl: id, role, expertise, about")
    ranked.set_defaults(run=lambda options: rank(options.people, sys.stdin, sys.stdout))
    measured = commands.add_parser("evaluate", help="MRR, recall@3 en nDCG@5 naast BM25")
    measured.add_argument(
        "folders", nargs="+", type=Path, metavar="MAP", help="map met people.jsonl en requests.jsonl"
    )
    measured.set_defaults(run=lambda options: evaluate(options.folders, sys.stdout))
    return parser


def read_people(path: Path) -> list[Profile]:
    """The people of a file, in order; whoever wrote nothing but an id is there too."""
    with path.open(encoding="utf-8") as lines:
        rows = list(records(lines, {"id": str}, path.name))
    return [
        Profile(row["id"], row.get("role") or "", tuple(row.get("expertise") or ()), row.get("about") or "")
        for row in rows
    ]


def rank(people: Path, questions: Iterable[str], out: TextIO) -> None:
    """Write for every question all people, best first."""
    index = Index(read_people(people))
    for record in records(questions, {"text": str}, "stdin"):
        line = {"id": record.get("id"), "ranking": index.order(record["text"])}
        out.write(json.dumps(line, ensure_ascii=False) + "\n")


def read_questions(path: Path) -> list[Graded]:
    """The graded questions of a file, in order; each has a first choice."""
    with path.open(encoding="utf-8") as lines:
        rows = list(records(lines, {"text": str, "relevant": dict}, path.name))
    for number, row in enumerate(rows, 1):
        if FIRST_CHOICE not in row["relevant"].values():
            raise WrongInputError(f"{path.name}, vraag {number}: niemand heeft een {FIRST_CHOICE} (eerste keus).")
    if not rows:
        raise WrongInputError(f"{path.name}: er staat geen enkele vraag in.")
    return [Graded(row["text"], row["relevant"]) for row in rows]


def evaluate(folders: Iterable[Path], out: TextIO) -> None:
    """Write the figures of the matcher and of BM25 for every folder."""
    out.write(f"{'':11} {'':12}{'MRR':>8}{'recall@3':>10}{'nDCG@5':>8}\n")
    for folder in folders:
        crew, questions = read_people(folder / "people.jsonl"), read_questions(folder / "requests.jsonl")
        for name, ranking in (("BM25", baseline(crew)), ("wievraagik", Index(crew).order)):
            out.write(_row(folder.name, name, measure(ranking, questions)))


def _row(folder: str, name: str, figures: Figures) -> str:
    return f"{folder:11} {name:12}{figures.mrr:8.3f}{figures.recall:10.3f}{figures.ndcg:8.3f}\n"
