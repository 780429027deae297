"""How many requests a message holds, and whether they are about the same thing."""

import pytest

from tekstcoach.requests import request_features
from tekstcoach.segments import parse


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("Gisteren liep het overleg uit.", []),
        ("Hoe maak jij het rooster?", ["requests 1"]),
        (
            "Hoe maak jij het rooster? En heb je nog een format voor het jaarplan?",
            ["requests 1", "requests 2", "requests apart 1"],
        ),
        (
            "Hoe maak jij het rooster? En wie controleert dat rooster?",
            ["requests 1", "requests 2", "requests together"],
        ),
        ("Hoe begin jij een gesprek, en hoe sluit je het af?", ["requests 1", "requests 2", "requests together"]),
        ("Ik zoek hulp met het orkest en met mijn planning.", ["requests twice"]),
    ],
)
def test_requests_are_counted_and_compared(text: str, features: list[str]) -> None:
    assert request_features(parse(text)) == features
