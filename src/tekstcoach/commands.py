"""The coach on the command line: `bemanning coach label|check|train|evaluate`. No database and no settings."""

import argparse
import json
import runpy
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from recordlines import WrongInputError, records
from tekstcoach import NOTES, Audience, Context, Language, Localized, PointResult, Review, Span, review, starters
from tekstcoach.measure import ITEMS, Cell, labels, table

_SOURCE_TREE = Path(__file__).parents[2]
_TRAINER = "tools.coach_train"
_NOBODY_KNOWN = Context()


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
    commands = parser.add_subparsers(required=True, metavar="label | check | train | evaluate | report")
    told = commands.add_parser("label", help="geeft elk bericht negen labels (JSON per regel, van stdin naar stdout)")
    told.set_defaults(run=lambda _: write_labels(sys.stdin, sys.stdout))
    checked = commands.add_parser("check", help="laat zien wat de coach van een tekst vindt")
    checked.add_argument("text", nargs="?", help="de tekst; zonder tekst leest de coach van stdin")
    checked.add_argument("--for", dest="audience", choices=[a.value for a in Audience], default="colleague")
    checked.set_defaults(run=_check)
    commands.add_parser("train", help="leert het model opnieuw uit data/coach").set_defaults(run=_train)
    commands.add_parser(
        "report", help="telt wat schrijvers van de coach vonden (in Bemanning, met database)"
    ).set_defaults(run=_report)
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
    context = Context(audience=Audience(options.audience))
    sys.stdout.write(advice(review(text, context), context) + "\n")
    return 0


_WORDS = {
    "empty": Localized(
        "Er staat nog niets. De coach leest mee zodra je schrijft.",
        "There is nothing yet. The coach reads along as soon as you write.",
    ),
    "instead": Localized("Misschien zo: “{0}” wordt “{1}”.", "Perhaps like this: “{0}” becomes “{1}”."),
    "begin": Localized("Zo kun je beginnen: “{0}”", "You could begin like this: “{0}”"),
    "complete": Localized("Alle vijf de punten staan erin.", "All five points are in it."),
}


def advice(report: Review, context: Context = _NOBODY_KNOWN) -> str:
    """What the coach says of a text, for people: in English of an English text, in Dutch of all others."""
    lang = "en" if report.language is Language.ENGLISH else "nl"
    said = {name: words.get(lang) for name, words in _WORDS.items()}
    if report.is_empty:
        return said["empty"]
    lines = [NOTES[report.language].get(lang), ""] if report.language in NOTES else []
    if report.language is not Language.OTHER:
        lines += [_line_of(report, result, lang) for result in report.points]
    for found in report.pitfalls:
        lines += ["", f"! {found.rule.name.get(lang)}: {_quotes(report, found.spans)}"]
        lines += [f"  {found.ask.get(lang)} {found.rule.reason.get(lang)}"]
        lines += [f"  {said['instead'].format(_one_line(words), instead)}" for words, instead in found.rewordings]
    for result in report.open_questions:
        first = starters(result.point, report.text, context, report.language)[0]
        lines += ["", f"? {result.ask.get(lang)}", f"  {result.rule.reason.get(lang)}"]
        lines += [f"  {said['begin'].format(first)}"]
    if report.complete:
        lines += ["", said["complete"]]
    return "\n".join(lines).strip()


def _line_of(report: Review, result: PointResult, lang: str) -> str:
    quotes = _quotes(report, result.spans)
    return f"{'✓' if result.met else '·'} {result.rule.name.get(lang)}{': ' + quotes if quotes else ''}"


def _quotes(report: Review, spans: tuple[Span, ...]) -> str:
    return " … ".join(f"“{_one_line(report.quote(span))}”" for span in spans)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _report(_: argparse.Namespace) -> int:
    raise WrongInputError("Het rapport staat in de database van Bemanning: bemanning coach report")


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
