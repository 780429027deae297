"""How well a ranking finds the right people: MRR, recall@3 and nDCG@5, and a plain baseline to hold it against."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from wievraagik.lexical import BM25
from wievraagik.people import Profile
from wievraagik.words import STOP_WORDS, stem, words

Ranking = Callable[[str], Sequence[str]]
FIRST_CHOICE = 2


@dataclass(frozen=True, slots=True)
class Graded:
    """A question with the people who fit it: 2 for a first choice (at least one), 1 for useful too."""

    text: str
    grades: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over all questions, each between 0 and 1.

    `mrr` looks at the first person with grade 2, `recall` at how many of them are among the first three, `ndcg` at the
    first five with gains 2 and 1.
    """

    mrr: float
    recall: float
    ndcg: float


def measure(ranking: Ranking, questions: Sequence[Graded]) -> Figures:
    """The figures of one way to rank; `questions` may not be empty."""
    totals = [0.0, 0.0, 0.0]
    for question in questions:
        found = [question.grades.get(person, 0) for person in ranking(question.text)]
        totals[0] += 1 / (found.index(FIRST_CHOICE) + 1) if FIRST_CHOICE in found else 0.0
        totals[1] += found[:3].count(FIRST_CHOICE) / list(question.grades.values()).count(FIRST_CHOICE)
        totals[2] += _gain(found[:5]) / _gain(sorted(question.grades.values(), reverse=True)[:5])
    mrr, recall, ndcg = (total / len(questions) for total in totals)
    return Figures(mrr, recall, ndcg)


def _gain(grades: Iterable[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def baseline(crew: Sequence[Profile]) -> Ranking:
    """BM25 over role, phrases and about with Dutch stems: what a search engine does by itself."""

    def stems(text: str) -> list[str]:
        return [stem(word) for word in words(text) if word not in STOP_WORDS]

    engine = BM25([stems(" ".join([person.role, *person.phrases, person.about])) for person in crew])

    def ranking(text: str) -> list[str]:
        scores = engine.scores(stems(text))
        found = [n for n, score in enumerate(scores) if score]
        return [crew[n].id for n in sorted(found, key=lambda n: (-scores[n], crew[n].id))]

    return ranking
