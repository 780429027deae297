"""Scheduled work on the map."""

from datetime import datetime

from bemanning.core.schedule import every
from bemanning.expertise import nearness, openwater


@every("expertise.analyse", seconds=60 * 60)
def analyse(now: datetime) -> None:
    """Keep the stored tokens right where a job or the matcher changed; a profile does so itself when it is saved."""
    nearness.analyse_all()


@every("expertise.forget_open_waters", seconds=24 * 60 * 60)
def forget_open_waters(now: datetime) -> None:
    """Throw away what was needed half a year ago or longer."""
    openwater.forget(now)
