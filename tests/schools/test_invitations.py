"""Inviting and joining: one mail for each person, a link that works once, and clear pages when it does not."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bemanning.accounts.models import User
from bemanning.core import clock
from bemanning.core.models import AuditEvent
from bemanning.mail.enums import MailState
from bemanning.mail.models import OutgoingMail
from bemanning.schools.enums import Role
from bemanning.schools.models import Invitation, Membership, Team
from tests.factories import client_for, make_member, make_school, make_team, make_user

pytestmark = pytest.mark.django_db

INVITE = reverse("invite")
LIST = reverse("invite_list")
HEADING = "naam;e-mail;functie;team;rol"
LINES = f"{HEADING}\nEva Mol;eva@school.example;leraar;Bovenbouw;\nBas Hoek;geen\nAnke;anke@school.example"


def invite(by: Membership, email: str = "eva@school.example", **data: str) -> Invitation:
    """Invite somebody by the form."""
    fields = {"name": "Eva Mol", "email": email, "role": "team_member", "job_title": "leraar"} | data
    assert client_for(by).post(INVITE, fields)["Location"] == reverse("school")
    return Invitation.objects.get(email=email.lower())


def link_in_newest_mail() -> str:
    """The path of the link, as the newest mail has it."""
    mail = OutgoingMail.objects.select_related("key").latest("created_at")
    found = re.search(r"http://testserver(/uitnodiging/\S+)", mail.opened("text"))
    assert found
    return found.group(1)


def told(response: object) -> list[str]:
    """What the page says after an action."""
    return [str(message) for message in response.context["messages"]]  # type: ignore[attr-defined]


def test_an_invitation_is_a_mail_with_a_link_of_which_only_the_hash_is_kept(alice: Membership) -> None:
    team = make_team(alice.school)
    invitation = invite(alice, "Eva@School.example", teams=str(team.id))
    mail = OutgoingMail.objects.select_related("key").get()
    assert (mail.to_address, mail.to_name) == ("eva@school.example", "Eva Mol")
    assert mail.opened("subject") == "Alice Visser nodigt je uit voor Bemanning op De Vuurtoren"
    assert link_in_newest_mail().split("/")[2] not in str(vars(invitation))
    assert invitation.expires_at - invitation.created_at == timedelta(days=14)
    assert list(invitation.teams.all()) == [team]
    assert list(AuditEvent.objects.values_list("action", "actor", "school", "object_id")) == [
        ("invitation.sent", alice.user_id, alice.school_id, invitation.id)
    ]


def test_looking_at_an_invitation_changes_nothing(alice: Membership) -> None:
    invite(alice)
    anonymous = Client()
    assert (anonymous.get(link_in_newest_mail()).status_code, anonymous.head(link_in_newest_mail()).status_code) == (
        200,
        200,
    )
    assert User.objects.filter(email="eva@school.example").count() == 0
    assert Invitation.objects.get().accepted_at is None


def test_with_the_button_somebody_new_joins_and_is_in(alice: Membership) -> None:
    team = make_team(alice.school)
    invite(alice, role="coach", teams=str(team.id))
    client = Client()
    assert client.post(link_in_newest_mail())["Location"] == "/"
    member = Membership.objects.get(user__email="eva@school.example")
    assert (member.school, member.role, member.job_title, list(member.teams.all())) == (
        alice.school,
        Role.COACH,
        "leraar",
        [team],
    )
    assert (member.user.name, member.is_administrator) == ("Eva Mol", False)
    page = client.get("/")
    assert page.wsgi_request.viewer.member == member  # type: ignore[attr-defined]
    assert told(page) == ["Welkom aan boord. Bij Mensen kies je waarover collega's je mogen vragen."]


def test_a_link_works_once(alice: Membership) -> None:
    invite(alice)
    link = link_in_newest_mail()
    Client().post(link)
    for method in (Client().get, Client().post):
        response = method(link)
        assert (response.status_code, response.context["state"]) == (410, "accepted")
        assert "Deze uitnodiging is al gebruikt" in response.content.decode()
    assert Membership.objects.filter(user__email="eva@school.example").count() == 1


@pytest.mark.parametrize(
    ("change", "state", "words"),
    [
        ({"expires_at": clock.now()}, "expired", "Deze uitnodiging is verlopen"),
        ({"revoked_at": clock.now()}, "revoked", "Deze uitnodiging is ingetrokken"),
    ],
)
def test_a_dead_link_says_why(alice: Membership, change: dict[str, object], state: str, words: str) -> None:
    invite(alice)
    Invitation.objects.update(**change)
    for method in (Client().get, Client().post):
        response = method(link_in_newest_mail())
        assert (response.status_code, response.context["state"], words in response.content.decode()) == (
            410,
            state,
            True,
        )
    assert User.objects.filter(email="eva@school.example").count() == 0


@pytest.mark.parametrize("token", ["x", "é", "a" * 500])
def test_an_unknown_link_says_so(client: Client, db: None, token: str) -> None:
    response = client.get(reverse("invitation_accept", args=[token]))
    assert (response.status_code, response.context["state"]) == (404, "unknown")


def test_somebody_with_an_account_signs_in_first_and_gets_a_second_school(
    alice: Membership, other_school_leader: Membership
) -> None:
    invite(alice, other_school_leader.user.email, name="Otto Bakker")
    link = link_in_newest_mail()
    response = Client().post(link)
    assert response["Location"] == f"{reverse('account_login')}?next={link.replace('/', '%2F')}"
    client = client_for(other_school_leader)
    assert client.get(link).status_code == 200
    assert client.post(link)["Location"] == "/"
    viewer = client.get("/").wsgi_request.viewer  # type: ignore[attr-defined]
    assert [member.school.name for member in viewer.memberships] == ["De Vuurtoren", "De Kompasroos"]


def test_somebody_else_cannot_accept_it(alice: Membership, bob: Membership) -> None:
    invite(alice)
    link = link_in_newest_mail()
    for method in (client_for(bob).get, client_for(bob).post):
        assert method(link).status_code == 409
    assert Invitation.objects.get().accepted_at is None


def test_who_left_can_come_back(alice: Membership, bob: Membership) -> None:
    bob.left_at = clock.now()
    bob.save()
    invite(alice, bob.user.email, name="Bob", role="leader")
    client = client_for(bob)
    client.post(link_in_newest_mail())
    assert list(Membership.objects.filter(id=bob.id).values_list("left_at", "role")) == [(None, Role.LEADER)]


def test_the_same_form_twice_sends_one_mail(alice: Membership, bob: Membership) -> None:
    invite(alice)
    fields = {"name": "Eva Mol", "email": "EVA@school.example", "role": "team_member"}
    response = client_for(alice).post(INVITE, fields)
    assert response.context["form"].errors["email"] == [
        "Deze persoon is al uitgenodigd. Je kunt de mail opnieuw sturen."
    ]
    response = client_for(alice).post(INVITE, fields | {"email": bob.user.email})
    assert response.context["form"].errors["email"] == ["Deze persoon hoort al bij de school."]
    assert OutgoingMail.objects.count() == 1


def test_sending_again_replaces_the_link(alice: Membership) -> None:
    invitation = invite(alice)
    old, url = link_in_newest_mail(), reverse("invitation_resend", args=[invitation.id])
    client = client_for(alice)
    assert told(client.post(url, follow=True)) == ["Eva Mol kreeg de mail net al."]
    Invitation.objects.update(expires_at=clock.now() - timedelta(days=1))
    assert told(client.post(url, follow=True)) == ["Eva Mol krijgt de mail opnieuw."]
    assert (Client().get(old).status_code, Client().get(link_in_newest_mail()).status_code) == (404, 200)
    states = OutgoingMail.objects.order_by("created_at").values_list("state", flat=True)
    assert list(states) == [MailState.CANCELLED, MailState.QUEUED]


def test_taking_back_ends_the_link_and_the_mail(alice: Membership) -> None:
    invitation = invite(alice)
    link, url = link_in_newest_mail(), reverse("invitation_revoke", args=[invitation.id])
    client = client_for(alice)
    assert client.get(url).status_code == 405
    assert told(client.post(url, follow=True)) == ["De uitnodiging van Eva Mol is ingetrokken."]
    assert told(client.post(url, follow=True)) == ["Deze uitnodiging is al gebruikt of ingetrokken."]
    assert Client().get(link).status_code == 410
    assert OutgoingMail.objects.get().state == MailState.CANCELLED
    invite(alice, "Eva2@school.example")


def test_a_list_is_looked_at_first_and_good_lines_go_on(alice: Membership) -> None:
    client = client_for(alice)
    response = client.post(LIST, {"text": LINES, "step": "look"})
    assert [person.email for person in response.context["people"].people] == [
        "eva@school.example",
        "anke@school.example",
    ]
    assert "Regel 3" in response.content.decode()
    assert (Invitation.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert response.context["form"].initial["text"] == LINES
    response = client.post(LIST, {"text": LINES, "step": "send"})
    assert told(response) == ["2 mensen krijgen een uitnodiging."]
    assert response.context["form"].initial["text"] == f"{HEADING}\nBas Hoek;geen"
    assert OutgoingMail.objects.count() == 2
    assert [team.name for team in Invitation.objects.get(name="Eva Mol").teams.all()] == ["Bovenbouw"]
    response = client.post(LIST, {"text": LINES, "step": "send"})
    assert [fault.reason for fault in response.context["people"].faults] == [
        "Eva Mol is al uitgenodigd.",
        "geen is geen e-mailadres. Verbeter het.",
        "Anke is al uitgenodigd.",
    ]
    assert OutgoingMail.objects.count() == 2


def test_a_whole_list_goes_back_to_the_school(alice: Membership) -> None:
    make_team(alice.school, "bovenbouw")
    response = client_for(alice).post(
        LIST, {"text": "Eva;eva@school.example;;BOVENBOUW", "step": "send"}, follow=True
    )
    assert response.redirect_chain == [(reverse("school"), 302)]
    assert told(response) == ["1 persoon krijgt een uitnodiging."]
    assert Team.objects.count() == 1


def test_a_file_is_read_and_stays_in_the_page(alice: Membership) -> None:
    file = SimpleUploadedFile("lijst.csv", "naam;e-mail\nÖzgür;o@school.example".encode("cp1252"))
    response = client_for(alice).post(LIST, {"file": file, "step": "look"})
    assert [person.name for person in response.context["people"].people] == ["Özgür"]
    assert response.context["form"].initial["text"] == "naam;e-mail\nÖzgür;o@school.example"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "De lijst is leeg. Plak een paar regels of kies een bestand."),
        (b"x" * 1_000_001, "Dit bestand is te groot. Een lijst met mensen is kleiner dan 1 MB."),
    ],
)
def test_a_file_that_cannot_be_says_so(alice: Membership, data: bytes, words: str) -> None:
    response = client_for(alice).post(LIST, {"file": SimpleUploadedFile("lijst.csv", data), "step": "look"})
    assert response.context["form"].non_field_errors() == [words]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), step=st.sampled_from(["look", "send", ""]))
def test_any_file_gives_a_page(alice: Membership, data: bytes, step: str) -> None:
    response = client_for(alice).post(LIST, {"file": SimpleUploadedFile("x", data), "step": step})
    assert response.status_code in {200, 302}


def test_a_team_member_invites_nobody(bob: Membership, alice: Membership) -> None:
    invitation = invite(alice)
    client = client_for(bob)
    for url in (INVITE, LIST):
        assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)
    for name in ("invitation_resend", "invitation_revoke"):
        assert client.post(reverse(name, args=[invitation.id])).status_code == 404


def test_another_school_cannot_touch_an_invitation(alice: Membership, other_school_leader: Membership) -> None:
    invitation = invite(alice)
    for name in ("invitation_resend", "invitation_revoke"):
        assert client_for(other_school_leader).post(reverse(name, args=[invitation.id])).status_code == 404


def test_the_same_person_can_be_invited_by_two_schools(alice: Membership, other_school_leader: Membership) -> None:
    invite(alice)
    client_for(other_school_leader).post(
        INVITE, {"name": "Eva", "email": "eva@school.example", "role": "team_member"}
    )
    assert Invitation.objects.count() == 2


def test_team_of_another_school_is_no_choice(alice: Membership, other_school_leader: Membership) -> None:
    make_team(alice.school)
    foreign = make_team(other_school_leader.school, "Vreemd")
    response = client_for(alice).post(
        INVITE, {"name": "Eva", "email": "eva@school.example", "role": "coach", "teams": str(foreign.id)}
    )
    assert list(response.context["form"].errors) == ["teams"]


def test_who_has_no_school_gets_a_kind_page(client: Client, db: None) -> None:
    client.force_login(make_user("Zwervende Zus"))
    for url in ("/school/", "/mensen/"):
        response = client.get(url)
        assert (response.status_code, "Je hoort nog bij geen school" in response.content.decode()) == (404, True)


def test_somebody_of_two_schools_chooses(alice: Membership, other_school_leader: Membership) -> None:
    both = make_member(make_school("De Derde"), user=alice.user)
    client = client_for(alice)
    assert "Ga naar De Derde" in client.get(reverse("preferences")).content.decode()
    url = reverse("school_choose", args=[both.school_id])
    assert client.get(url).status_code == 405
    client.post(url)
    assert client.get(reverse("preferences")).wsgi_request.viewer.member == both  # type: ignore[attr-defined]
    assert client.post(reverse("school_choose", args=[other_school_leader.school_id])).status_code == 404
