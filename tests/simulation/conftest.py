"""A school that closes: evenings, weekends, holidays."""

from collections.abc import Iterator

import pytest

from bemanning.mail import rest
from tests.simulation.school_calendar import next_open


@pytest.fixture(autouse=True)
def _school_closes() -> Iterator[None]:
    rest.register(next_open)
    yield
    rest.rules.remove(next_open)
