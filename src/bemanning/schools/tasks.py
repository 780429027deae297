"""Scheduled work of the schools."""

from datetime import datetime

from bemanning.core.schedule import every
from bemanning.schools.actions import invitations


@every("schools.forget", seconds=24 * 60 * 60)
def forget(now: datetime) -> None:
    """Drop invitations that ended long ago."""
    invitations.forget_ended(now=now)
