"""People for the tests of the map."""

from datetime import UTC, datetime
from typing import Any

from bemanning.expertise.actions import ProfileData, save_profile
from bemanning.expertise.enums import Room
from bemanning.expertise.models import Profile
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership, School
from tests import factories
from tests.factories import make_school

__all__ = ["EVERY_DAY", "NOW", "make_member", "make_profile", "make_school", "viewer_of"]

# A Thursday, at ten in the morning in the Netherlands.
NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
EVERY_DAY = (1, 2, 3, 4, 5)


def make_member(school: School, name: str, job_title: str = "leerkracht groep 5") -> Membership:
    """Somebody who works at the school and has no profile yet."""
    return factories.make_member(school, name=name, job_title=job_title)


def make_profile(member: Membership, *phrases: str, now: datetime = NOW, **said: Any) -> Profile:
    """A place on the map, by the action that people use."""
    said = {"listed": True, "working_days": EVERY_DAY, "room": Room.OPEN, **said}
    return save_profile(by=member, data=ProfileData(phrases=phrases, **said), now=now)


def viewer_of(member: Membership) -> Viewer:
    """This person, looking at their own school."""
    return Viewer(user=member.user, memberships=(member,))
