"""The coach on the command line: `bemanning coach label|check|train|evaluate`. No database and no settings."""

import argparse
import json
import runpy
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from recordlines import WrongInputError, records
from tekstcoach import Audience, Context, Review, review
from tekstcoach.measure import ITEMS, Cell, labels, table

_SOURCE_TREE = Path(__file__).parents[2]
_TRAINER = "tools.coach_train"


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code is 2 when what was given cannot be read."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except (WrongInputError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bemanning coach", description="De coach leest een vraag om hulp.")
    commands = parser.add_subparsers(required=True, metavar="label | check | train | evaluate")
    told = commands.add_parser("label", help="geeft elk bericht negen labels (JSON per regel, van stdin naar stdout)")
    told.set_defaults(run=lambda _: write_labels(sys.stdin, sys.stdout))
    checked = commands.add_parser("check", help="laat zien wat de coach van een tekst vindt")
    checked.add_argument("text", nargs="?", help="de tekst; zonder tekst leest de coach van stdin")
    checked.add_argument("--for", dest="audience", choices=[a.value for a in Audience], default="colleague")
    checked.set_defaults(run=_check)
    commands.add_parser("train", help="leert het model opnieuw uit data/coach").set_defaults(run=_train)
    measured = commands.add_parser("evaluate", help="precisie, recall en F1 op gelabelde berichten")
    measured.add_argument("file", type=Path)
    measured.add_argument("--doubtful", type=Path, help="cellen die niet meetellen: {id, label} per regel")
    measured.set_defaults(run=_evaluate)
    return parser


def _recipient(record: dict[str, Any]) -> str:
    """For whom a message is meant; a kind that the coach does not know is read as a colleague."""
    given = record.get("recipient")
    return given if given in {audience.value for audience in Audience} else Audience.COLLEAGUE.value


def write_labels(lines: Iterable[str], out: TextIO) -> int:
    """Read messages, write their labels, in order."""
    for record in records(lines, {"text": str}, "stdin"):
        given = {"id": record.get("id"), "labels": labels(record["text"], _recipient(record))}
        out.write(json.dumps(given, ensure_ascii=False) + "\n")
    return 0


def _check(options: argparse.Namespace) -> int:
    text = options.text if options.text is not None else sys.stdin.read()
    sys.stdout.write(advice(review(text, Context(audience=Audience(options.audience)))) + "\n")
    return 0


def advice(report: Review) -> str:
    """What the coach says of a text, in Dutch, for people."""
    if report.is_empty:
        return "Er staat nog niets. De coach leest mee zodra je schrijft."
    lines = []
    for result in report.points:
        quotes = " … ".join(f"“{_one_line(report.quote(span))}”" for span in result.spans)
        lines.append(f"{'✓' if result.met else '·'} {result.rule.name.nl}{': ' + quotes if quotes else ''}")
    for found in report.pitfalls:
        quotes = " … ".join(f"“{_one_line(report.quote(span))}”" for span in found.spans)
        lines += ["", f"! {found.rule.name.nl}: {quotes}", f"  {found.ask.nl} {found.rule.reason.nl}"]
        lines += [f"  Misschien zo: “{_one_line(words)}” wordt “{instead}”." for words, instead in found.rewordings]
    for result in report.open_questions:
        lines += ["", f"? {result.ask.nl}", f"  {result.rule.reason.nl}"]
    if report.complete:
        lines += ["", "Alle vijf de punten staan erin."]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _train(_: argparse.Namespace) -> int:
    """Learn the model anew, from and into the source tree."""
    if not (_SOURCE_TREE / "data" / "coach").is_dir():
        raise WrongInputError("Leren kan alleen in de broncode van Bemanning, waar de map data/coach staat.")
    sys.path.insert(0, str(_SOURCE_TREE))
    try:
        runpy.run_module(_TRAINER, run_name="__main__")
    except ModuleNotFoundError as error:
        raise WrongInputError(
            f"Om te leren is {error.name} nodig. Doe dit: uv run --group train bemanning coach train"
        ) from None
    return 0


def _cells(path: Path) -> frozenset[Cell]:
    with path.open(encoding="utf-8") as lines:
        return frozenset((row["id"], row["label"]) for row in records(lines, {"id": str, "label": str}, path.name))


def _evaluate(options: argparse.Namespace) -> int:
    doubtful = _cells(options.doubtful) if options.doubtful else frozenset()
    with options.file.open(encoding="utf-8") as lines:
        rows = list(records(lines, {"id": str, "text": str, "labels": dict}, options.file.name))
    for row in rows:
        missing = [item for item in ITEMS if not isinstance(row["labels"].get(item), bool)]
        if missing:
            raise WrongInputError(f"{options.file.name}, bericht {row['id']}: het label '{missing[0]}' ontbreekt.")
    scored = [(row["id"], row["labels"], labels(row["text"], _recipient(row))) for row in rows]
    sys.stdout.write(f"{options.file.name}: {len(rows)} berichten\n{table(scored, doubtful)}\n")
    return 0
