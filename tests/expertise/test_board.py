"""Across the schools of a board: only who allowed it, and only for that board."""

import pytest
from django.urls import reverse

from bemanning.expertise import queries
from bemanning.schools.models import Membership
from tests.expertise.crew import NOW, make_member, make_profile, viewer_of
from tests.factories import client_for, make_board, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def anke() -> Membership:
    """Who looks, at a school of a board."""
    board = make_board()
    anke = make_member(make_school("De Vuurtoren", board=board), "Anke Terpstra")
    make_profile(make_member(anke.school, "Karim Boutahar"), "dyslexie")
    near = make_school("De Kompasroos", board=board)
    make_profile(make_member(near, "Otto Bakker"), "dyslexie", shared=True)
    make_profile(make_member(near, "Stille Sara"), "dyslexie")
    make_profile(make_member(near, "Verborgen Vera"), "dyslexie", shared=True, listed=False)
    far = make_school("De Verte", board=make_board("Een ander bestuur"))
    make_profile(make_member(far, "Fred Ver"), "dyslexie", shared=True)
    return anke


def names(anke: Membership, *, wide: bool) -> list[tuple[str, str]]:
    """Who is on the map for her, with the school where it is another."""
    found = queries.whole_map(viewer_of(anke), "dyslexie", now=NOW, wide=wide)
    spots = [spot for water in found.chart.waters for spot in water.spots]
    on_map = [(one.name, one.school) for spot in spots for one in spot.sailors]
    assert found.found is not None
    assert sorted((one.name, one.school) for one in found.found[:9]) == sorted(on_map)
    return on_map


def person(name: str) -> Membership:
    return Membership.objects.get(user__name=name)


def test_the_own_school_is_the_map_and_the_board_adds_who_allowed_it(anke: Membership) -> None:
    assert names(anke, wide=False) == [("Karim Boutahar", "")]
    assert names(anke, wide=True) == [("Karim Boutahar", ""), ("Otto Bakker", "De Kompasroos")]
    assert names(anke, wide=False) == [("Karim Boutahar", "")]


def test_only_who_allowed_it_has_a_page_there(anke: Membership) -> None:
    client = client_for(anke)
    found = {
        name: client.get(reverse("person", args=[person(name).id])).status_code
        for name in ("Karim Boutahar", "Otto Bakker", "Stille Sara", "Verborgen Vera", "Fred Ver")
    }
    assert found == {
        "Karim Boutahar": 200, "Otto Bakker": 200, "Stille Sara": 404, "Verborgen Vera": 404, "Fred Ver": 404,
    }  # fmt: skip
    page = client.get(reverse("person", args=[person("Otto Bakker").id])).content.decode()
    assert "Otto werkt op De Kompasroos" in page
    assert f"{reverse('request_new')}?aan={person('Otto Bakker').id}" in page


def test_nobody_of_another_school_is_suggested_for_a_question(anke: Membership) -> None:
    found = queries.suggest(viewer_of(anke), "Wie weet iets van dyslexie?", exclude=set(), now=NOW)
    assert [one.member.user.name for one in found] == ["Karim Boutahar"]


def test_without_a_board_there_is_nothing_to_widen_and_nothing_to_allow() -> None:
    alone = make_member(make_school("De Eenling"), "Els Alleen")
    client = client_for(alone)
    page = client.get(reverse("map"), {"bestuur": "ja"})
    assert (page.context["wide"], page.context["board"]) == (False, None)
    assert "shared" not in client.get(reverse("profile_edit")).context["form"].fields


def test_permission_is_a_tick_of_ones_own(anke: Membership) -> None:
    client, otto = client_for(person("Otto Bakker")), person("Otto Bakker")
    assert client.get(reverse("profile_edit")).context["form"]["shared"].value() is True
    client.post(reverse("profile_edit"), {"listed": "on", "room": "open", "phrase_1": "dyslexie"})
    otto.profile.refresh_from_db()
    assert (otto.profile.listed, otto.profile.shared) == (True, False)
    assert names(anke, wide=True) == [("Karim Boutahar", "")]
