"""What a process remembers of the map, and the count of how often somebody was asked."""

from datetime import datetime
from threading import Thread
from uuid import UUID, uuid4

import pytest

from bemanning.expertise import crew, load
from tests.expertise.crew import NOW, make_member, make_profile, make_school
from wievraagik import Vocabulary

WORDS = Vocabulary()


@pytest.mark.django_db
def test_a_new_job_or_name_counts_without_a_change_of_the_profile() -> None:
    karim = make_member(make_school(), "Karim Boutahar", "leerkracht groep 7")
    make_profile(karim, "breuken")
    before = crew.book(karim.school_id, crew.listed(karim.school_id), WORDS)
    assert crew.book(karim.school_id, crew.listed(karim.school_id), WORDS) is before
    karim.job_title = "rekencoördinator"
    karim.save()
    assert (
        crew.book(karim.school_id, crew.listed(karim.school_id), WORDS).words[str(karim.id)].role
        == "rekencoördinator"
    )
    karim.user.name = "Karim B."
    karim.user.save()
    assert [one.name for one in crew.listed(karim.school_id)] == ["Karim B."]


@pytest.mark.django_db
def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "SCHOOLS_REMEMBERED", 2)
    schools = [make_school(f"School {number}") for number in range(3)]
    books = [crew.book(school.id, crew.listed(school.id), WORDS) for school in schools]
    again = [crew.book(school.id, crew.listed(school.id), WORDS) for school in reversed(schools)]
    assert [new is old for new, old in zip(again, reversed(books), strict=True)] == [True, True, False]


def test_many_threads_may_ask_and_forget_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A school without people needs no words from the database, so only the memory itself is at work."""
    monkeypatch.setattr(crew, "SCHOOLS_REMEMBERED", 3)
    schools = [uuid4() for _ in range(6)]
    wrong: list[BaseException | UUID] = []

    def ask() -> None:
        try:
            wrong.extend(school for school in schools * 50 if crew.book(school, [], WORDS).signature != ())
        except BaseException as error:  # a thread's own error would pass unseen
            wrong.append(error)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_counters_add_up_and_one_registers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "counters", [])
    karim, joke = uuid4(), uuid4()

    def questions(members: list[UUID], now: datetime) -> dict[UUID, int]:
        return {karim: 2, joke: 1}

    def moments(members: list[UUID], now: datetime) -> dict[UUID, int]:
        return {karim: 1}

    for counter in (questions, questions, moments):
        load.register(counter)
    assert load.asked_this_month([karim, joke], NOW) == {karim: 3, joke: 1}
