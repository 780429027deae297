"""Scheduled work of the outbox."""

from datetime import datetime

from bemanning.core.schedule import every
from bemanning.mail import actions


@every("mail.forget", seconds=24 * 60 * 60)
def forget(now: datetime) -> None:
    """Drop what the outbox need not remember."""
    actions.forget(now=now)
