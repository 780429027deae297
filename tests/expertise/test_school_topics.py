"""What a school adds to the topics: used at once, with errors that say what to do, by whoever sets up the school."""

import pytest
from django.urls import reverse

from bemanning.expertise.lexicon import vocabulary
from bemanning.expertise.models import SchoolTopic, TopicChoice
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests import factories
from tests.expertise.crew import make_member, make_profile, make_school
from tests.factories import client_for

pytestmark = pytest.mark.django_db

NEW, WORDS = "/school/onderwerpen/nieuw/", "/school/onderwerpen/woorden/"


@pytest.fixture
def gerda() -> Membership:
    """Who sets up the school."""
    return factories.make_member(make_school(), name="Gerda Bakker", administrator=True)


def named(gerda: Membership, text: str) -> list[str]:
    return [topic.label for topic in vocabulary(gerda.school_id).named(text)]


def test_a_topic_of_the_school_is_recognised_at_once_in_words_that_were_there(gerda: Membership) -> None:
    karim = make_member(gerda.school, "Karim Boutahar")
    make_profile(karim, "de grote vaart voorbereiden")
    answer = client_for(gerda).post(
        NEW, {"label": "De  zeilweek", "group": "van onze school", "words": "grote vaart\n kiellegging, grote vaart"}
    )
    assert answer.status_code == 302
    row = SchoolTopic.objects.get()
    assert (row.label, row.words, row.topic) == ("De zeilweek", ["grote vaart", "kiellegging"], f"own-{row.id}")
    page = client_for(karim).get(reverse("person", args=[karim.id]))
    assert page.context["person"].topics == ("De zeilweek",)
    assert vocabulary(make_school("De Klimroos").id).named("de zeilweek") == ()


def test_words_for_a_topic_come_beside_those_that_were_there(gerda: Membership) -> None:
    client = client_for(gerda)
    for words in ("kwikstaart", "letterdans\nkwikstaart"):
        client.post(WORDS, {"topic": "dyslexie", "words": words})
    assert SchoolTopic.objects.get().words == ["kwikstaart", "letterdans"]
    assert named(gerda, "kwikstaart voor beginners") == ["Dyslexie"]


@pytest.mark.parametrize(
    ("label", "words", "errors"),
    [
        ("", "", {"label": ["Geef het onderwerp een naam."]}),
        ("dyslexie", "", {"label": ["Dit onderwerp is er al. Je kunt er wel woorden bij geven."]}),
        ("de", "", {"label": ["“de” staat in elke tekst. Kies een woord dat alleen hier past."]}),
        ("Zeilweek", "Dyslexie", {"words": ["“Dyslexie” is al de naam van een onderwerp."]}),
        ("Zeilweek", "x" * 61, {"words": [f"“{'x' * 20} …” is te lang. Houd het bij een paar woorden."]}),
        (
            "Zeilweek",
            "\n".join(f"woord{number}" for number in range(21)),
            {"words": ["Houd de beste 20. Dit zijn er te veel."]},
        ),
    ],
)
def test_errors_say_what_to_do_and_keep_what_was_typed(
    gerda: Membership, label: str, words: str, errors: dict[str, list[str]]
) -> None:
    form = client_for(gerda).post(NEW, {"label": label, "group": "didactiek", "words": words}).context["form"]
    assert form.errors == errors
    assert (form["label"].value(), form["words"].value()) == (label, words)
    assert SchoolTopic.objects.count() == 0


def test_words_need_a_topic_and_at_least_one_word(gerda: Membership) -> None:
    form = client_for(gerda).post(WORDS, {"topic": "bestaat-niet", "words": ""}).context["form"]
    assert form.errors == {
        "topic": ["Kies een onderwerp uit de lijst."],
        "words": ["Schrijf minstens één woord."],
    }


def test_changing_and_taking_away(gerda: Membership) -> None:
    client = client_for(gerda)
    client.post(NEW, {"label": "Zeilweek", "group": "van onze school"})
    row = SchoolTopic.objects.get()
    karim = make_member(gerda.school, "Karim Boutahar")
    make_profile(karim, "koffie", topics_added=(row.topic,))
    # Its own name is no other topic.
    client.post(f"/school/onderwerpen/{row.id}/", {"label": "zeilweek", "group": "didactiek", "words": "vaart"})
    row.refresh_from_db()
    assert (row.label, row.group, row.words) == ("zeilweek", "didactiek", ["vaart"])
    client.post(f"/school/onderwerpen/{row.id}/weg/")
    assert (SchoolTopic.objects.count(), TopicChoice.objects.count()) == (0, 0)
    page = client_for(karim).get(reverse("person", args=[karim.id]))
    assert (page.context["person"].topics, page.context["person"].phrases) == ((), ("koffie",))


def test_words_are_changed_without_losing_their_topic(gerda: Membership) -> None:
    row = SchoolTopic.objects.create(school=gerda.school, topic="dyslexie", words=["kwikstaart"])
    client = client_for(gerda)
    assert "topic" not in client.get(f"/school/onderwerpen/{row.id}/").context["form"].fields
    client.post(f"/school/onderwerpen/{row.id}/", {"words": "letterdans"})
    row.refresh_from_db()
    assert (row.topic, row.label, row.words) == ("dyslexie", "", ["letterdans"])


def test_only_who_sets_up_the_school(gerda: Membership) -> None:
    outcomes = {
        name: client_for(factories.make_member(gerda.school, name=name, role=role)).get(NEW).status_code
        for name, role in (("Lies Leider", Role.LEADER), ("Tom Team", Role.TEAM_MEMBER), ("Kees Coach", Role.COACH))
    }
    assert outcomes == {"Lies Leider": 200, "Tom Team": 404, "Kees Coach": 404}


@pytest.mark.parametrize("amount", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    gerda: Membership, amount: int, django_assert_num_queries: type
) -> None:
    for number in range(amount):
        SchoolTopic.objects.create(
            school=gerda.school, topic=f"own-{number}", label=f"Week {number}", group="didactiek"
        )
    client = client_for(gerda)
    # session, user, memberships, the topics as they are known, and as they are listed
    with django_assert_num_queries(5):
        assert len(client.get("/school/onderwerpen/").context["own"]) == amount
