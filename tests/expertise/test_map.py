"""The map: who stands where, that the picture says the same as the words, and that a search finds situations."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from itertools import combinations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from bemanning.core import clock
from bemanning.expertise import crew, queries
from bemanning.expertise.chart import Chart, Water
from bemanning.expertise.chart import chart as drawn_chart
from bemanning.expertise.drawing import LAPTOP, PHONE, Links, Plan, draw, for_paper, for_screens, plan
from bemanning.expertise.drawing.flags import flag, letter_of
from bemanning.expertise.models import SchoolTopic
from bemanning.schools.models import Membership
from tests.expertise.crew import NOW, make_member, make_profile, make_school, viewer_of
from tests.factories import client_for
from wievraagik import Vocabulary

pytestmark = pytest.mark.django_db

TITLE = "Wie weet wat op De Vuurtoren"
LINKS = Links(water=lambda slug: f"#{slug}", person=lambda member: f"/mensen/{member}/")


@pytest.fixture
def anke() -> Membership:
    """The leader who looks."""
    return make_member(make_school(), "Anke Terpstra", "directeur")


@pytest.fixture
def client(anke: Membership) -> Client:
    """Anke's browser."""
    return client_for(anke)


def chart_of(anke: Membership) -> Chart:
    """The map as she sees it."""
    return queries.whole_map(viewer_of(anke), "", now=NOW).chart


def spots(anke: Membership) -> dict[str, list[str]]:
    """Who stands at which topic, by their names on the map."""
    waters = chart_of(anke).waters
    return {spot.topic.id: [one.short for one in spot.sailors] for water in waters for spot in water.spots}


def crowd(anke: Membership) -> Chart:
    """A map with small and large islands, and some that nobody sails to."""
    phrases = ["dyslexie", "dyscalculie", "muziek", "rekenen", "woordenschat", "studiedagen", "intervisie", "pesten"]
    for number in range(16):
        some = [phrase for at, phrase in enumerate(phrases) if (number + at) % 3]
        make_profile(make_member(anke.school, f"{chr(65 + number)}na Collega{number}"), *some)
    return chart_of(anke)


def words_in(drawing: str) -> list[str]:
    """All words of a picture, in order. Fails when it is not sound XML."""
    return [text.text or "" for text in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


def test_people_stand_at_their_topics_by_name_and_only_who_chose_so(anke: Membership) -> None:
    school = anke.school
    for name in ("Sem de Wit", "Sem Ali", "Joke Visser"):
        make_profile(make_member(school, name), "dyslexie")
    make_profile(make_member(school, "Piet Post"), "dyslexie", listed=False)
    make_profile(make_member(make_school("De Klimroos"), "Hilde Bosma"), "dyslexie")
    gone = make_member(school, "Wim Weg")
    make_profile(gone, "dyslexie")
    Membership.objects.filter(id=gone.id).update(left_at=NOW)
    assert spots(anke) == {"dyslexie": ["Joke", "Sem A.", "Sem W."]}


def test_every_topic_is_on_the_map_once_with_or_without_people(anke: Membership) -> None:
    make_profile(make_member(anke.school, "Karim Boutahar"), "dyslexie")
    waters = chart_of(anke).waters
    seen = [topic.id for one in waters for topic in (*(spot.topic for spot in one.spots), *one.empty)]
    assert (len(waters), len(seen), len(set(seen))) == (19, 222, 222)
    assert len({water.slug for water in waters}) == 19
    assert [water.name for water in waters if water.name.startswith("V")][-1] == "VO: begeleiding & examens"


def test_a_topic_of_the_school_lies_in_a_water_of_its_own(anke: Membership) -> None:
    SchoolTopic.objects.create(
        school=anke.school, topic="own-1", label="Zeilweek", group="van onze school", words=["kiellegging"]
    )
    make_profile(make_member(anke.school, "Karim Boutahar"), "de kiellegging voorbereiden")
    assert spots(anke) == {"own-1": ["Karim"]}
    assert [water.name for water in chart_of(anke).waters if water.spots] == ["Van onze school"]


def test_what_nobody_confirmed_for_over_a_year_is_drawn_lighter(anke: Membership) -> None:
    make_profile(make_member(anke.school, "Karim Boutahar"), "dyslexie", now=NOW - timedelta(days=400))
    make_profile(make_member(anke.school, "Joke Visser"), "dyslexie")
    drawing = draw(plan(chart_of(anke), LAPTOP, title=TITLE), title=TITLE, beside="x")
    marked = [
        (group.get("class"), "".join(group.itertext()))
        for group in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}g")  # noqa: S314
        if "sailor" in (group.get("class") or "")
    ]
    assert marked == [("sailor", "Joke"), ("sailor faded", "Karim")]


@pytest.mark.parametrize("crew", [1, 3])
def test_the_map_costs_the_same_for_one_and_for_three(
    client: Client, anke: Membership, crew: int, django_assert_num_queries: type
) -> None:
    for number in range(crew):
        make_profile(make_member(anke.school, f"Collega {number}"), "rekenen", "dyslexie")
    client.get(reverse("map"))
    # session, user, memberships, who is on the map, the topics of the school, the circles
    with django_assert_num_queries(6):
        assert client.get(reverse("map"), {"q": "rekenen"}).status_code == 200


def test_a_situation_finds_people_and_says_why(client: Client, anke: Membership) -> None:
    make_profile(make_member(anke.school, "Karin Oosterhuis"), "ik zet stoere kinderen op hun gemak als ze boos zijn")
    make_profile(make_member(anke.school, "Naoual El Idrissi"), "begrotingen en Excel")
    found = client.get(reverse("map"), {"q": "Hij gooit met stoelen"}).context["found"]
    assert (found[0].name, found[0].because) == (
        "Karin Oosterhuis",
        "Schreef zelf: ‘ik zet stoere kinderen op hun gemak als ze boos zijn’.",
    )
    assert client.get(reverse("map")).context["found"] is None
    assert client.get(reverse("map"), {"q": "zzz"}).context["found"] == []


def test_a_search_finds_nobody_rather_than_somebody_by_chance(client: Client, anke: Membership) -> None:
    make_profile(make_member(anke.school, "Karin Oosterhuis"), "knutselen met weinig geld", "de brugklas")
    page = client.get(reverse("map"), {"q": "rouw"})
    assert (page.context["found"], page.context["nobody"].id) == ([], "rouw-en-verlies")


def test_the_picture_holds_every_name_and_topic_of_the_words(anke: Membership) -> None:
    chart = crowd(anke)
    detailed = words_in(draw(plan(chart, LAPTOP, title=TITLE), title=TITLE, beside="x", links=LINKS))
    said = " ".join(detailed)
    for water in chart.waters:
        for spot in water.spots:
            assert spot.topic.label in said
    names = [sailor.short for water in chart.waters for spot in water.spots for sailor in spot.sailors]
    assert sorted(word for word in detailed if word in set(names)) == sorted(names)
    assert detailed.count("Hier vaart nog niemand") == sum(not water.spots for water in chart.waters)


def test_the_picture_is_the_same_each_time_and_leads_where_it_should(anke: Membership) -> None:
    chart = crowd(anke)
    pictures = [draw(plan(chart, PHONE, title=TITLE), title=TITLE, beside="x", links=LINKS) for _ in range(2)]
    assert pictures[0] == pictures[1]
    leads = [link.get("href") for link in ET.fromstring(pictures[0]).iter("{http://www.w3.org/2000/svg}a")]  # noqa: S314
    assert sorted(map(str, leads)) == sorted(f"#{water.slug}" for water in chart.waters)
    assert "<a " not in draw(for_paper(chart, title=TITLE, ratio=1.414), title=TITLE, beside="x")


def test_the_drawing_is_kept_until_the_map_or_the_language_changes(anke: Membership) -> None:
    def drawn() -> tuple[str, ...]:
        chart = queries.whole_map(viewer_of(anke), "", now=NOW).chart
        return for_screens(chart, title=TITLE, beside="", links=LINKS)

    joke = make_member(anke.school, "Joke Visser")
    make_profile(joke, "dyslexie")
    first = drawn()
    assert drawn() is first
    with override("en"):
        assert drawn() is not first
    make_profile(make_member(anke.school, "Karim Boutahar"), "dyslexie")
    changed = drawn()
    assert ["Karim" in words_in(picture) for picture in (first[0], changed[0])] == [False, True]


def test_a_name_cannot_write_in_the_picture(client: Client, anke: Membership) -> None:
    make_profile(make_member(anke.school, "<script>x</script> & Zn"), "dyslexie")
    page = client.get(reverse("map")).content.decode()
    assert "<script>x" not in page
    assert "&lt;script&gt;x&lt;/script&gt;" in page


def boxes(drawn: Plan) -> list[tuple[str, float, float, float, float]]:
    """The land of every island: name, left, top, right, bottom, with the bulges of its coast."""
    return [
        (
            one.water.name,
            one.centre[0] - one.half[0] * 1.05,
            one.centre[1] - one.half[1] * 1.05,
            one.centre[0] + one.half[0] * 1.05,
            one.centre[1] + one.half[1] * 1.05,
        )
        for one in drawn.islands
    ]


def clashes(drawn: Plan) -> list[str]:
    """Islands that lie over each other, over the cartouche or over the edge."""
    x, y, width, height = drawn.cartouche
    found = [("cartouche", x, y, x + width, y + height), *boxes(drawn)]
    over = [
        f"{one[0]} / {two[0]}"
        for one, two in combinations(found, 2)
        if one[1] < two[3] and two[1] < one[3] and one[2] < two[4] and two[2] < one[4]
    ]
    edge = [one[0] for one in found if min(one[1:3]) < 26 or one[3] > drawn.width - 26 or one[4] > drawn.height - 26]
    return over + edge


@pytest.mark.parametrize("sheet", [LAPTOP, PHONE])
def test_no_island_lies_over_another(anke: Membership, sheet: object) -> None:
    empty = chart_of(anke)
    assert clashes(plan(empty, sheet, title=TITLE)) == []  # type: ignore[arg-type]
    assert clashes(plan(crowd(anke), sheet, title=TITLE)) == []  # type: ignore[arg-type]


def test_the_measurement_sees_an_island_over_another(anke: Membership) -> None:
    drawn = plan(crowd(anke), LAPTOP, title=TITLE)
    twice = Plan(drawn.sheet, (*drawn.islands, drawn.islands[0]), drawn.width, drawn.height, drawn.cartouche, None)
    assert len(clashes(twice)) == 1


def test_on_paper_the_map_has_the_shape_of_the_sheet(anke: Membership) -> None:
    chart = crowd(anke)
    drawn = for_paper(chart, title=TITLE, ratio=1.414)
    assert abs(drawn.width / drawn.height - 1.414) < 0.05
    assert clashes(drawn) == []


def test_what_was_needed_stands_in_the_picture_with_a_buoy(anke: Membership) -> None:
    book = crew.book((anke.school_id, False), [], Vocabulary())
    wanted = drawn_chart([], book, now=NOW, wanted={"pesten"})
    picture = words_in(draw(plan(wanted, LAPTOP, title=TITLE), title=TITLE, beside="x"))
    assert ("Pesten" in picture, picture.count("Hier vaart nog niemand")) == (True, 18)
    small = plan(wanted, PHONE, title=TITLE)
    assert all(any(text.kind == "nobody" for text in island.texts) for island in small.islands)


def test_an_empty_map_invites(client: Client) -> None:
    page = client.get(reverse("map"))
    assert page.context["chart"].is_empty is True
    assert 'href="/mensen/ik/?kaart=ja"' in page.content.decode()


def test_everybody_has_a_flag_also_with_an_accent_or_without_a_letter() -> None:
    assert [letter_of(name) for name in ("Ayşegül", "Émile", "øyvind", "李", "")] == ["A", "E", "Y", "Q", "Q"]
    flags = [flag(letter) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert len(set(flags)) == 26
    assert [ET.fromstring(f"<g>{one}</g>").tag for one in flags] == ["g"] * 26  # noqa: S314


def test_a_water_names_everybody_in_it_once(anke: Membership) -> None:
    make_profile(make_member(anke.school, "Karim Boutahar"), "dyslexie", "dyscalculie")
    (water,) = (one for one in chart_of(anke).waters if one.spots)
    assert isinstance(water, Water)
    assert [sailor.name for sailor in water.sailors] == ["Karim Boutahar"]


def test_the_own_clock_of_the_page_is_used(client: Client, anke: Membership) -> None:
    make_profile(make_member(anke.school, "Karim Boutahar"), "dyslexie", now=clock.now() - timedelta(days=364))
    (spot,) = (spot for water in client.get(reverse("map")).context["chart"].waters for spot in water.spots)
    assert spot.sailors[0].faded is False
