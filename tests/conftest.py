"""The people of most tests: alice leads the school, bob and carol work there, and one leader is of another school."""

from collections.abc import Callable

import pytest
from django.test import Client

from bemanning.schools.enums import Role
from bemanning.schools.models import Membership, School
from tests import factories


@pytest.fixture
def school(db: None) -> School:
    """De Vuurtoren."""
    return factories.make_school()


@pytest.fixture
def alice(school: School) -> Membership:
    """Leads the school."""
    return factories.make_member(school, name="Alice Visser", role=Role.LEADER, job_title="directeur")


@pytest.fixture
def bob(school: School) -> Membership:
    """A team member."""
    return factories.make_member(school, name="Bob Dijkstra", job_title="leraar groep 8")


@pytest.fixture
def carol(school: School) -> Membership:
    """Another team member."""
    return factories.make_member(school, name="Carol Hoekstra", job_title="intern begeleider")


@pytest.fixture
def other_school_leader(db: None) -> Membership:
    """Leads a school that shares nothing with De Vuurtoren."""
    other = factories.make_school("De Kompasroos", place="Urk")
    return factories.make_member(other, name="Otto Bakker", role=Role.LEADER)


@pytest.fixture
def client_for() -> Callable[[Membership], Client]:
    """`client_for(member)`: a browser in which that member is signed in."""
    return factories.client_for
