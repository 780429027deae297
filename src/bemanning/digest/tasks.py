"""What the worker does for the digest."""

from datetime import datetime, timedelta

from django.utils import timezone

from bemanning.core.schedule import every
from bemanning.digest import actions, queries
from bemanning.mail.news import news_for
from bemanning.schools.queries import closed_schools

AT_A_TIME = 500


@every("digest.queue_due", seconds=60)
def queue_due(now: datetime) -> None:
    """Queue the digests whose hour has come."""
    users = list(queries.due(now, closed=closed_schools(now))[:AT_A_TIME])
    news = news_for([user.id for user in users], now) if users else {}
    for user in users:
        actions.queue_digest(user=user, has_news=user.id in news, now=now)


@every("digest.forget", seconds=24 * 60 * 60)
def forget(now: datetime) -> None:
    """Forget which days were seen to, after a while."""
    actions.forget(before=timezone.localdate(now) - timedelta(days=60))
