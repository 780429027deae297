"""The second look weighs what the first model said of each item beside the others."""

import pytest

from tekstcoach.model import Pitfall, Point, Span
from tekstcoach.second_look import Facts, inputs
from tekstcoach.segments import parse

ITEMS = [item.value for item in (*Point, *Pitfall)]
NOTHING: dict[str, tuple[Span, ...]] = dict.fromkeys(ITEMS, ())


def test_the_facts_are_what_the_rules_found_the_length_and_the_marks() -> None:
    message = parse("Wie helpt? " + "Wij zijn er. " * 26)
    assert Facts.of(message, NOTHING | {"why": (Span(0, 3),)}) == Facts(
        found=(0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
        length=pytest.approx(0.693, abs=0.001),
        marks=(1.0, 0.0, 0.0),
    )


def test_a_short_text_has_no_length() -> None:
    assert Facts.of(parse("Wie helpt?"), NOTHING).length == 0.0


def test_an_item_is_seen_beside_the_surest_request() -> None:
    facts = Facts(found=(0.0,) * 9, length=0.5, marks=(0.0, 0.0, 0.0))
    scores = [-2.0, 4.0, 3.0, -1.0, 0.0, 0.0, -3.0, 0.0, 0.0]
    seen = inputs(facts, scores, [[1.0] * 9, [2.0] * 9, [0.0] * 9])
    assert seen[:9] == scores
    assert seen[18:27] == [2.0] * 9
    assert seen[27:36] == [1.0] * 9
    assert seen[38:47] == [score / 2 for score in scores]
    assert seen[50:61] == [-2.0, -1.0, -1.0, -1.0, -1.0, -1.0, -3.0, -1.0, -1.0, -1.0, 0.0]


def test_a_single_sentence_has_no_other() -> None:
    facts = Facts(found=(0.0,) * 9, length=0.0, marks=(0.0, 0.0, 0.0))
    assert inputs(facts, [0.0] * 9, [[1.0] * 9])[27:36] == [-2.0] * 9
