"""Scheduled work of sign-in."""

from datetime import datetime

from bemanning.accounts import actions
from bemanning.core.schedule import every


@every("accounts.forget", seconds=24 * 60 * 60)
def forget(now: datetime) -> None:
    """Drop sessions, codes and counts of tries that are over."""
    actions.forget_sessions(now=now)
