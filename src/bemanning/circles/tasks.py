"""Scheduled work of the circles."""

from datetime import datetime

from bemanning.circles import actions
from bemanning.core.schedule import every


@every("circles.forget", seconds=24 * 60 * 60)
def forget(now: datetime) -> None:
    """Drop invitations that nobody answered."""
    actions.forget_unanswered(now=now)
