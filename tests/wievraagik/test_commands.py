"""`bemanning match` as a person or a script runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from wievraagik.commands import main
from wievraagik.measure import Figures, Graded, measure

CREW = [
    {"id": "anke", "name": "Anke", "role": "leerkracht groep 3", "school": "De Bron", "expertise": ["leren lezen"]},
    {"id": "bram", "role": "conciërge", "expertise": ["ontruiming"], "about": "Sloten en lekkages."},
    {"id": "stil"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines = "\n".join(json.dumps(person) for person in CREW)
    (tmp_path / "people.jsonl").write_text(lines + "\n", encoding="utf-8")
    return tmp_path


def _run(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """The console script without any environment, so without a database, settings or a key."""
    code = "import sys; from bemanning.cli import main; sys.argv[0] = 'bemanning'; main()"
    return subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", code, "match", *arguments],
        input=stdin, capture_output=True, text=True, env={"PYTHONUTF8": "1"}, check=False, timeout=60,
    )  # fmt: skip


def test_everybody_is_ranked_in_the_order_of_the_questions(folder: Path) -> None:
    questions = [{"id": "r2", "text": "Het dak lekt boven de gang"}, {"id": "r1", "text": "🙂"}]
    stdin = "\n\n".join(json.dumps(question) for question in questions)
    done = _run("rank", "--people", str(folder / "people.jsonl"), stdin=stdin)
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["r2", "r1"]
    assert rows[0]["ranking"][0] == "bram"
    assert [sorted(row["ranking"]) for row in rows] == [["anke", "bram", "stil"]] * 2


def test_a_folder_is_measured_beside_bm25(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    question = {"id": "r1", "text": "Wie helpt bij de ontruiming?", "relevant": {"bram": 2}}
    (folder / "requests.jsonl").write_text(json.dumps(question), encoding="utf-8")
    assert main(["evaluate", str(folder)]) == 0
    rows = [line.split()[-4:] for line in capsys.readouterr().out.splitlines()[1:]]
    assert rows == [["BM25", "1.000", "1.000", "1.000"], ["wievraagik", "1.000", "1.000", "1.000"]]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("", "requests.jsonl: er staat geen enkele vraag in.\n"),
        ("{", "requests.jsonl, regel 1: geen geldige JSON (Expecting property name enclosed in double quotes).\n"),
        ('\n{"text": 3}', "requests.jsonl, regel 2: het veld 'text' ontbreekt of klopt niet.\n"),
        ('{"text": "a", "relevant": {"bram": 1}}', "requests.jsonl, vraag 1: niemand heeft een 2 (eerste keus).\n"),
    ],
)
def test_wrong_input_says_where_and_why(
    folder: Path, capsys: pytest.CaptureFixture[str], lines: str, says: str
) -> None:
    (folder / "requests.jsonl").write_text(lines, encoding="utf-8")
    assert main(["evaluate", str(folder)]) == 2
    assert capsys.readouterr().err == says


def test_the_measures_follow_their_definition() -> None:
    questions = [Graded("een", {"a": 2, "b": 1}), Graded("twee", {"c": 2, "d": 2})]
    figures = measure(lambda _: ["b", "a", "d", "e", "f", "c"], questions)
    assert figures.mrr == pytest.approx((1 / 2 + 1 / 3) / 2)
    assert figures.recall == pytest.approx((1 + 1 / 2) / 2)
    first = (1 + 2 / 1.5849625) / (2 + 1 / 1.5849625)
    second = (2 / 2) / (2 + 2 / 1.5849625)
    assert figures == Figures(figures.mrr, figures.recall, pytest.approx((first + second) / 2))
