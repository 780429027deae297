"""Scheduled work: a job is a function with a name and an interval; the worker runs what is due.

A lease in the database keeps two workers from running one job together. A job that fails is logged and comes round
at its next turn; it must be safe to run again.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db.models import Q

from bemanning.core.models import JobRun

log = logging.getLogger(__name__)
# Longer than any job takes. A worker that dies in the middle leaves its job alone for this long.
LEASE = timedelta(minutes=10)

Work = Callable[[datetime], None]


@dataclass(frozen=True, slots=True)
class Job:
    """A function that runs every so many seconds."""

    name: str
    seconds: int
    work: Work


JOBS: dict[str, Job] = {}


def every(name: str, seconds: int) -> Callable[[Work], Work]:
    """Register a job. Its module must be imported in `ready` of the app, or the worker does not know it."""

    def register(work: Work) -> Work:
        known = JOBS.get(name)
        if known is not None and known.work is not work:
            raise ValueError(f"Two jobs are called {name}.")
        JOBS[name] = Job(name, seconds, work)
        return work

    return register


def run_due(now: datetime) -> list[str]:
    """Run every job that is due and that no other worker holds; returns their names."""
    waiting = {run.name: run.due_at for run in JobRun.objects.filter(name__in=JOBS)}
    for name in JOBS.keys() - waiting:
        waiting[name] = JobRun.objects.get_or_create(name=name, defaults={"due_at": now})[0].due_at
    return [job.name for job in JOBS.values() if waiting[job.name] <= now and _run(job, now)]


def _run(job: Job, now: datetime) -> bool:
    lease = uuid4()
    free = JobRun.objects.filter(Q(lease=None) | Q(leased_until__lt=now), name=job.name, due_at__lte=now)
    if not free.update(lease=lease, leased_until=now + LEASE):
        return False
    try:
        job.work(now)
    except Exception:
        log.exception("Job %s failed", job.name)
    finally:
        mine = JobRun.objects.filter(name=job.name, lease=lease)
        mine.update(due_at=now + timedelta(seconds=job.seconds), lease=None, leased_until=None)
    return True
