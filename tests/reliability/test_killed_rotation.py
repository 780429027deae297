"""`rotate-key` is killed again and again; every key still opens, and a last run brings it to its end."""

from pathlib import Path

import pytest

from tests.reliability.installation import install

pytestmark = [pytest.mark.process, pytest.mark.reliability]


def test_a_rotation_that_is_killed_loses_nothing_and_can_be_finished(tmp_path: Path) -> None:
    with install(tmp_path).driver() as driver:
        total = driver.ask("make-keys", 300).split()[0]
        answers = [driver.ask("kill-rotation", seconds / 100).split() for seconds in range(1, 16)]
        end = driver.ask("finish-rotation").split()
    assert {answer[0] for answer in answers} == {total}
    # At least one was caught half-way: two master keys in use.
    assert "2" in {answer[1] for answer in answers}
    assert end == [total, "1", "1"]
    assert (tmp_path / "encryption.keys").stat().st_mode & 0o777 == 0o600


def test_the_measurement_sees_a_key_that_is_thrown_away_too_soon(tmp_path: Path) -> None:
    with install(tmp_path).driver() as driver:
        driver.ask("make-keys", 3)
        # On a busy machine the rotation has not begun after the shortest wait.
        answers = (driver.ask("kill-rotation", seconds, "too-soon") for seconds in (0.2, 0.5, 1, 2, 4))
        assert "lost" in answers
