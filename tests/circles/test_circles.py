"""Circles: joined by one's own choice, equal for all, and the one opening in the wall between schools."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bemanning.circles import actions
from bemanning.circles.models import Circle, CircleInvitation, CircleMember
from bemanning.core import clock
from bemanning.expertise import queries
from bemanning.mail.models import OutgoingMail
from bemanning.schools.access import Viewer
from bemanning.schools.actions.erasing import erase_person
from bemanning.schools.actions.members import leave
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests.circles.conftest import Leaders, allow, bring_in
from tests.factories import client_for, make_board, make_member, make_profile, make_school, make_user

pytestmark = pytest.mark.django_db


def viewer(member: Membership) -> Viewer:
    return Viewer(member.user, (member,))


def found_by(member: Membership, query: str = "moe team") -> list[tuple[str, str, tuple[str, ...]]]:
    """Whom the map finds through circles."""
    found = queries.whole_map(viewer(member), query, now=clock.now()).companions
    return [(one.name, one.school, one.circles) for one in (found or [])]


def names_in(circle: Circle) -> list[str]:
    return sorted(circle.members.values_list("member__user__name", flat=True))


def invite(leaders: Leaders, email: str) -> CircleInvitation:
    actions.invite(by=leaders.alice, circle=leaders.circle, member=None, email=email, now=clock.now())
    return CircleInvitation.objects.select_related("circle").get(email=email)


class TestJoining:
    """Nobody is in a circle without having chosen so."""

    def test_begin_invite_and_join_by_the_pages(self, alice: Membership, other_school_leader: Membership) -> None:
        client, theirs = client_for(alice), client_for(other_school_leader)
        client.post(reverse("circle_new"), {"name": "Vijf aan tafel"})
        circle = Circle.objects.get()
        page = reverse("circle", args=[circle.id])
        answer = client.post(reverse("circle_invite", args=[circle.id]), {"email": " Otto.Bakker@school.example "})
        assert answer["Location"] == page
        mail = OutgoingMail.objects.select_related("key").get(event__startswith="circle:")
        assert (mail.to_address, mail.opened("subject")) == (
            "otto.bakker@school.example",
            "Alice Visser nodigt je uit voor een kring: Vijf aan tafel",
        )
        assert mail.opened("text").startswith("Dag,\n\nAlice Visser van De Vuurtoren nodigt je uit")
        assert theirs.get(page).status_code == 404  # nothing is seen before it is accepted
        words = theirs.get(reverse("circles")).content.decode()
        assert "Alice Visser van De Vuurtoren nodigt je uit voor deze kring." in words
        invitation = CircleInvitation.objects.get()
        assert "otto.bakker@school.example" in client.get(page).content.decode()
        theirs.post(reverse("circle_decide", args=[invitation.id]))
        assert theirs.get(page).status_code == 200
        assert names_in(circle) == ["Alice Visser", "Otto Bakker"]
        assert CircleInvitation.objects.count() == 0

    def test_declining_leaves_nothing_and_tells_nobody(self, leaders: Leaders) -> None:
        invitation = invite(leaders, "sanne.stil@school.example")
        mails = OutgoingMail.objects.count()
        client_for(leaders.sanne).post(reverse("circle_decide", args=[invitation.id]), {"decline": "1"})
        assert (CircleInvitation.objects.count(), OutgoingMail.objects.count()) == (0, mails)
        assert names_in(leaders.circle) == ["Alice Visser", "Fenna Wiersma", "Otto Bakker"]

    def test_an_invitation_is_for_one_person(self, leaders: Leaders) -> None:
        invitation = invite(leaders, "nina@elders.example")
        for member in (leaders.sanne, leaders.otto):
            assert client_for(member).post(reverse("circle_decide", args=[invitation.id])).status_code == 404
            assert client_for(member).post(reverse("circle_take_back", args=[invitation.id])).status_code == 404
        assert CircleInvitation.objects.filter(id=invitation.id).exists()
        # Who is invited is between them and who invited them: the others of the circle do not read the address.
        page = client_for(leaders.otto).get(reverse("circle", args=[leaders.circle.id])).content.decode()
        assert "nina@elders.example" not in page

    def test_a_mail_that_has_not_left_goes_with_the_invitation(self, leaders: Leaders) -> None:
        invitation = invite(leaders, "nina@elders.example")
        client_for(leaders.alice).post(reverse("circle_take_back", args=[invitation.id]))
        assert OutgoingMail.objects.get(event=f"circle:{invitation.id}").state == "cancelled"

    def test_only_a_leader_begins_one_and_anybody_in_it_invites_and_renames(self, leaders: Leaders) -> None:
        assert client_for(leaders.sanne).post(reverse("circle_new"), {"name": "Stil"}).status_code == 404
        bring_in(leaders.circle, leaders.otto, leaders.sanne)
        client_for(leaders.sanne).post(reverse("circle_rename", args=[leaders.circle.id]), {"name": "Zes"})
        assert Circle.objects.get().name == "Zes"

    def test_people_of_the_board_who_let_themselves_be_found_can_be_chosen_without_an_address(self) -> None:
        board = make_board()
        ann = make_member(make_school("De Boei", board=board), name="Ann Boer", role=Role.LEADER)
        bas, hid = (
            make_member(make_school("De Baak", board=board), name=name) for name in ("Bas Baak", "Vera Verborgen")
        )
        make_profile(hid)
        profile = make_profile(bas)
        profile.shared = True
        profile.save()
        circle = actions.begin(by=ann, name="Boei", now=clock.now())
        client, url = client_for(ann), reverse("circle_invite", args=[circle.id])
        page = client.get(url).content.decode()
        assert ("Bas Baak, De Baak" in page, "Vera" in page, bas.user.email in page) == (True, False, False)
        assert client.post(url, {"member": str(hid.id), "email": ""}).status_code == 200
        client.post(url, {"member": str(bas.id), "email": ""})
        assert [one.member for one in CircleInvitation.objects.all()] == [bas]
        shown = client.get(reverse("circle", args=[circle.id])).content.decode()
        assert ("Bas Baak" in shown, bas.user.email in shown) == (True, False)

    @pytest.mark.parametrize("email", ["otto.bakker@school.example", "nina@elders.example"])
    def test_who_is_in_it_or_invited_gets_no_second_mail(self, leaders: Leaders, email: str) -> None:
        invite(leaders, "nina@elders.example")
        before = OutgoingMail.objects.count()
        assert not actions.invite(by=leaders.otto, circle=leaders.circle, member=None, email=email, now=clock.now())
        assert OutgoingMail.objects.count() == before


class TestBounds:
    """As many as can know each other, and no way to fill somebody's mailbox."""

    def test_a_circle_has_twenty_places_with_the_invitations(self, leaders: Leaders) -> None:
        for number in range(17):
            invite(leaders, f"n{number}@elders.example")
        with pytest.raises(actions.CircleFullError):
            invite(leaders, "een.te.veel@elders.example")
        page = client_for(leaders.alice).post(
            reverse("circle_invite", args=[leaders.circle.id]), {"email": "een.te.veel@elders.example"}
        )
        assert "De kring is vol" in page.content.decode()
        assert "een.te.veel@elders.example" in page.content.decode()  # what was typed stays

    def test_somebody_is_in_ten_circles(self, leaders: Leaders) -> None:
        for number in range(9):
            actions.begin(by=leaders.alice, name=str(number), now=clock.now())
        with pytest.raises(actions.TooManyCirclesError):
            actions.begin(by=leaders.alice, name="elf", now=clock.now())
        other = actions.begin(by=leaders.sanne, name="elf", now=clock.now())
        actions.invite(by=leaders.sanne, circle=other, member=leaders.alice, email="", now=clock.now())
        invitation = CircleInvitation.objects.get()
        client_for(leaders.alice).post(reverse("circle_decide", args=[invitation.id]))
        assert (CircleInvitation.objects.count(), names_in(other)) == (1, ["Sanne Stil"])

    def test_taking_back_makes_no_room_for_more_mail_on_one_day(self, leaders: Leaders) -> None:
        for number in range(actions.MOST_INVITATIONS - 2):  # two made the circle
            invitation = invite(leaders, f"n{number}@elders.example")
            actions.take_back(by=leaders.alice, invitation=invitation, now=clock.now())
        with pytest.raises(actions.TooOftenError):
            invite(leaders, "nog.een@elders.example")
        tomorrow = clock.now() + timedelta(days=1, minutes=1)
        assert actions.invite(
            by=leaders.alice, circle=leaders.circle, member=None, email="nog.een@elders.example", now=tomorrow
        )


@pytest.mark.privacy
class TestFinding:
    """The map finds who is in a circle with me and allowed it; never somebody else."""

    def test_only_who_allowed_it_and_only_within_the_circle(self, leaders: Leaders) -> None:
        assert found_by(leaders.alice) == [("Otto Bakker", "De Kompasroos", ("Intervisie leiders",))]
        assert found_by(leaders.fenna) == [("Otto Bakker", "De Kompasroos", ("Intervisie leiders",))]
        assert found_by(leaders.sanne) == []
        outsider = make_member(leaders.alice.school, name="Bob Dijkstra")
        assert found_by(outsider) == []

    def test_the_page_of_a_person_opens_for_the_same_people(self, leaders: Leaders) -> None:
        bob = make_member(leaders.alice.school, name="Bob Dijkstra")
        opens = {
            (who.user.name, whom.user.name): client_for(who).get(reverse("person", args=[whom.id])).status_code
            for who in (leaders.alice, leaders.fenna, bob)
            for whom in (leaders.otto, leaders.fenna, leaders.sanne)
            if who != whom
        }
        allowed = {("Alice Visser", "Otto Bakker"), ("Fenna Wiersma", "Otto Bakker")}
        assert {pair for pair, status in opens.items() if status == 200} == allowed
        assert {status for pair, status in opens.items() if pair not in allowed} == {404}

    def test_the_page_of_the_circle_shows_names_of_all_and_words_of_who_allowed_it(self, leaders: Leaders) -> None:
        client, url = client_for(leaders.alice), reverse("circle", args=[leaders.circle.id])
        page = client.get(url)
        shown = [(member.user.name, person.phrases if person else None) for member, person in page.context["people"]]
        assert shown == [
            ("Alice Visser", None),
            ("Fenna Wiersma", None),
            ("Otto Bakker", ("een team dat moe is weer op gang helpen",)),
        ]
        search = client.get(url, {"q": "moe team"})
        assert [one.name for one in search.context["found"]] == ["Otto Bakker"]

    def test_leaving_ends_it_at_once_for_both(self, leaders: Leaders) -> None:
        allow(leaders.alice, "een team dat moe is")
        assert found_by(leaders.otto) == [("Alice Visser", "De Vuurtoren", ("Intervisie leiders",))]
        client_for(leaders.otto).post(reverse("circle_leave", args=[leaders.circle.id]))
        assert (found_by(leaders.alice), found_by(leaders.otto)) == ([], [])
        assert client_for(leaders.otto).get(reverse("circle", args=[leaders.circle.id])).status_code == 404

    def test_the_tick_is_off_until_it_is_set_and_ends_it_at_once(self, leaders: Leaders) -> None:
        client, url = client_for(leaders.otto), reverse("profile_edit")
        assert client_for(leaders.alice).get(url).context["form"]["circled"].value() is None
        assert client.get(url).context["form"]["circled"].value() is True
        client.post(url, {"listed": "on", "room": "open", "phrase_1": "een team dat moe is"})
        assert found_by(leaders.alice) == []
        client.post(url, {"circled": "on", "room": "open", "phrase_1": "een team dat moe is"})
        assert found_by(leaders.alice) == []  # who is not on the map at all, is not found here either

    @pytest.mark.parametrize("people", [2, 5])
    def test_pages_cost_the_same_for_two_and_for_five(
        self, leaders: Leaders, people: int, django_assert_num_queries: type
    ) -> None:
        for number in range(people):
            more = make_member(make_school(f"School {number}"), name=f"Leider {number}")
            allow(more, "rekenen")
            bring_in(leaders.circle, leaders.alice, more)
        client, url = client_for(leaders.alice), reverse("circle", args=[leaders.circle.id])
        client.get(url)
        # session, person, memberships; the place, its people, the companions, their places, the topics of the school,
        # the open invitations, and whether one's own words are shown
        with django_assert_num_queries(10):
            client.get(url)
        # session, person, memberships; the circles, the addresses, the invitations, and whether one's words are shown
        with django_assert_num_queries(7):
            client.get(reverse("circles"))


class TestGoing:
    """Whoever goes is gone: from a circle, a school, or altogether."""

    def test_the_last_one_takes_the_circle_along(self, leaders: Leaders) -> None:
        invite(leaders, "nina@elders.example")
        for member in (leaders.alice, leaders.otto, leaders.fenna):
            assert Circle.objects.count() == 1
            client_for(member).post(reverse("circle_leave", args=[leaders.circle.id]))
        assert (Circle.objects.count(), CircleInvitation.objects.count()) == (0, 0)

    def test_leaving_the_school_is_leaving_its_circles(self, leaders: Leaders) -> None:
        invite(leaders, "nina@elders.example")
        leave(member=leaders.alice, by=leaders.alice, now=clock.now())
        assert names_in(leaders.circle) == ["Fenna Wiersma", "Otto Bakker"]
        assert CircleInvitation.objects.count() == 0
        assert found_by(leaders.fenna) == [("Otto Bakker", "De Kompasroos", ("Intervisie leiders",))]

    def test_erasing_leaves_no_row_and_no_address(self, leaders: Leaders) -> None:
        invite(leaders, "nina@elders.example")
        nina = make_user("Nina Nieuw", "nina@elders.example")
        erase_person(user=nina, successors={}, now=clock.now())
        successor = {leaders.otto.school_id: leaders.sanne}
        erase_person(user=leaders.otto.user, successors=successor, now=clock.now())
        assert (CircleInvitation.objects.count(), CircleMember.objects.filter(member=leaders.otto).count()) == (0, 0)
        assert found_by(leaders.alice) == []
