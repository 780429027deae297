"""The school page, members and teams; leaving is at once and whole."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bemanning.accounts.models import User
from bemanning.core import clock
from bemanning.core.models import AuditEvent
from bemanning.schools import middleware
from bemanning.schools.access import Viewer
from bemanning.schools.enums import Role
from bemanning.schools.models import Invitation, Membership, School, Team
from bemanning.schools.signals import membership_ended
from tests.factories import client_for, client_of, make_board, make_member, make_team, make_user
from tests.schools.test_invitations import invite, told

pytestmark = [pytest.mark.django_db, pytest.mark.security]

SCHOOL = reverse("school")


def edit(member: Membership) -> str:
    """The address of somebody's page."""
    return reverse("member_edit", args=[member.id])


def end(member: Membership) -> str:
    """The address that ends somebody's membership."""
    return reverse("membership_end", args=[member.id])


@pytest.mark.parametrize("count", [1, 3])
def test_the_school_page_costs_the_same_for_one_and_for_three(alice: Membership, count: int) -> None:
    for number in range(count):
        team = make_team(alice.school, f"Team {number}")
        make_member(alice.school, name=f"Persoon {number}", teams=(team,))
        invite(alice, f"gast{number}@school.example")
    client = client_for(alice)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(SCHOOL).status_code == 200
    assert len(queries) == 8


def test_an_administrator_who_does_not_lead_sets_up_too(school: School) -> None:
    gerda = make_member(school, name="Gerda", administrator=True)
    assert client_for(gerda).get(SCHOOL).status_code == 200


def test_a_team_member_and_a_coach_get_nothing(school: School, alice: Membership, bob: Membership) -> None:
    coach = make_member(school, name="Coach Kees", role=Role.COACH)
    team = make_team(school)
    urls = [SCHOOL, reverse("school_edit"), edit(alice), end(alice), reverse("team_new")]
    urls += [reverse("team_edit", args=[team.id]), reverse("team_delete", args=[team.id])]
    for member in (bob, coach):
        client = client_for(member)
        assert [client.get(url).status_code for url in urls] == [404] * len(urls)
        assert [client.post(url).status_code for url in urls[1:]] == [404] * (len(urls) - 1)


def test_another_school_gets_nothing(alice: Membership, bob: Membership, other_school_leader: Membership) -> None:
    team = make_team(alice.school)
    client = client_for(other_school_leader)
    for url in (edit(bob), end(bob), reverse("team_edit", args=[team.id]), reverse("team_delete", args=[team.id])):
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    assert "Bob Dijkstra" not in client.get(SCHOOL).content.decode()


def test_somebody_gets_another_role_job_and_team(alice: Membership, bob: Membership) -> None:
    team = make_team(alice.school)
    data = {"role": "coach", "job_title": "coach", "teams": str(team.id), "is_administrator": "on"}
    assert client_for(alice).post(edit(bob), data)["Location"] == SCHOOL
    bob.refresh_from_db()
    assert (bob.role, bob.job_title, bob.is_administrator, list(bob.teams.all())) == (
        Role.COACH,
        "coach",
        True,
        [team],
    )
    assert list(AuditEvent.objects.values_list("action", "actor", "object_id")) == [
        ("member.changed", alice.user_id, bob.id)
    ]


def test_the_measurement_sees_somebody_who_left_and_stays_in(
    alice: Membership, bob: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The seeded fault: the middleware reads who belongs to a school without asking whether they left."""
    theirs = client_for(bob)
    Membership.objects.filter(id=bob.id).update(left_at=clock.now())
    assert theirs.get("/").status_code == 403

    def all_of_them(user: User, chosen: str | None) -> Viewer:
        return Viewer(
            user=user, memberships=tuple(Membership.objects.select_related("school", "user").filter(user=user))
        )

    monkeypatch.setattr(middleware, "_viewer", all_of_them)
    assert theirs.get("/").status_code == 200


def test_a_person_who_left_is_out_at_the_next_request(alice: Membership, bob: Membership) -> None:
    team = make_team(alice.school, members=(bob,))
    theirs = client_for(bob)
    assert theirs.get("/").status_code == 200
    client = client_for(alice)
    assert client.get(end(bob)).status_code == 200
    assert theirs.get("/").status_code == 200
    assert told(client.post(end(bob), follow=True)) == ["Bob Dijkstra is weg bij de school."]
    assert theirs.get("/").status_code == 302
    bob = Membership.objects.get(id=bob.id)
    again = client_for(bob)
    assert again.get(SCHOOL).status_code == 404
    assert "Je hoort nog bij geen school" in again.get(SCHOOL).content.decode()
    assert (bob.is_active, list(team.memberships.all())) == (False, [])
    assert set(AuditEvent.objects.values_list("action", "actor", "object_id")) == {
        ("membership.ended", alice.user_id, bob.id),
        ("session.all_ended", alice.user_id, bob.user_id),
    }
    assert told(client.post(end(bob), follow=True)) == ["Bob Dijkstra is al weg bij de school."]


@pytest.fixture
def ended() -> Iterator[list[tuple[Membership, Membership, datetime | None]]]:
    """Hears who left, from whom."""
    heard: list[tuple[Membership, Membership, datetime | None]] = []

    def hear(sender: object, member: Membership, by: Membership, now: datetime, **kwargs: object) -> None:
        heard.append((member, by, member.left_at))
        assert member.left_at == now

    membership_ended.connect(hear)
    yield heard
    membership_ended.disconnect(hear)


def test_other_apps_hear_of_it(
    alice: Membership, bob: Membership, ended: list[tuple[Membership, Membership, datetime | None]]
) -> None:
    client_for(alice).post(end(bob))
    assert [(member, by) for member, by, _when in ended] == [(bob, alice)]


def test_the_last_one_who_sets_up_stays(alice: Membership, bob: Membership) -> None:
    client = client_for(alice)
    words = "Alleen jij kunt deze school beheren. Geef eerst iemand anders die taak."
    assert client.post(end(alice)).context["fault"] == words
    response = client.post(edit(alice), {"role": "team_member"})
    assert response.context["form"].non_field_errors() == [words]
    alice.refresh_from_db()
    assert (alice.is_active, alice.role) == (True, Role.LEADER)
    client.post(edit(bob), {"role": "team_member", "is_administrator": "on"})
    client.post(end(alice))
    alice.refresh_from_db()
    assert alice.is_active is False


def test_teams_are_made_changed_and_deleted(alice: Membership, bob: Membership) -> None:
    client = client_for(alice)
    client.post(reverse("team_new"), {"name": "Onderbouw", "members": str(bob.id)})
    team = Team.objects.get()
    assert (team.name, list(team.memberships.all())) == ("Onderbouw", [bob])
    response = client.post(reverse("team_new"), {"name": " ONDERBOUW "})
    assert response.context["form"].errors["name"] == ["Er is al een team met deze naam. Kies een andere naam."]
    client.post(reverse("team_edit", args=[team.id]), {"name": "onderbouw", "members": str(alice.id)})
    team.refresh_from_db()
    assert (team.name, list(team.memberships.all())) == ("onderbouw", [alice])
    client.get(reverse("team_delete", args=[team.id]))
    assert Team.objects.count() == 1
    client.post(reverse("team_delete", args=[team.id]))
    assert Team.objects.count() == 0
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True)) == [
        "team.created",
        "team.changed",
        "team.deleted",
    ]


def test_somebody_of_another_school_cannot_be_put_in_a_team(
    alice: Membership, other_school_leader: Membership
) -> None:
    response = client_for(alice).post(
        reverse("team_new"), {"name": "Onderbouw", "members": str(other_school_leader.id)}
    )
    assert list(response.context["form"].errors) == ["members"]


def test_name_and_place_of_the_school(alice: Membership) -> None:
    client_for(alice).post(reverse("school_edit"), {"name": "De Nieuwe Vuurtoren", "place": "Franeker"})
    alice.school.refresh_from_db()
    assert (alice.school.name, alice.school.place) == ("De Nieuwe Vuurtoren", "Franeker")


def test_a_board_sees_names_and_numbers_alone(alice: Membership, bob: Membership) -> None:
    user = make_user("Bestuurder Bram")
    alice.school.board = make_board(administrator=user)
    alice.school.save()
    client = client_of(user)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("board")).content.decode()
    assert len(queries) == 6
    shown = ("De Vuurtoren", "2 mensen doen mee.", "Aanspreekpunt: Alice Visser.")
    assert [words for words in shown if words not in page] == []
    assert "Bob Dijkstra" not in page
    assert client.get(SCHOOL).status_code == 404
    assert client_for(alice).get(reverse("board")).status_code == 404


def test_audit_rows_hold_no_content(alice: Membership, bob: Membership) -> None:
    invite(alice)
    client_for(alice).post(edit(bob), {"role": "coach", "job_title": "geheime functie"})
    written = str(list(AuditEvent.objects.values()))
    assert [word for word in ("Eva", "eva@", "geheime", "Bob") if word in written] == []
    assert Invitation.objects.count() == 1
