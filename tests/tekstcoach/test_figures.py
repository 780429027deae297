"""The figures that the public page shows are those that were measured."""

from importlib.resources import files

from tekstcoach.figures import Trial, as_json, trial_of, trials
from tekstcoach.measure import ITEMS, Tally


def _labels(*given: str) -> dict[str, bool]:
    return {item: item in given for item in ITEMS}


def test_a_trial_counts_what_is_sure() -> None:
    rows = [
        ("a", _labels("why", "moment"), _labels("why")),
        ("b", _labels(), _labels("why")),
        ("c", _labels("why"), _labels()),
    ]
    trial = trial_of("try", rows, frozenset({("c", "why")}))
    assert (trial.name, trial.messages) == ("try", 3)
    assert trial.items["why"] == Tally(hits=1, false_alarms=1, missed=0, cells=2)
    assert trial.items["moment"] == Tally(hits=0, false_alarms=0, missed=1, cells=3)


def test_the_kept_figures_are_whole() -> None:
    kept = (files("tekstcoach") / "data" / "figures.json").read_text(encoding="utf-8")
    assert as_json(trials()) == kept
    assert [trial.name for trial in trials()] == ["writers", "genres", "short", "english"]
    assert {tuple(trial.items) for trial in trials()} == {ITEMS}
    assert [trial.name for trial in trials() if _impossible(trial)] == []


def _impossible(trial: Trial) -> bool:
    return any(t.hits + t.missed + t.false_alarms > t.cells or t.cells > trial.messages for t in trial.items.values())
