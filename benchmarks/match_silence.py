"""How sure is a suggestion, and does the matcher know when nobody fits? Learns the curve of wievraagik/chance.py.

Run:  uv run --group train python -m benchmarks.match_silence
Every question of the two schools is asked twice: to everybody, and to everybody but the people who fit it, so that nobody
fits. The curve (a logistic of the logarithm of the score, under a ceiling) is fitted on the four best of every list. It is
learnt on one school and judged on the other; what is carried is learnt on both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.match_train import DATA
from wievraagik import Index
from wievraagik.chance import PERHAPS, chance_of
from wievraagik.commands import read_people, read_questions

SCHOOLS = ("school_1", "school_2")
SUGGESTED = 4  # as many as the page on which a question is written shows


@dataclass(frozen=True)
class Shown:
    """One suggestion: its place and score, whether anybody fits who could be found, and whether this person does."""

    place: int
    score: float
    possible: bool
    fits: bool


def shown(school: str) -> Iterator[Shown]:
    """All suggestions of one school, with and without the people who fit."""
    people = read_people(DATA / school / "people.jsonl")
    index = Index(people)
    for question in read_questions(DATA / school / "requests.jsonl"):
        for possible, rest in ((True, index), (False, Index([p for p in people if p.id not in question.grades]))):
            found = rest.rank(question.text, limit=SUGGESTED)
            for place, one in enumerate(found):
                yield Shown(place, one.score, possible, one.profile_id in question.grades)
            if not found:
                yield Shown(0, 0.0, possible, fits=False)


def curve(parameters: Any, scores: Any) -> Any:
    """The chance for each score: ceiling, steepness and the logarithm of the score at half the ceiling."""
    ceiling, steepness, middle = parameters
    return ceiling / (1 + np.exp(-steepness * (np.log(scores) - middle)))


def loss(parameters: Any, rows: list[Shown]) -> float:
    """The mean surprise of the curve at what was found, in nats."""
    rows = [row for row in rows if row.score > 0]
    chances = np.clip(curve(parameters, np.array([row.score for row in rows])), 1e-6, 1 - 1e-6)
    fits = np.array([row.fits for row in rows])
    return float(-np.mean(np.where(fits, np.log(chances), np.log(1 - chances))))


def fitted(rows: list[Shown]) -> Any:
    """The curve that is surprised least; never falling."""
    bounds = [(0.3, 0.98), (0.1, 6.0), (-4.0, 1.0)]
    return minimize(loss, x0=(0.9, 1.5, -2.0), args=(rows,), bounds=bounds).x


def main() -> None:
    """Print the curve, how it does on the school it did not see, and what is said where nobody fits."""
    rows = {school: list(shown(school)) for school in SCHOOLS}
    for seen, other in (SCHOOLS, SCHOOLS[::-1]):
        base = np.mean([row.fits for row in rows[seen]])
        plain = float(-np.mean([np.log(base if row.fits else 1 - base) for row in rows[other]]))
        print(
            f"learnt on {seen}: surprise on {other} {loss(fitted(rows[seen]), rows[other]):.3f}, same for all {plain:.3f}"
        )
    together = [row for school in SCHOOLS for row in rows[school]]
    print("learnt on both: ceiling {:.3f}, steepness {:.3f}, middle {:.3f}".format(*fitted(together)))
    for low, high in ((0, 0.1), (0.1, PERHAPS), (PERHAPS, 0.4), (0.4, 0.6), (0.6, 0.75), (0.75, 1)):
        there = [row for row in together if row.score > 0 and low <= chance_of(row.score) < high]
        share = np.mean([row.fits for row in there]) if there else 0.0
        print(f"chance {low:.2f} to {high:.2f}: {len(there):4} suggestions, {share:.2f} of them fit")
    for school in SCHOOLS:
        print(school, told(rows[school]))


def told(rows: list[Shown]) -> str:
    """How often the first suggestion is none, or one with "perhaps", where nobody fits and where somebody does."""
    first = [row for row in rows if row.place == 0]
    doubted = [row for row in first if chance_of(row.score) < PERHAPS]
    nobody, right = [row for row in first if not row.possible], [row for row in first if row.fits]
    return (
        f"doubted where nobody fits {sum(not row.possible for row in doubted) / len(nobody):.2f} "
        f"(nothing at all {sum(not row.score for row in nobody) / len(nobody):.2f}), "
        f"where the first does fit {sum(row.fits for row in doubted) / len(right):.2f}; "
        f"of what is doubted {sum(not row.fits for row in doubted) / max(len(doubted), 1):.2f} does not fit"
    )


if __name__ == "__main__":
    main()
