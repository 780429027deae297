"""`bemanning coach` as a person or a script runs it."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from recordlines import WrongInputError
from tekstcoach.commands import advice, main, write_labels
from tekstcoach.measure import ITEMS, Tally, table, tally
from tekstcoach.reviewer import review

GOOD = "Hoe pakken jullie het rooster aan? Ik laat je weten wat we ermee doen."


def _line(identifier: str, text: str, recipient: str = "team") -> str:
    return json.dumps({"id": identifier, "recipient": recipient, "text": text})


def _run(*arguments: str, stdin: str = "") -> "subprocess.CompletedProcess[str]":
    """The console script without any environment, so without a database, settings or a key."""
    code = "import sys; from bemanning.cli import main; sys.argv[0] = 'bemanning'; main()"
    return subprocess.run(  # noqa: S603  (our own interpreter)
        [sys.executable, "-c", code, "coach", *arguments],
        input=stdin, capture_output=True, text=True, env={"PYTHONUTF8": "1"}, check=False, timeout=60,
    )  # fmt: skip


def test_labels_come_in_order_without_settings() -> None:
    done = _run("label", stdin=_line("x2", GOOD) + "\n\n" + _line("x1", "🙂", "nobody known") + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == ["x2", "x1"]
    assert [list(row["labels"]) for row in rows] == [list(ITEMS)] * 2
    assert [item for item in ITEMS if rows[0]["labels"][item]] == ["specific", "think_along", "follow_up"]
    assert set(rows[1]["labels"].values()) == {False}


def test_it_does_not_load_django() -> None:
    code = (
        "import sys; from bemanning.cli import main; sys.argv = ['bemanning', 'coach', 'check', 'Help'];\n"
        "try: main()\nexcept SystemExit: print('django' in sys.modules, 'sklearn' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={}, check=True)  # noqa: S603
    assert told.stdout.splitlines()[-1] == "False False"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("{", "stdin, regel 1: geen geldige JSON"),
        ("[]", "stdin, regel 1: het veld 'text' ontbreekt of klopt niet."),
        ('\n{"text": 3}', "stdin, regel 2: het veld 'text' ontbreekt of klopt niet."),
    ],
)
def test_a_bad_line_is_named(given: str, told: str) -> None:
    with pytest.raises(WrongInputError, match=told.replace("(", r"\(")):
        write_labels(io.StringIO(given), io.StringIO())


def test_check_quotes_and_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "Ik loop vast.", "--for", "team"]) == 0
    told = capsys.readouterr().out
    assert "? Weet je team al waarbij je hulp zoekt" in told
    assert told.count("\n? ") == 2


def test_advice_rewords_a_name_and_praises_what_is_whole() -> None:
    told = advice(review("Finn uit groep 6 is weer geschorst. Wat zou jij doen?"))
    assert "Misschien zo: “Finn uit groep 6” wordt “een leerling uit de middenbouw”." in told
    whole = advice(
        review(
            "Hoe begin jij een gesprek over werkdruk? Ik weet dat jij hier veel ervaring mee hebt. "
            "Heb je deze week een kwartier om mee te denken? Ik laat je weten wat ik ermee doe."
        )
    )
    assert whole.splitlines()[-1] == "Alle vijf de punten staan erin."
    assert advice(review(" ")) == "Er staat nog niets. De coach leest mee zodra je schrijft."


def test_evaluate_leaves_doubtful_cells_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = dict.fromkeys(ITEMS, False) | {"specific": True, "think_along": True, "follow_up": True, "why": True}
    (tmp_path / "m.jsonl").write_text(json.dumps({"id": "x1", "text": GOOD, "labels": truth}) + "\n")
    (tmp_path / "d.jsonl").write_text(json.dumps({"id": "x1", "label": "why"}) + "\n")
    assert main(["evaluate", str(tmp_path / "m.jsonl")]) == 0
    assert main(["evaluate", str(tmp_path / "m.jsonl"), "--doubtful", str(tmp_path / "d.jsonl")]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith(("why", "specific"))]
    assert lines == [
        ["specific", "1.00", "1.00", "1.00", "0", "in", "1"],
        ["why", "0.00", "0.00", "0.00", "0", "in", "1"],
        ["specific", "1.00", "1.00", "1.00", "0", "in", "1"],
        ["why", "0.00", "0.00", "0.00", "0", "in", "0"],
    ]


def test_evaluate_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "m.jsonl").write_text(json.dumps({"id": "x1", "text": GOOD, "labels": {"specific": True}}))
    assert main(["evaluate", str(tmp_path / "m.jsonl")]) == 2
    assert main(["evaluate", str(tmp_path / "none.jsonl")]) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "m.jsonl, bericht x1: het label 'why' ontbreekt."
    assert "none.jsonl" in told[1]


def test_figures_are_counted_right() -> None:
    pairs = [({"why": truth}, {"why": guess}) for truth, guess in [(1, 1), (1, 1), (1, 0), (0, 1), (0, 0)]]
    counted = tally("why", pairs)
    assert counted == Tally(hits=2, false_alarms=1, missed=1, cells=5)
    assert (counted.precision, counted.recall, counted.f1) == (2 / 3, 2 / 3, 2 / 3)
    perfect = dict.fromkeys(ITEMS, True)
    assert [line.split() for line in table([("x", perfect, perfect)]).splitlines()[-2:]] == [
        ["macro", "1.000"],
        ["five", "points", "1.000"],
    ]
