"""A place on the map is asked about once a year, and fades slowly when nobody says that it is still right."""

from datetime import datetime, timedelta

ASKED_AFTER = timedelta(days=365)
FADED_AFTER = timedelta(days=730)
LEAST = 0.5  # what is left of the weight in a suggestion, from two years on


def confirmation_due(confirmed: datetime, now: datetime) -> bool:
    """Whether it is time to ask "is this still right?"."""
    return now - confirmed >= ASKED_AFTER


def freshness(confirmed: datetime, now: datetime) -> float:
    """1 in the first year after it was confirmed, then slowly less during a year, and never under `LEAST`."""
    beyond = (now - confirmed - ASKED_AFTER) / (FADED_AFTER - ASKED_AFTER)
    return 1 - (1 - LEAST) * min(max(beyond, 0.0), 1.0)
