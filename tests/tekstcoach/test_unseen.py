"""What the shipped model makes of messages that nothing is learnt from: a bound under which no model may ship."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tekstcoach import Pitfall, Point
from tekstcoach.measure import ITEMS, Tally, labels, tally

DATA = Path(__file__).parents[2] / "data" / "coach"
# Each a few hundredths below what docs/coach.md measured, so that a model that is as good by other mistakes passes.
LEAST = 0.76
LEAST_MACRO = 0.85
LEAST_OF_POINTS = 0.83
MOST_FALSE_ALARMS = 0.04


@cache
def _reached(name: str) -> dict[str, Tally]:
    doubtful = {(row["id"], row["label"]) for row in _lines(f"{name}_doubtful")}
    read = [(row, labels(row["text"], row["recipient"])) for row in _lines(name)]
    return {
        item: tally(item, [(row["labels"], said) for row, said in read if (row["id"], item) not in doubtful])
        for item in ITEMS
    }


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_no_item_of_a_short_message_is_read_badly() -> None:
    assert {item: round(found.f1, 2) for item, found in _reached("unseen").items() if found.f1 < LEAST} == {}


def test_short_messages_are_read_well_as_a_whole() -> None:
    reached = _reached("unseen")
    assert sum(found.f1 for found in reached.values()) / len(reached) >= LEAST_MACRO


def test_the_five_points_are_read_well_in_long_public_texts() -> None:
    reached = _reached("unseen_long")
    assert sum(reached[point.value].f1 for point in Point) / len(Point) >= LEAST_OF_POINTS


@pytest.mark.parametrize("pitfall", [pitfall.value for pitfall in Pitfall])
def test_a_long_public_text_rarely_gets_an_alarm_for_nothing(pitfall: str) -> None:
    found = _reached("unseen_long")[pitfall]
    assert found.false_alarms / found.cells <= MOST_FALSE_ALARMS
