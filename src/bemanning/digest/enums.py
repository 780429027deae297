"""Choices of the digest."""

from typing import Final

from bemanning.expertise.enums import Weekday

FIRST_HOUR: Final = 7
LAST_HOUR: Final = 17
# Near the end of the week, after the lessons: a working day is left to do something with it.
USUAL_WEEKDAY: Final = Weekday.THURSDAY
USUAL_HOUR: Final = 16
