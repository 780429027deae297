"""Whether the matcher knows how sure it is: also when nobody fits."""

from pathlib import Path

import pytest

from wievraagik import Index, Profile, is_doubtful
from wievraagik.chance import PERHAPS, chance_of
from wievraagik.commands import read_people, read_questions

SCHOOLS = Path(__file__).resolve().parents[2] / "data/matching"


def sure(index: Index, text: str) -> str | None:
    """The first suggestion, when it is made without "perhaps"."""
    found = index.rank(text, limit=1)
    return found[0].profile_id if found and not is_doubtful(found[0]) else None


def test_the_chance_rises_with_the_score_and_stays_one() -> None:
    chances = [chance_of(score) for score in (-1, 0, 0.01, 0.05, 0.1, 0.5, 1, 3, 100)]
    assert chances == sorted(chances)
    assert (chances[0], chances[1]) == (0, 0)
    assert chances[2] < PERHAPS < chances[5] < chances[-1] < 1


@pytest.mark.parametrize(("school", "least"), [("school_1", 0.85), ("school_2", 0.55)])
def test_where_nobody_fits_it_mostly_says_so_and_seldom_where_somebody_does(school: str, least: float) -> None:
    people = read_people(SCHOOLS / school / "people.jsonl")
    whole, doubted, lost, right = Index(people), 0, 0, 0
    questions = read_questions(SCHOOLS / school / "requests.jsonl")
    for question in questions:
        rest = Index([person for person in people if person.id not in question.grades])
        doubted += sure(rest, question.text) is None
        if whole.order(question.text)[0] in question.grades:
            right += 1
            lost += sure(whole, question.text) is None
    assert doubted / len(questions) >= least
    assert lost / right <= 0.1


def test_whoever_says_the_same_is_not_doubted() -> None:
    index = Index([Profile("joke", "leerkracht", ("rouw en verlies bij kinderen",)), Profile("bas", "conciërge")])
    assert sure(index, "Wie weet iets van rouw en verlies bij kinderen?") == "joke"
