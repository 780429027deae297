"""The builders of the tests build what they say."""

from collections.abc import Callable

from django.test import Client

from bemanning.schools.models import Membership, School
from tests.factories import make_profile, make_team


def test_a_member_signs_in_and_sees_the_start_page(
    alice: Membership, client_for: Callable[[Membership], Client]
) -> None:
    response = client_for(alice).get("/")
    assert (response.status_code, response.wsgi_request.viewer.member) == (200, alice)  # type: ignore[attr-defined]


def test_a_team_and_a_profile(school: School, bob: Membership, carol: Membership) -> None:
    team = make_team(school, members=(bob, carol))
    profile = make_profile(bob, "rekenen met groep 8", "het schooladvies")
    assert list(team.memberships.order_by("user__name")) == [bob, carol]
    assert [phrase.text for phrase in profile.phrases.all()] == ["rekenen met groep 8", "het schooladvies"]
