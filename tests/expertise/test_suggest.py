"""Who is suggested for a question, and that every reason is true."""

from datetime import date, datetime
from uuid import UUID

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from bemanning.expertise import crew, load
from bemanning.expertise.enums import Room
from bemanning.expertise.lexicon import vocabulary
from bemanning.expertise.queries import choices, suggest
from bemanning.schools.models import Membership
from tests.expertise.crew import NOW, make_member, make_profile, make_school, viewer_of
from wievraagik import chance

pytestmark = pytest.mark.django_db

QUESTION = "Wie wil met me sparren over rekenen?"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[UUID, int]:
    """How often people were asked this month, as an app above would count it."""
    counts: dict[UUID, int] = {}
    monkeypatch.setattr(load, "counters", [lambda members, now: {m: counts[m] for m in members if m in counts}])
    return counts


@pytest.fixture
def anke() -> Membership:
    """The leader who asks."""
    return make_member(make_school(), "Anke Terpstra", "directeur")


def names(
    anke: Membership, text: str = QUESTION, *, exclude: set[UUID] | None = None, now: datetime = NOW
) -> list[str]:
    """The names suggested to Anke."""
    return [one.member.user.name for one in suggest(viewer_of(anke), text, exclude=exclude or set(), now=now)]


def colleague(anke: Membership, name: str, job_title: str = "leerkracht groep 5") -> Membership:
    return make_member(anke.school, name, job_title)


def book_of(anke: Membership) -> crew.Book:
    """What is searched for her."""
    return crew.book(anke.school_id, crew.listed(anke.school_id), vocabulary(anke.school_id))


def test_somebody_is_suggested_with_their_own_words_and_when_they_can(anke: Membership) -> None:
    make_profile(colleague(anke, "Karim Boutahar"), "rekenen met je handen", working_days=(1, 4))
    with translation.override("nl"):
        (found,) = suggest(viewer_of(anke), QUESTION, exclude=set(), now=NOW)
    assert (found.member.user.name, found.quote, found.room) == ("Karim Boutahar", "rekenen met je handen", Room.OPEN)
    assert found.reason == "Schreef zelf: ‘rekenen met je handen’. Heeft ruimte en werkt vandaag."


def test_a_job_alone_is_a_reason_too(anke: Membership) -> None:
    make_profile(
        colleague(anke, "Gerben Tolsma", "IB'er bovenbouw"), "tuinieren", room=Room.LITTLE, working_days=(1,)
    )
    with translation.override("nl"):
        (found,) = suggest(viewer_of(anke), "Wie is er IB'er voor de bovenbouw?", exclude=set(), now=NOW)
    assert found.reason == "Is IB'er bovenbouw op school. Heeft een beetje ruimte en werkt weer op maandag."
    assert found.quote == ""


def test_who_did_not_choose_to_be_on_the_map_is_never_suggested(anke: Membership) -> None:
    make_profile(colleague(anke, "Karim Boutahar"), "rekenen", listed=False)
    assert names(anke) == []


def test_the_viewer_the_excluded_and_who_left_are_never_suggested(anke: Membership) -> None:
    make_profile(anke, "rekenen")
    karim, joke, left = (colleague(anke, name) for name in ("Karim Boutahar", "Joke Visser", "Piet Post"))
    for one in (karim, joke, left):
        make_profile(one, "rekenen")
    left.left_at = NOW
    left.save()
    assert names(anke, exclude={karim.id}) == ["Joke Visser"]


def test_a_colleague_of_another_school_is_never_suggested(anke: Membership) -> None:
    make_profile(make_member(make_school("De Klimroos"), "Karim Boutahar"), "rekenen")
    assert names(anke) == []


def test_a_pause_counts_up_to_and_including_its_last_day(anke: Membership) -> None:
    make_profile(colleague(anke, "Karim Boutahar"), "rekenen", room=Room.PAUSED, paused_until=date(2026, 12, 3))
    assert names(anke, now=datetime(2026, 12, 3, 12, tzinfo=NOW.tzinfo)) == []
    assert names(anke, now=datetime(2026, 12, 4, 12, tzinfo=NOW.tzinfo)) == ["Karim Boutahar"]


def test_the_monthly_limit_is_a_limit(anke: Membership, asked: dict[UUID, int]) -> None:
    karim = colleague(anke, "Karim Boutahar")
    make_profile(karim, "rekenen", monthly_limit=2)
    asked[karim.id] = 1
    assert names(anke) == ["Karim Boutahar"]
    asked[karim.id] = 2
    assert names(anke) == []


def test_questions_are_spread_over_people_of_the_same_fit(anke: Membership, asked: dict[UUID, int]) -> None:
    karim, joke = colleague(anke, "Karim Boutahar"), colleague(anke, "Joke Visser")
    make_profile(karim, "rekenen")
    make_profile(joke, "rekenen")
    asked[karim.id] = 1
    assert names(anke) == ["Joke Visser", "Karim Boutahar"]
    asked.update({karim.id: 0, joke.id: 1})
    assert names(anke) == ["Karim Boutahar", "Joke Visser"]


def test_a_little_room_comes_after_room(anke: Membership) -> None:
    make_profile(colleague(anke, "Karim Boutahar"), "rekenen", room=Room.LITTLE)
    make_profile(colleague(anke, "Joke Visser"), "rekenen")
    assert names(anke) == ["Joke Visser", "Karim Boutahar"]


def test_who_wrote_no_words_is_not_suggested(anke: Membership) -> None:
    make_profile(colleague(anke, "Karim Boutahar", "rekencoördinator groep 5"))
    assert names(anke, "rekencoördinator groep 5") == []


def test_who_is_found_faintly_comes_last_with_perhaps_and_never_more_than_two(
    anke: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_profile(colleague(anke, "Karim Boutahar"), "rekenen met je handen", room=Room.LITTLE)
    for name in ("Joke Visser", "Bilal Amrani", "Naima Idrissi"):
        make_profile(
            colleague(anke, name), "klassenmanagement en begrijpend lezen", about="Soms help ik met rekenen."
        )
    found = suggest(viewer_of(anke), QUESTION, exclude=set(), now=NOW)
    assert [one.perhaps for one in found] == [False] * 4
    scores = sorted(one.score for one in book_of(anke).index.rank(QUESTION))
    monkeypatch.setattr(chance, "PERHAPS", chance.chance_of((scores[-1] + scores[-2]) / 2))
    found = suggest(viewer_of(anke), QUESTION, exclude=set(), now=NOW)
    assert [one.perhaps for one in found] == [False, True, True]
    assert found[0].member.user.name == "Karim Boutahar"


def test_a_page_says_perhaps_once_and_only_where_it_is_so(anke: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("Joke Visser", "Bilal Amrani"):
        make_profile(colleague(anke, name), "rekenen met je handen")

    def said() -> list[int]:
        found = suggest(viewer_of(anke), QUESTION, exclude=set(), now=NOW)
        with translation.override("nl"):
            page = render_to_string(
                "helprequests/_people.html", {"suggestions": found, "text": QUESTION, "chosen": {}}
            )
        return [page.count(words) for words in ("Niemand schreef hier duidelijk over", "Misschien ook")]

    assert said() == [0, 0]
    monkeypatch.setattr(chance, "PERHAPS", 1)
    assert said() == [1, 0]


def test_a_change_counts_at_once_and_so_does_a_second_one_at_the_same_moment(anke: Membership) -> None:
    karim = colleague(anke, "Karim Boutahar")
    make_profile(karim, "gym")
    assert names(anke) == []
    make_profile(karim, "rekenen")
    assert names(anke) == ["Karim Boutahar"]
    make_profile(karim, "gym")
    assert names(anke) == []


@pytest.mark.parametrize("crew", [1, 3])
@pytest.mark.usefixtures("asked")
def test_a_suggestion_costs_three_queries_beside_the_count_of_load(anke: Membership, crew: int) -> None:
    """Who is on the map, the words of the school, and the members found; the words of people come from memory once they were read."""
    for number in range(crew):
        make_profile(colleague(anke, f"Collega {number}"), "rekenen")
    with CaptureQueriesContext(connection) as first:
        names(anke)
    with CaptureQueriesContext(connection) as second:
        assert len(names(anke)) == crew
    assert (len(first), len(second)) == (6, 3)


@pytest.mark.parametrize("crew", [1, 3])
def test_choices_are_all_active_colleagues_in_one_query(anke: Membership, crew: int) -> None:
    for number in range(crew):
        member = colleague(anke, f"Collega {number}")
        make_profile(member, room=Room.LITTLE, listed=number != 0)
    left = colleague(anke, "Piet Post")
    left.left_at = NOW
    left.save()
    with CaptureQueriesContext(connection) as queries, translation.override("nl"):
        found = choices(viewer_of(anke), now=NOW)
    assert [(one.name, one.room_words) for one in found] == [
        ("Collega 0", ""),
        ("Collega 1", "heeft een beetje ruimte"),
        ("Collega 2", "heeft een beetje ruimte"),
    ][:crew]
    assert len(queries) == 1
