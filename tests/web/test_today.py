"""The start page of a school that has just begun."""

from collections.abc import Callable

import pytest
from django.test import Client

from bemanning.schools.models import Membership
from tests.factories import make_member
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
