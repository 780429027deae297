"""Two workers carry out silence plans and are killed again and again: each plan is done whole, and once.

Runs on SQLite, and on PostgreSQL when DATABASE_URL names one.
"""

from pathlib import Path

import pytest

from tests.reliability.installation import install, migrated_database

pytestmark = [pytest.mark.process, pytest.mark.postgres, pytest.mark.reliability]


def carry_out(folder: Path, plans: int, rounds: int, fault: str = "") -> tuple[int, int]:
    """How many plans are done in the end, and how many were ever seen half done."""
    done = half = 0
    with migrated_database() as database, install(folder, database).driver() as driver:
        assert driver.ask("make-plans", plans) == str(plans)
        for number in range(rounds):
            done, broken = map(int, driver.ask("kill-plans", number % 7 * 0.01, fault).split())
            half += broken
            if done == plans:
                break
    return done, half


def test_every_plan_is_carried_out_once_though_the_workers_are_killed(tmp_path: Path) -> None:
    assert carry_out(tmp_path, plans=40, rounds=60) == (40, 0)


def test_the_measurement_sees_a_plan_that_is_ticked_off_too_soon(tmp_path: Path) -> None:
    assert carry_out(tmp_path, plans=20, rounds=6, fault="settled-first")[1] > 0
