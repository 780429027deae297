"""The start page of a school that has just begun."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bemanning.expertise.models import Profile
from bemanning.schools.models import Membership
from tests.factories import make_member, make_profile
from tests.schools.test_invitations import invite

pytestmark = pytest.mark.django_db

FIRST = "Jij bent de eerste aan boord"


def is_told(member: Membership, client_for: Callable[[Membership], Client]) -> bool:
    """Whether the page of this person says that there is nobody else yet."""
    return FIRST in client_for(member).get("/").content.decode()


def test_a_leader_without_colleagues_is_pointed_to_inviting(
    alice: Membership, client_for: Callable[[Membership], Client]
) -> None:
    assert is_told(alice, client_for)
    invite(alice)
    assert not is_told(alice, client_for)


def test_with_a_colleague_nobody_is_told(alice: Membership, client_for: Callable[[Membership], Client]) -> None:
    colleague = make_member(alice.school, name="Bob Dijkstra")
    assert (is_told(alice, client_for), is_told(colleague, client_for)) == (False, False)


def points_to_the_map(member: Membership, client_for: Callable[[Membership], Client]) -> bool:
    """Whether the page of this person offers to write what they like to think along about."""
    html = client_for(member).get("/").content.decode()
    return "Schrijf op waar je graag over meedenkt" in html


def test_a_newcomer_is_pointed_to_the_map_until_they_choose(
    bob: Membership, carol: Membership, client_for: Callable[[Membership], Client]
) -> None:
    assert [points_to_the_map(one, client_for) for one in (bob, carol)] == [True, True]
    page = client_for(bob).post(reverse("profile_later"), follow=True)
    assert [str(one) for one in page.context["messages"]] == ["Goed. Het kan altijd nog, bij Mensen."]
    make_profile(carol, "dyslexie")
    assert [points_to_the_map(one, client_for) for one in (bob, carol)] == [False, False]
    assert Profile.objects.get(member=bob).listed is False


def test_letting_it_go_changes_nothing_for_who_is_on_the_map(
    bob: Membership, client_for: Callable[[Membership], Client]
) -> None:
    make_profile(bob, "dyslexie")
    client_for(bob).post(reverse("profile_later"))
    assert Profile.objects.get(member=bob).listed is True


def test_who_is_alone_is_not_pointed_to_the_map(
    alice: Membership, client_for: Callable[[Membership], Client]
) -> None:
    assert not points_to_the_map(alice, client_for)
