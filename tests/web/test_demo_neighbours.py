"""The second school of the demo: small, found by its own leave, and in a circle with the leader of the first."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bemanning.circles.models import Circle, CircleInvitation
from bemanning.expertise import queries
from bemanning.mail.models import OutgoingMail
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership
from bemanning.web import demo_school
from bemanning.web.demonstration import demo_people
from tests.web.test_demo_data import PEOPLE, PERSON_FIELDS, repeated

DATA = Path(demo_school.__file__).parent / "demo"
AROUND: dict[str, Any] = json.loads((DATA / "neighbours.json").read_text(encoding="utf-8"))
NOW = datetime(2027, 3, 16, 9, 0, tzinfo=UTC)


def test_its_people_are_others_than_those_of_the_first_and_nobody_signs_in_as_one() -> None:
    people = [*PEOPLE.values(), *AROUND["people"]]
    for field in ("key", "name", "email"):
        assert repeated([person[field] for person in people]) == []
    assert [set(person) ^ (PERSON_FIELDS - {"teams"}) for person in AROUND["people"]] == [set()] * 5
    assert [person.key for person in demo_people()] == ["anke", "karim", "gerda"]


@pytest.mark.django_db
def test_a_visitor_finds_them_by_the_board_and_by_the_circle() -> None:
    school = demo_school.load(now=NOW)
    anke = Membership.objects.select_related("user", "school__board").get(user__name="Anke Terpstra")
    viewer = Viewer(anke.user, (anke,))
    found = queries.whole_map(viewer, "mijn team is moe", now=NOW).companions
    assert [(one.name, one.school, one.circles) for one in (found or [])] == [
        ("Marit Douma", "De Fok", ("Intervisie schoolleiders",))
    ]
    wide = queries.whole_map(viewer, "muziek", now=NOW, wide=True).found
    assert ("Guus Lamers", "De Fok") in [(one.name, one.school) for one in (wide or [])[:5]]
    assert {circle.name: circle.members.count() for circle in Circle.objects.all()} == {
        "Intervisie schoolleiders": 3,
        "Geld en formatie": 1,
    }
    assert [one.member for one in CircleInvitation.objects.all()] == [anke]
    assert school.memberships.count() == len(PEOPLE)
    assert list(OutgoingMail.objects.exclude(state="cancelled")) == []
