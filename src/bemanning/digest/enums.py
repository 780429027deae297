"""Choices of the digest, and of somebody's own rest."""

from datetime import time
from typing import Final

from bemanning.expertise.enums import Weekday

FIRST_HOUR: Final = 7
LAST_HOUR: Final = 17
# Near the end of the week, after the lessons: a working day is left to do something with it.
USUAL_WEEKDAY: Final = Weekday.THURSDAY
USUAL_HOUR: Final = 16
# Between which somebody's own rest may begin and end. Some hours of every working day stay open, so that this rest and
# the quiet time of a school always leave a moment at which mail is welcome to both.
EARLIEST_REST: Final = time(15)
LATEST_REST: Final = time(22)
EARLIEST_WAKE: Final = time(6)
LATEST_WAKE: Final = time(10)
# What the form proposes; nothing holds until somebody keeps it.
USUAL_REST: Final = time(18)
USUAL_WAKE: Final = time(7, 30)
