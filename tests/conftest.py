"""The people of most tests: alice leads the school, bob and carol work there, and one leader is of another school."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from django.conf import settings
from django.test import Client, TransactionTestCase

from bemanning.schools.enums import Role
from bemanning.schools.models import Membership, School
from tests import factories
from tests.reliability.installation import migrated, template

# What a test asks for when it reads or writes the database.
NEEDS_DATABASE = {"db", "transactional_db", "live_server"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The database of the tests is a copy of one that was migrated before, so that Django finds nothing to make."""
    test = settings.DATABASES["default"].setdefault("TEST", {})
    if name := template():
        test["TEMPLATE"] = name
        yield
        return
    # The name that Django gives to a database in memory; it is there for as long as somebody has it open.
    with (
        closing(sqlite3.connect(migrated())) as made,
        closing(sqlite3.connect("file:memorydb_default?mode=memory&cache=shared", uri=True)) as memory,
    ):
        made.backup(memory)
        yield


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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another database than SQLite, leave out the tests that touch none: they would say the same twice."""
    if "DATABASE_URL" not in os.environ:
        return
    alike = [item for item in items if not (_needs_database(item) or item.get_closest_marker("process"))]
    config.hook.pytest_deselected(items=alike)
    items[:] = [item for item in items if item not in alike]


def _needs_database(item: pytest.Item) -> bool:
    of_django = (
        isinstance(item, pytest.Function) and item.cls is not None and issubclass(item.cls, TransactionTestCase)
    )
    fixtures = set(getattr(item, "fixturenames", ()))
    return of_django or item.get_closest_marker("django_db") is not None or bool(fixtures & NEEDS_DATABASE)
