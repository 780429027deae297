"""A circle of three leaders of three schools, and somebody who is not in it."""

from dataclasses import dataclass

import pytest

from bemanning.circles import actions
from bemanning.circles.models import Circle, CircleInvitation
from bemanning.core import clock
from bemanning.expertise.models import Profile
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests.factories import make_member, make_profile, make_school


@dataclass(slots=True)
class Leaders:
    """Alice began the circle; Otto allows it to find his words, Fenna does not. Sanne is at Otto's school only."""

    circle: Circle
    alice: Membership
    otto: Membership
    fenna: Membership
    sanne: Membership


def allow(member: Membership, *phrases: str) -> Profile:
    """A place on the map that the people of one's circles may find."""
    profile = make_profile(member, *phrases)
    profile.circled = True
    profile.save()
    return profile


def bring_in(circle: Circle, by: Membership, member: Membership) -> None:
    """Invite somebody by name, who accepts."""
    actions.invite(by=by, circle=circle, member=member, email="", now=clock.now())
    invitation = CircleInvitation.objects.select_related("circle").get(member=member)
    actions.join(by=member, invitation=invitation, now=clock.now())


@pytest.fixture
def leaders(alice: Membership, other_school_leader: Membership) -> Leaders:
    """The circle."""
    otto = other_school_leader
    fenna = make_member(make_school("De Fok", place="Makkum"), name="Fenna Wiersma", role=Role.LEADER)
    sanne = make_member(otto.school, name="Sanne Stil")
    allow(otto, "een team dat moe is weer op gang helpen")
    make_profile(fenna, "een team dat moe is")
    allow(sanne, "een team dat moe is")
    circle = actions.begin(by=alice, name="Intervisie leiders", now=clock.now())
    for member in (otto, fenna):
        bring_in(circle, alice, member)
    return Leaders(circle, alice, otto, fenna, sanne)
