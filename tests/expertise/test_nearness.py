"""A very large map: the database narrows it down and the ranking is the same, on both engines."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bemanning.config.checks import sentence_model_can_be_read
from bemanning.expertise import crew, nearness
from bemanning.expertise.lexicon import vocabulary
from bemanning.expertise.models import Analysis, Token
from bemanning.expertise.nearness import Narrowed
from bemanning.expertise.queries import suggest
from bemanning.schools.models import Membership
from tests.expertise.crew import NOW, make_member, make_profile, make_school, viewer_of
from tests.wievraagik.tiny_model import write_model

pytestmark = pytest.mark.django_db

SAID = {
    "Karim": ("rekenen met je handen", "breuken en tafels"),
    "Joke": ("rouw en verlies bij kinderen",),
    "Bilal": ("bewegend leren op het plein",),
    "Trudy": ("het jonge kind", "spelend leren in hoeken"),
    "Naima": ("meldcode en aandachtsfunctionaris",),
    "Robin": ("Chromebooks en privacy",),
}
QUESTIONS = (
    "Wie wil met me sparren over rekenen?",
    "Een jongen rouwt om zijn opa. Wie weet wat helpt?",
    "Een leerling heeft blauwe plekken en een vaag verhaal.",
    "Mijn kleuters spelen nooit echt in de bouwhoek.",
)


@pytest.fixture
def anke() -> Membership:
    """The leader of a school with six people on its map."""
    school = make_school()
    for name, phrases in SAID.items():
        make_profile(make_member(school, name), *phrases)
    return make_member(school, "Anke Terpstra", "directeur")


def names(anke: Membership, text: str) -> list[str]:
    return [one.member.user.name for one in suggest(viewer_of(anke), text, exclude=(), now=NOW)]


def book_of(anke: Membership) -> crew.Book:
    return crew.book(anke.school_id, crew.listed(anke.school_id), vocabulary(anke.school_id))


def test_a_large_map_gives_the_same_people_in_the_same_order(
    anke: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_memory = {text: names(anke, text) for text in QUESTIONS}
    monkeypatch.setattr(crew, "_books", type(crew._books)())
    monkeypatch.setattr(nearness, "IN_MEMORY", 5)
    narrowed = {text: names(anke, text) for text in QUESTIONS}
    assert isinstance(book_of(anke).index, Narrowed)
    assert [found[0] for found in narrowed.values()] == ["Karim", "Joke", "Naima", "Trudy"]
    # Whoever shares next to nothing with the question may be missing at the end; nobody changes places.
    assert narrowed == {text: in_memory[text][: len(narrowed[text])] for text in QUESTIONS}


def test_the_database_keeps_the_nearest(anke: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    """Literal, so that SQLite and PostgreSQL are held to the same order."""
    monkeypatch.setattr(nearness, "CANDIDATES", 1)
    words = book_of(anke).words
    known = {member: one.name for one in crew.listed(anke.school_id) for member in [str(one.member_id)]}
    narrowed = Narrowed(words, [anke.school_id])
    assert [known[one.id] for text in QUESTIONS for one in narrowed._near(text, frozenset())] == [
        "Karim",
        "Joke",
        "Naima",
        "Trudy",
    ]


def test_who_is_left_out_does_not_take_a_place(anke: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearness, "CANDIDATES", 1)
    book = book_of(anke)
    narrowed = Narrowed(book.words, [anke.school_id])
    question = "Wie denkt mee over rekenen en over rouw?"
    (karim,) = narrowed._near(question, frozenset())
    found = narrowed._near(question, frozenset({karim.id}))
    assert [one.id for one in found] != [karim.id]
    assert len(found) == 1


def test_people_of_another_school_and_who_left_are_not_near(anke: Membership) -> None:
    other = make_member(make_school("De Fontein"), "Erik")
    make_profile(other, "rekenen met je handen")
    Membership.objects.filter(user__name="Karim").update(left_at=NOW)
    book = book_of(anke)
    narrowed = Narrowed(book.words, [anke.school_id])
    near = {one.id for one in narrowed._near("rekenen met je handen", frozenset())}
    assert near <= set(book.words)
    assert str(other.id) not in near
    assert str(Membership.objects.get(user__name="Karim").id) not in near


def test_the_tokens_follow_the_words(anke: Membership) -> None:
    robin = Membership.objects.get(user__name="Robin")
    before = set(Token.objects.filter(profile__member=robin).values_list("token", flat=True))
    make_profile(robin, "zwemlessen")
    after = set(Token.objects.filter(profile__member=robin).values_list("token", flat=True))
    assert ("chromebok" in before, "chromebok" in after, "zwemless" in after) == (True, False, True)
    assert Analysis.objects.filter(profile__member=robin).count() == 1


def test_a_new_job_is_known_after_the_next_round(anke: Membership) -> None:
    robin = Membership.objects.select_related("profile").get(user__name="Robin")
    assert nearness.analyse(robin.profile) is False
    Membership.objects.filter(id=robin.id).update(job_title="conciërge")
    nearness.analyse_all()
    assert Token.objects.filter(profile=robin.profile, token="concierg").count() == 1


def test_a_round_in_which_nothing_changed_reads_everybody_at_once(
    anke: Membership, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):  # profiles, their phrases, what they chose, and the topics of the school
        nearness.analyse_all()


def test_nothing_to_go_on_gives_nobody(anke: Membership) -> None:
    narrowed = Narrowed(book_of(anke).words, [anke.school_id])
    assert narrowed.rank("🙂 ?!") == narrowed.search("") == ()


@pytest.fixture
def model_is_read_anew() -> Iterator[None]:
    """The sentence model is remembered by the process; a test begins and ends without one."""
    nearness.sense.cache_clear()
    yield
    nearness.sense.cache_clear()


@pytest.mark.usefixtures("model_is_read_anew")
def test_a_sentence_model_has_its_say_on_a_map_of_any_size(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMBEDDINGS = write_model(tmp_path)
    school = make_school()
    for number, word in enumerate(["boom"] * 9 + ["haring"]):
        make_profile(make_member(school, f"Collega {number}"), f"rouw {word}")
    anke = make_member(school, "Anke Terpstra", "directeur")
    assert sentence_model_can_be_read(None) == []
    assert names(anke, "rouw vis")[0] == "Collega 9"
    monkeypatch.setattr(crew, "_books", type(crew._books)())
    monkeypatch.setattr(nearness, "IN_MEMORY", 5)
    assert names(anke, "rouw vis")[0] == "Collega 9"


@pytest.mark.usefixtures("model_is_read_anew")
def test_a_sentence_model_that_is_not_there_is_named_at_the_start(tmp_path: Path, settings: Any) -> None:
    settings.EMBEDDINGS = tmp_path / "model"
    (error,) = sentence_model_can_be_read(None)
    assert (error.id, str(tmp_path) in error.msg) == ("bemanning.E003", True)
