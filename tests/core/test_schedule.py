"""Scheduled work: on time, one worker at a time, and a failure does not stop the rest."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bemanning.core import schedule
from bemanning.core.models import JobRun

pytestmark = [pytest.mark.django_db, pytest.mark.reliability]

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def ran() -> Iterator[list[datetime]]:
    """The moments at which the one job of this test ran."""
    moments: list[datetime] = []
    others = dict(schedule.JOBS)
    schedule.JOBS.clear()
    schedule.every("test.note", seconds=60)(moments.append)
    yield moments
    schedule.JOBS.clear()
    schedule.JOBS.update(others)


def test_a_job_runs_at_once_and_then_every_interval(ran: list[datetime]) -> None:
    for second in (0, 1, 59, 60, 61, 120):
        schedule.run_due(NOW + timedelta(seconds=second))
    assert ran == [NOW, NOW + timedelta(seconds=60), NOW + timedelta(seconds=120)]


def test_a_job_that_another_worker_holds_is_left_alone_until_its_lease_ends(ran: list[datetime]) -> None:
    until = NOW + schedule.LEASE
    JobRun.objects.create(name="test.note", due_at=NOW, lease="0" * 32, leased_until=until)
    assert schedule.run_due(until) == []
    assert schedule.run_due(until + timedelta(seconds=1)) == ["test.note"]


def test_a_job_that_fails_comes_round_again_and_the_others_run(
    ran: list[datetime], caplog: pytest.LogCaptureFixture
) -> None:
    @schedule.every("test.broken", seconds=60)
    def broken(now: datetime) -> None:
        raise LookupError("a mistake of ours")

    later = NOW + timedelta(seconds=60)
    assert [schedule.run_due(NOW), schedule.run_due(later)] == [["test.note", "test.broken"]] * 2
    assert ran == [NOW, later]
    assert [record.getMessage() for record in caplog.records] == ["Job test.broken failed"] * 2


def test_two_jobs_of_one_name_are_refused(ran: list[datetime]) -> None:
    with pytest.raises(ValueError, match=r"Two jobs are called test\.note\."):
        schedule.every("test.note", seconds=1)(lambda now: None)
