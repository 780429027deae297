"""Criterion 21: all processes are killed under eight writers; what was acknowledged is there, and the file is sound."""

from pathlib import Path

import pytest

from tests.reliability.installation import install

pytestmark = [pytest.mark.process, pytest.mark.reliability]


def rounds(folder: Path, count: int, fault: str = "") -> tuple[int, int, int, set[str]]:
    """Acknowledged in all, lost in all, events with half their rows, and what the integrity checks said."""
    acknowledged, lost, halves, verdicts = 0, 0, 0, set()
    with install(folder).driver() as driver:
        for number in range(count):
            answer = driver.ask("kill-writers", 0.1 + number % 7 * 0.03, fault).split()
            acknowledged, lost, halves = acknowledged + int(answer[0]), lost + int(answer[1]), halves + int(answer[2])
            verdicts.add(answer[3])
    return acknowledged, lost, halves, verdicts


def test_nothing_acknowledged_is_lost_when_all_writers_are_killed_twenty_times(tmp_path: Path) -> None:
    acknowledged, lost, halves, verdicts = rounds(tmp_path, 20)
    assert (lost, halves, verdicts) == (0, 0, {"ok"})
    assert acknowledged > 20


def test_the_measurement_sees_an_acknowledgement_before_the_commit(tmp_path: Path) -> None:
    _, lost, _, _ = rounds(tmp_path, 5, "early")
    assert lost > 0
