"""Ids that sort by the moment they were made, and are of the version that they say."""

import time
import uuid

from bemanning.core.identifiers import uuid7


def test_what_was_made_first_sorts_first_within_a_millisecond_too() -> None:
    made = []
    for _ in range(2_000):
        made.append(uuid7())
        begun = time.time_ns()
        while time.time_ns() - begun < 1_000:  # a microsecond: nothing that is written twice is quicker
            pass
    assert made == sorted(made)
    assert len({one.int >> 80 for one in made}) < len(made) / 2  # many share a millisecond


def test_they_are_of_version_seven_and_say_when() -> None:
    before, one, after = time.time_ns() // 1_000_000, uuid7(), time.time_ns() // 1_000_000
    assert (one.version, one.variant) == (7, uuid.RFC_4122)
    assert before <= one.int >> 80 <= after
