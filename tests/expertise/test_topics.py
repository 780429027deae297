"""Topics from somebody's own words: shown while they write, kept or taken away, and used to find them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bemanning.expertise import lexicon, queries
from bemanning.expertise.actions import confirm
from bemanning.expertise.freshness import LEAST, freshness
from bemanning.expertise.models import Profile, SchoolTopic, TopicChoice
from bemanning.mail.news import news_for
from bemanning.schools.models import Membership
from tests.expertise.crew import NOW, make_member, make_profile, make_school, viewer_of
from tests.factories import client_for
from wievraagik import Vocabulary

pytestmark = pytest.mark.django_db

EDIT = "/mensen/ik/"
YEAR = timedelta(days=365)


@pytest.fixture
def karim() -> Membership:
    """Somebody who fills in his place."""
    return make_member(make_school(), "Karim Boutahar", "leerkracht groep 7")


def offered(response: object) -> list[tuple[str, bool, bool]]:
    """The topics on the form: which, ticked, and named in the words."""
    form = response.context["form"]  # type: ignore[attr-defined]
    return [(one.topic.id, one.ticked, one.named) for one in form.offers]


def topics(karim: Membership) -> list[str]:
    """What colleagues see on his page."""
    page = client_for(karim).get(reverse("person", args=[karim.id]))
    return list(page.context["person"].topics)


def test_topics_are_recognised_from_words_without_saving_them(karim: Membership) -> None:
    typed = {"phrase_1": "dyslexie in de klas", "phrase_2": "breuken", "about": "Ik gaf rekenles."}
    client = client_for(karim)
    for extra in ({"headers": {"HX-Request": "true"}}, {}):
        answer = client.post(EDIT, typed | {"look": "1"}, **extra)
        assert offered(answer)[:2] == [("dyslexie", True, True), ("breuken-en-verhoudingen", True, True)]
    assert Profile.objects.count() == 0


def test_a_topic_that_was_taken_away_stays_away_while_the_words_change(karim: Membership) -> None:
    client = client_for(karim)
    typed = {"phrase_1": "muziek en dyslexie", "shown": ["muziek", "dyslexie"], "topic": ["dyslexie"], "look": "1"}
    assert offered(client.post(EDIT, typed))[:2] == [("muziek", False, True), ("dyslexie", True, True)]
    saved = {"phrase_1": typed["phrase_1"], "shown": typed["shown"], "topic": ["dyslexie", "bestaat-niet", "verkeer"]}
    client.post(EDIT, saved | {"room": "open", "working_days": ["1"], "listed": "on"})
    assert topics(karim) == ["Dyslexie", Vocabulary().topics["verkeer"].label]
    chosen = set(TopicChoice.objects.values_list("topic", "kept"))
    assert chosen == {("muziek", False), ("verkeer", True)}
    again = {topic: ticked for topic, ticked, _named in offered(client.get(EDIT))}
    assert {id: again[id] for id in ("muziek", "dyslexie", "verkeer")} == {
        "muziek": False, "dyslexie": True, "verkeer": True,
    }  # fmt: skip


def test_when_the_words_go_the_topic_goes(karim: Membership) -> None:
    make_profile(karim, "dyslexie")
    assert topics(karim) == ["Dyslexie"]
    make_profile(karim, "moestuin")
    assert "Dyslexie" not in topics(karim)


def test_somebody_is_found_by_a_topic_they_chose_with_a_true_reason(karim: Membership) -> None:
    anke = make_member(karim.school, "Anke Terpstra")
    make_profile(karim, "koffie", topics_added=("dyslexie",))
    (found,) = queries.suggest(viewer_of(anke), "Wie weet iets van dyslexie?", exclude=set(), now=NOW)
    assert (found.member, found.quote) == (karim, "")
    assert found.because == "Denkt graag mee over dyslexie."


def test_the_words_of_a_school_find_the_person_behind_them(karim: Membership) -> None:
    anke = make_member(karim.school, "Anke Terpstra")
    make_profile(karim, "dyslexie")
    question = "Wie doet er kwikstaart?"
    assert queries.suggest(viewer_of(anke), question, exclude=set(), now=NOW) == []
    SchoolTopic.objects.create(school=karim.school, topic="dyslexie", words=["kwikstaart"])
    (found,) = queries.suggest(viewer_of(anke), question, exclude=set(), now=NOW)
    assert found.because == "Schreef zelf: ‘dyslexie’."
    assert lexicon.vocabulary(make_school("De Klimroos").id).named("kwikstaart") == ()


def test_a_place_is_asked_about_once_a_year_and_fades_slowly(karim: Membership) -> None:
    make_profile(karim, "dyslexie", now=NOW - YEAR)
    assert queries.asks_confirmation(queries.place_of(karim), now=NOW) is True
    news = news_for([karim.user_id], NOW)[karim.user_id]
    assert [item.thing for item in news] == [f"confirm:{Profile.objects.get().id}:2026"]
    assert [item.path for item in news] == [reverse("person", args=[karim.id])]
    confirm(by=karim, now=NOW)
    assert queries.asks_confirmation(queries.place_of(karim), now=NOW) is False
    assert news_for([karim.user_id], NOW) == {}
    ages = [0, 365, 547.5, 730, 3000]
    assert [freshness(NOW - timedelta(days=age), NOW) for age in ages] == [1, 1, 0.75, LEAST, LEAST]


def test_of_two_with_the_same_words_the_fresh_one_comes_first(karim: Membership) -> None:
    anke, joke = make_member(karim.school, "Anke Terpstra"), make_member(karim.school, "Joke Visser")
    for member, age in ((karim, 2), (joke, 0)):
        make_profile(member, "dyslexie", now=NOW - age * YEAR)
    found = queries.suggest(viewer_of(anke), "Wie weet iets van dyslexie?", exclude=set(), now=NOW)
    assert [one.member.user.name for one in found] == ["Joke Visser", "Karim Boutahar"]
    confirm(by=karim, now=NOW)
    make_profile(joke, "dyslexie", now=NOW - 2 * YEAR)
    Profile.objects.filter(member=joke).update(confirmed_at=NOW - 2 * YEAR)
    found = queries.suggest(viewer_of(anke), "Wie weet iets van dyslexie?", exclude=set(), now=NOW)
    assert [one.member.user.name for one in found] == ["Karim Boutahar", "Joke Visser"]


def test_today_and_the_own_page_ask_it_and_one_tap_answers(karim: Membership) -> None:
    from bemanning.core import clock

    make_profile(karim, "dyslexie", now=clock.now() - YEAR)
    client, page = client_for(karim), reverse("person", args=[karim.id])
    assert [thing.url for thing in client.get("/").context["things"]] == [page]
    assert client.get(page).context["confirmation_due"] is True
    assert client_for(make_member(karim.school, "Bob")).get(page).context["confirmation_due"] is False
    assert client.post(reverse("profile_confirm")).status_code == 302
    assert client.get("/").context["things"] == []
    assert client.get(page).context["confirmation_due"] is False


def test_confirming_a_place_that_is_not_there_makes_none(karim: Membership) -> None:
    confirm(by=karim, now=NOW)
    assert Profile.objects.count() == 0
