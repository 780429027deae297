"""A year of questions in a school of sixty: nobody is asked more than they want, and good people are still found.

The requests of school_2 come by chance, some far more often than others. Whoever stands first is asked; one in five
times the second. Room and limits are as mixed as in a real team. `./test simulation` plays the whole year; the figures in
docs/matching.md are what `pytest -m simulation -k spreading -o log_cli=true -o log_cli_level=INFO` writes.
"""

import logging
import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from bemanning.expertise import load
from bemanning.expertise.enums import Room
from bemanning.expertise.queries import suggest
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership
from tests.expertise.crew import make_member, make_profile, make_school, viewer_of
from wievraagik import Profile as Words
from wievraagik.commands import read_people, read_questions
from wievraagik.measure import Graded

pytestmark = pytest.mark.django_db
log = logging.getLogger(__name__)

SCHOOL = Path(__file__).resolve().parents[2] / "data/matching/school_2"
START = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
ROOMS = (Room.OPEN, Room.OPEN, Room.OPEN, Room.LITTLE)
LIMITS = (2, 3, 4, 6, None)
MOST_LOST = 0.10  # of the mean nDCG@5 that is reached when nobody is spared


@dataclass
class Played:
    """What came of one year: how well people were found, and who was asked in which month."""

    fits: list[float] = field(default_factory=list)
    asked: Counter[tuple[int, UUID]] = field(default_factory=Counter)

    @property
    def ndcg(self) -> float:
        """The mean nDCG@5 over all questions, against everybody in the school, also those without room."""
        return sum(self.fits) / len(self.fits)

    @property
    def most(self) -> int:
        """The most that anybody was asked in one month."""
        return max(self.asked.values())


@dataclass
class Team:
    """The people of the school on the map, and the leader who asks."""

    members: dict[str, Membership]
    leader: Viewer
    limits: dict[UUID, int | None]

    def above_limit(self, played: Played) -> dict[tuple[int, UUID], int]:
        """Who was asked more often in a month than they said."""
        limit = self.limits
        return {key: n for key, n in played.asked.items() if n > (limit[key[1]] or math.inf)}


def team(people: Sequence[Words], *, sparing: bool) -> Team:
    """Make the school; without sparing everybody has all the room and no limit."""
    chance = random.Random(4)  # noqa: S311 a fixed seed
    school, name = make_school(), "Gespaard" if sparing else "Vrij"
    members, limits = {}, {}
    for number, person in enumerate(people):
        member = make_member(school, f"{name} {number}", person.role)
        room, limit = chance.choice(ROOMS), chance.choice(LIMITS)
        spared = {"room": room, "monthly_limit": limit} if sparing else {}
        make_profile(member, *person.phrases, about=person.about, **spared)
        members[person.id], limits[member.id] = member, limit
    return Team(members, viewer_of(make_member(school, f"{name} Directeur", "directeur")), limits)


def dcg(grades: Sequence[int]) -> float:
    return sum(grade / math.log2(place + 2) for place, grade in enumerate(grades))


def play(
    team: Team,
    questions: Sequence[Graded],
    monkeypatch: pytest.MonkeyPatch,
    *,
    months: int = 10,
    counting: bool = True,
) -> Played:
    """Ask the questions, as many in each month; `counting=False` forgets who was asked before."""
    played = Played()
    month = 0

    def counter(members: list[UUID], now: datetime) -> dict[UUID, int]:
        return {member: played.asked[month, member] for member in members} if counting else {}

    monkeypatch.setattr(load, "counters", [counter])
    chance = random.Random(7)  # noqa: S311 a fixed seed
    for number, question in enumerate(questions):
        month = number * months // len(questions)
        now = START + timedelta(days=30 * month + number % 28)
        found = suggest(team.leader, question.text, exclude=(), now=now)
        grades = {team.members[person].id: grade for person, grade in question.grades.items()}
        best = sorted(grades.values(), reverse=True)[:5]
        played.fits.append(dcg([grades.get(one.member.id, 0) for one in found]) / dcg(best))
        if found:
            one = found[1] if len(found) > 1 and chance.random() < 0.2 else found[0]
            played.asked[month, one.member.id] += 1
    return played


def a_year(number: int) -> list[Graded]:
    """So many questions by chance; some subjects come up much more often than others, as they do."""
    chance = random.Random(11)  # noqa: S311 a fixed seed
    requests = read_questions(SCHOOL / "requests.jsonl")
    chance.shuffle(requests)
    return chance.choices(requests, weights=[1 / (place + 8) for place in range(len(requests))], k=number)


@pytest.mark.simulation
def test_sixty_people_and_six_hundred_questions_in_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    people, questions = read_people(SCHOOL / "people.jsonl"), a_year(600)
    free, spared = team(people, sparing=False), team(people, sparing=True)
    without = play(free, questions, monkeypatch, counting=False)
    spread = play(spared, questions, monkeypatch)
    lost = 1 - spread.ndcg / without.ndcg
    log.info("nDCG@5 %.3f without spreading, %.3f with: %.1f%% less", without.ndcg, spread.ndcg, 100 * lost)
    log.info("most for one person in a month: %d without, %d with", without.most, spread.most)
    log.info("above their limit in a month: %d without, 0 with", len(unspared(free, spared, without)))
    assert (len(people), len(questions)) == (60, 600)
    assert spared.above_limit(spread) == {}
    assert lost <= MOST_LOST


def unspared(free: Team, spared: Team, played: Played) -> dict[tuple[int, UUID], int]:
    """Who would have gone above the limit that their twin in the spared school has."""
    twins = {free.members[id].id: spared.limits[spared.members[id].id] for id in free.members}
    return Team(free.members, free.leader, twins).above_limit(played)


def two_who_know_grief() -> tuple[Team, list[Graded]]:
    """Two people who want to be asked twice a month at most, and nine questions that fit both."""
    school = make_school()
    members = {name: make_member(school, name) for name in ("Annet", "Bea")}
    for member in members.values():
        make_profile(member, "rouw en verlies bij kinderen", monthly_limit=2)
    leader = viewer_of(make_member(school, "Anke Terpstra", "directeur"))
    question = Graded("Een jongen rouwt om zijn opa. Wie weet wat helpt?", {"Annet": 2})
    return Team(members, leader, {member.id: 2 for member in members.values()}), [question] * 9


def test_whoever_reached_the_limit_is_not_asked_again_that_month(monkeypatch: pytest.MonkeyPatch) -> None:
    crew, questions = two_who_know_grief()
    played = play(crew, questions, monkeypatch, months=1)
    assert played.asked == {(0, member.id): 2 for member in crew.members.values()}


def test_a_count_that_is_forgotten_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    crew, questions = two_who_know_grief()
    played = play(crew, questions, monkeypatch, months=1, counting=False)
    assert sum(crew.above_limit(played).values()) == len(questions)
