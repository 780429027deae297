"""How well the coach reads, as `benchmarks.coach_quality` measured it and wrote it down in data/figures.json."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files

from tekstcoach.measure import ITEMS, Cell, Tally, tally

Scored = tuple[str, Mapping[str, bool], Mapping[str, bool]]


@dataclass(frozen=True, slots=True)
class Trial:
    """A set of messages that the coach had not seen, with what came of it for each label."""

    name: str
    messages: int
    items: Mapping[str, Tally]


def trial_of(name: str, rows: Iterable[Scored], doubtful: frozenset[Cell] = frozenset()) -> Trial:
    """Count rows of (id, truth, guess); cells on which fair readers differ are left out."""
    rows = list(rows)
    sure = {item: [(truth, guess) for ident, truth, guess in rows if (ident, item) not in doubtful] for item in ITEMS}
    return Trial(name, len(rows), {item: tally(item, pairs) for item, pairs in sure.items()})


def as_json(trials: Iterable[Trial]) -> str:
    """What is kept in data/figures.json; the same bytes for the same figures."""
    return json.dumps([asdict(trial) for trial in trials], indent=1) + "\n"


@cache
def trials() -> tuple[Trial, ...]:
    """The trials as they were last measured."""
    raw = json.loads((files("tekstcoach") / "data" / "figures.json").read_text(encoding="utf-8"))
    return tuple(
        Trial(row["name"], row["messages"], {item: Tally(**counts) for item, counts in row["items"].items()})
        for row in raw
    )
