"""The learnt half: small, quick to load, and the same as what it was trained with."""

import gzip
import json
import time
import tracemalloc
from importlib.resources import files

from tekstcoach import Pitfall, Point
from tekstcoach.classifier import another_model, classify
from tekstcoach.reviewer import found_by_rules
from tekstcoach.segments import parse

PACKED = (files("tekstcoach") / "data" / "model.gz").read_bytes()
TEXT = "Zou jij met me willen sparren over de studiedag? Sorry dat ik je lastigval."


def test_the_model_file_is_whole() -> None:
    head, _, rest = gzip.decompress(PACKED).partition(b"\n")
    meta = json.loads(head)
    assert meta["items"] == [item.value for item in (*Point, *Pitfall)]
    names = rest[: meta["names"]].decode().split("\n")
    assert len(names) == len(set(names)) == meta["features"]
    assert len(rest) == meta["names"] + meta["features"] * (1 + 2 * len(meta["items"]))


def test_it_loads_in_time_and_is_small() -> None:
    assert len(PACKED) < 700_000
    start = time.process_time()
    with another_model(PACKED):
        assert time.process_time() - start < 0.15
    tracemalloc.start()
    try:
        with another_model(PACKED):
            assert tracemalloc.get_traced_memory()[0] < 12_000_000
    finally:
        tracemalloc.stop()


def test_the_telling_sentence_carries_the_verdict() -> None:
    message = parse(TEXT)
    verdicts = classify(message, "colleague", found_by_rules(message))
    told = {item: message.text[v.sentence.start : v.sentence.end] for item, v in verdicts.items() if v.margin > 0}
    assert told["think_along"] == "Zou jij met me willen sparren over de studiedag?"
    assert told["apology"] == "Sorry dat ik je lastigval."


def test_no_sentence_no_verdict() -> None:
    assert classify(parse("?!"), "colleague", {}) == {}
