"""The sentences about people, in Dutch as colleagues read them."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from bemanning.expertise import sentences
from bemanning.expertise.enums import Room

THURSDAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    with translation.override("nl"):
        yield


@pytest.mark.parametrize(
    ("room", "until", "words"),
    [
        (Room.OPEN, None, "heeft ruimte"),
        (Room.LITTLE, None, "heeft een beetje ruimte"),
        (Room.PAUSED, None, "nu even niet"),
        (Room.PAUSED, date(2026, 12, 3), "na 3 december weer"),
    ],
)
def test_room(room: Room, until: date | None, words: str) -> None:
    assert sentences.room(room, until) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        ([3], "werkt op woensdag"),
        ([4, 1], "werkt op maandag en donderdag"),
        ([1, 2, 4], "werkt op maandag, dinsdag en donderdag"),
        ([1, 2, 3, 4, 5], "werkt elke dag"),
        ([9], ""),
    ],
)
def test_working_days(days: list[int], words: str) -> None:
    assert sentences.working_days(days) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], ""),
        ([4], "werkt vandaag"),
        ([5], "werkt morgen weer"),
        ([1], "werkt weer op maandag"),
        ([3], "werkt weer op woensdag"),
    ],
)
def test_next_day(days: list[int], words: str) -> None:
    assert sentences.next_day(days, THURSDAY) == words


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("meldcode", "Schreef zelf: ‘meldcode’."),
        ("Ik help graag.", "Schreef zelf: ‘Ik help graag’."),
        ("lang " * 40, "Schreef zelf: ‘" + "lang " * 27 + "lang …’."),
        ("twee\nregels", "Schreef zelf: ‘twee regels’."),
    ],
)
def test_because_of_words(quote: str, words: str) -> None:
    assert sentences.because_of_words(quote) == words


@pytest.mark.parametrize(
    ("job", "words"),
    [
        ("IB'er", "Is IB'er op school."),
        ("MR-lid", "Is MR-lid op school."),
        ("Leerkracht groep 4", "Is leerkracht groep 4 op school."),
    ],
)
def test_because_of_job(job: str, words: str) -> None:
    assert sentences.because_of_job(job) == words


def test_availability_without_known_days() -> None:
    assert sentences.availability(Room.OPEN, [], THURSDAY) == "Heeft ruimte."
