"""Who fits a question: order, quotes, exclusion, and whatever people may type."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wievraagik import Index, Profile
from wievraagik.commands import read_people, read_questions

CREW = (
    Profile("anke", "leerkracht groep 3", ("aanvankelijk lezen", "dyslexieprotocol"), "Help bij trage lezers."),
    Profile("bram", "conciërge", ("BHV-ploegleider",), "Sloten en lekkages. Elk jaar oefen ik de ontruiming."),
    Profile("chaima", "IB'er", ("ouderbetrokkenheid", "meldcode"), "Werkte eerder bij Veilig Thuis."),
    Profile("deniz", "vakleerkracht muziek", (), ""),
)
INDEX = Index(CREW)

ODD = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="İıŞşĞğÇçÖöÜü'’- ", max_size=60),
    st.text(alphabet="👩‍🏫🏳️🙂\u200d\ufe0f\u0301 ", max_size=40),
)


def ids(text: str, **options: object) -> list[str]:
    return [found.profile_id for found in INDEX.rank(text, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Wie weet wat ik doe met een kind bij wie het lezen niet op gang komt?", "anke"),
        ("Hoe oefenen we de ontruiming met kleuters?", "bram"),
        ("Ik wil de betrokkenheid van ouders vergroten", "chaima"),
        ("Wie helpt me met muziek op de ouderavond?", "deniz"),
    ],
)
def test_the_right_person_comes_first(question: str, first: str) -> None:
    assert ids(question)[0] == first


def test_the_quote_is_what_the_person_wrote() -> None:
    best = INDEX.rank("Hoe oefenen we de ontruiming met kleuters?")[0]
    assert (best.quote, best.source) == ("Elk jaar oefen ik de ontruiming.", "about")


def test_a_phrase_can_be_the_quote() -> None:
    best = INDEX.rank("Wie kent de meldcode?")[0]
    assert (best.quote, best.source, best.topics) == ("meldcode", "phrase", ("meldcode-en-kindermishandeling",))


def test_no_quote_where_only_the_role_matched() -> None:
    best = INDEX.rank("Wie helpt me met muziek?")[0]
    assert (best.profile_id, best.quote, best.source) == ("deniz", "", "role")


def test_an_excluded_person_is_not_suggested() -> None:
    assert "bram" not in ids("De ontruiming oefenen", exclude=frozenset({"bram"}))


def test_limit_is_kept() -> None:
    assert len(ids("lezen, ontruiming, meldcode en muziek", limit=2)) == 2
    assert ids("lezen", limit=0) == []


@pytest.mark.parametrize("question", ["", "   ", "?!", "🙂", "de het een", "qqqq zzzz"])
def test_nothing_to_go_on_gives_nobody(question: str) -> None:
    assert ids(question) == []


def test_a_link_by_chance_suggests_nobody_and_the_order_holds_everybody() -> None:
    assert ids("Welke laptop moet ik kopen?") == []
    assert sorted(INDEX.order("Welke laptop moet ik kopen?")) == ["anke", "bram", "chaima", "deniz"]


def test_nobody_who_fits_and_stands_first_is_kept_back() -> None:
    """What keeps weak suggestions away costs no good one, on a school that the matcher did not learn from."""
    school = Path(__file__).resolve().parents[2] / "data/matching/school_2"
    index = Index(read_people(school / "people.jsonl"))
    for question in read_questions(school / "requests.jsonl"):
        best = index.order(question.text)[0]
        if best in question.grades:
            assert [found.profile_id for found in index.rank(question.text, limit=1)] == [best]


def test_equal_people_come_in_the_order_of_their_ids_whatever_the_order_of_the_list() -> None:
    twins = [Profile(name, "", ("rouw",)) for name in ("c", "a", "b")]
    forwards, backwards = Index(twins), Index(twins[::-1])
    assert [s.profile_id for s in forwards.rank("rouw")] == ["a", "b", "c"]
    assert forwards.rank("rouw") == backwards.rank("rouw")


def test_search_finds_by_a_single_word() -> None:
    assert [found.profile_id for found in INDEX.search("dyslexie")][:1] == ["anke"]


def test_ten_thousand_words_are_answered() -> None:
    assert ids("ontruiming met kleuters en ouders " * 2_500)[0] == "bram"


def test_an_index_for_one_question_answers_it_like_any_other() -> None:
    for question in ("Trage lezers, wie helpt?", "ontruiming met kleuters", "muziek op de ouderavond"):
        assert Index(CREW, only=question).rank(question) == INDEX.rank(question)
    assert Index(CREW, only="muziek").rank("Trage lezers, wie helpt?") != INDEX.rank("Trage lezers, wie helpt?")


def test_an_empty_school_answers_nobody() -> None:
    assert Index([]).rank("ontruiming") == ()
    assert Index([Profile("x")]).rank("ontruiming") == ()


def test_threads_get_the_same_answers() -> None:
    questions = ["ontruiming", "trage lezers", "meldcode", "muziek in de klas"] * 20
    alone = [INDEX.rank(question) for question in questions]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(INDEX.rank, questions))
    assert together == alone


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(ODD, st.lists(ODD, max_size=3), ODD), max_size=4),
    ODD,
)
def test_any_text_is_borne_and_every_quote_is_verbatim(rows: list[tuple[str, list[str], str]], question: str) -> None:
    crew = [Profile(str(n), role, tuple(own), about) for n, (role, own, about) in enumerate(rows)]
    found = Index(crew).rank(question, limit=10)
    assert found == Index(crew).rank(question, limit=10)
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)
    for suggestion in found:
        person = crew[int(suggestion.profile_id)]
        own = {"role": "", "phrase": "\0".join(person.phrases), "about": person.about}
        assert suggestion.quote in own[suggestion.source]
