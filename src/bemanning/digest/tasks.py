"""What the worker does for the digest."""

from datetime import datetime, timedelta

from django.utils import timezone

from bemanning.core.schedule import every
from bemanning.digest import actions, queries
from bemanning.schools.queries import closed_schools

AT_A_TIME = 200


@every("digest.queue_due", seconds=300)
def queue_due(now: datetime) -> None:
    """Queue the digests whose hour has come."""
    for user in queries.due(now, closed=closed_schools(now))[:AT_A_TIME]:
        actions.queue_digest(user=user, now=now)


@every("digest.forget", seconds=24 * 60 * 60)
def forget(now: datetime) -> None:
    """Forget which days were seen to, after a while."""
    actions.forget(before=timezone.localdate(now) - timedelta(days=60))
