"""The topics of school life that stand literally in somebody's words."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from wievraagik.words import stem, words


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of school life, with its Dutch label and the group it belongs to on the map."""

    id: str
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class _Names:
    topics: tuple[Topic, ...]
    # By first stem: the whole name as stems, and the topics that carry it.
    by_stem: dict[str, tuple[tuple[tuple[str, ...], int], ...]]
    # Short names count only as written, because in lower case they are ordinary words.
    as_written: dict[str, tuple[int, ...]]
    # What an abbreviation means beside these words: their stems, and the topic that it then names.
    beside: dict[str, tuple[tuple[frozenset[str], int], ...]]


@cache
def _names() -> _Names:
    rows, meanings = _read("topics.json"), _read("abbreviations.json")
    by_stem: dict[str, set[tuple[tuple[str, ...], int]]] = {}
    as_written: dict[str, set[int]] = {}
    number = {row["id"]: n for n, row in enumerate(rows)}
    for row in rows:
        for name in (row["label"], *row["synonyms"]):
            stems = tuple(stem(word) for word in words(name))
            by_stem.setdefault(stems[0], set()).add((stems, number[row["id"]]))
        for name in row["abbreviations"]:
            as_written.setdefault(name, set()).add(number[row["id"]])
    return _Names(
        tuple(Topic(row["id"], row["label"], row["group"]) for row in rows),
        {first: tuple(sorted(names)) for first, names in by_stem.items()},
        {name: tuple(sorted(numbers)) for name, numbers in as_written.items()},
        {
            name: tuple((frozenset(map(stem, cues)), number[topic]) for topic, cues in others.items())
            for name, others in meanings.items()
        },
    )


def _read(name: str) -> Any:
    return json.loads(files("wievraagik").joinpath("data", name).read_text(encoding="utf-8"))


def all_topics() -> tuple[Topic, ...]:
    """Every topic the matcher knows, in the order of the topic list."""
    return _names().topics


def named(text: str) -> tuple[int, ...]:
    """The numbers of the topics that a text names by label, synonym or abbreviation, in order of appearance."""
    names = _names()
    stems = [stem(word) for word in words(text)]
    found: dict[int, None] = {}
    for at, first in enumerate(stems):
        for name, number in names.by_stem.get(first, ()):
            if tuple(stems[at : at + len(name)]) == name:
                found[number] = None
    for token in _tokens(text):
        for number in _meant(token, frozenset(stems)):
            found[number] = None
    return tuple(found)


def _meant(token: str, stems: frozenset[str]) -> tuple[int, ...]:
    """The topics of an abbreviation; where it has two meanings, the words beside it choose."""
    names = _names()
    others = tuple(number for cues, number in names.beside.get(token, ()) if cues & stems)
    return others or names.as_written.get(token, ())


def _tokens(text: str) -> list[str]:
    return [token.strip(".,;:?!()\"'") for token in text.replace("’", "'").replace("/", " ").split()]


def topics_in(text: str) -> tuple[Topic, ...]:
    """The topics recognised in somebody's own words, in order of appearance."""
    topics = all_topics()
    return tuple(topics[number] for number in named(text))
