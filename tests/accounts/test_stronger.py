"""Criterion 5: with a mailed code alone a leader asks and thinks along; setting up the school takes a passkey."""

import pytest
from allauth.mfa.models import Authenticator as Passkey
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bemanning.core.models import AuditEvent
from bemanning.schools import middleware
from bemanning.schools.enums import Role
from bemanning.schools.models import Invitation, Membership
from tests.accounts.authenticator import Authenticator
from tests.accounts.test_passkeys import ADD, LIST, add, browser, sign_in
from tests.accounts.test_sign_in import CONFIRM, ask, newest_code
from tests.factories import make_board, make_draft, make_member, make_team

pytestmark = [pytest.mark.django_db, pytest.mark.security]

SCHOOL, STRONGER = reverse("school"), reverse("account_stronger")


@pytest.fixture(autouse=True)
def _on_localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]


def by_code(member: Membership) -> Client:
    """A browser in which this member signed in with the code from the mail."""
    client = Client(SERVER_NAME="localhost")
    ask(client, member.user.email)
    client.post(CONFIRM, {"code": newest_code()})
    return client


def administration(leader: Membership) -> list[str]:
    """The pages that only somebody who sets up the school gets."""
    team, colleague = make_team(leader.school), make_member(leader.school, name="Piet Paulusma")
    make_board(administrator=leader.user)
    names = ["school", "school_edit", "invite", "invite_list", "team_new", "school_year", "free_days_new", "board"]
    about = [("member_edit", colleague), ("membership_end", colleague), ("team_edit", team), ("team_delete", team)]
    return [reverse(name) for name in names] + [reverse(name, args=[one.pk]) for name, one in about]


def statuses(client: Client, pages: list[str]) -> set[tuple[int, str]]:
    return {
        (answer.status_code, answer.headers.get("Location", "").partition("?")[0])
        for answer in (client.get(page) for page in pages)
    }


def test_a_code_alone_opens_no_page_that_sets_up_a_school(alice: Membership, bob: Membership) -> None:
    pages, client = administration(alice), by_code(alice)
    assert statuses(client, pages) == {(302, STRONGER)}
    assert client.post(reverse("invite"), {"name": "Dief", "email": "dief@elders.example"}).status_code == 302
    assert Invitation.objects.count() == 0
    draft = make_draft(alice, bob)
    daily = ["today", "request_list", "request_new", "people", "preferences"]
    daily_pages = [reverse(name) for name in daily] + [reverse("request_send", args=[draft.id])]
    assert statuses(client, daily_pages) == {(200, "")}


def test_a_page_that_forgets_to_ask_is_found(alice: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: every session counts as one with a passkey."""
    monkeypatch.setattr(middleware, "is_strong", lambda request: True)
    assert statuses(by_code(alice), administration(alice)) == {(200, "")}


def test_a_first_passkey_is_made_on_the_way_and_opens_the_page(alice: Membership) -> None:
    client = by_code(alice)
    page = client.get(SCHOOL, follow=True)
    make = f"{ADD}?next=/school/"
    assert (page.status_code, f'href="{make}"' in page.content.decode()) == (200, True)
    options = client.get(make).context["js_data"]["creation_options"]
    made = client.post(make, {"name": "mijn telefoon", "credential": Authenticator().make(options)})
    assert (made.status_code, made["Location"]) == (302, SCHOOL)
    assert client.get(SCHOOL).status_code == 200


def test_the_way_back_never_leaves_the_app(alice: Membership) -> None:
    client = by_code(alice)
    html = client.get(STRONGER, {"next": "https://elders.example/"}).content.decode()
    assert "elders.example" not in html
    make = f"{ADD}?next=https://elders.example/"
    options = client.get(make).context["js_data"]["creation_options"]
    made = client.post(make, {"name": "x", "credential": Authenticator().make(options)})
    assert made["Location"] == LIST


@pytest.mark.parametrize("role", [Role.LEADER, Role.COACH])
def test_whoever_has_the_mailbox_alone_adds_and_removes_no_passkey(alice: Membership, role: Role) -> None:
    member = make_member(alice.school, name="Kees Kok", role=role)
    device = Authenticator()
    add(browser(member), device)
    thief, passkey = by_code(member), Passkey.objects.get()
    pages = [ADD, reverse("mfa_remove_webauthn", args=[passkey.pk]), reverse("mfa_edit_webauthn", args=[passkey.pk])]
    assert statuses(thief, pages) == {(302, STRONGER)}
    assert thief.post(pages[1]).status_code == 302
    assert Passkey.objects.get() == passkey
    assert statuses(sign_in(device), pages) == {(200, "")}


def test_a_colleague_who_lost_a_phone_still_changes_passkeys_with_a_code(bob: Membership) -> None:
    add(browser(bob), Authenticator())
    assert by_code(bob).get(reverse("mfa_remove_webauthn", args=[Passkey.objects.get().pk])).status_code == 200


def test_with_the_passkey_the_school_opens_and_a_later_code_closes_it_again(alice: Membership) -> None:
    device = Authenticator()
    add(browser(alice), device)
    client = sign_in(device)
    assert client.get(SCHOOL).status_code == 200
    client.post(reverse("account_logout"))
    ask(client, alice.user.email)
    client.post(CONFIRM, {"code": newest_code()})
    assert "Log in met mijn passkey" in client.get(SCHOOL, follow=True).content.decode()


def test_the_operator_helps_somebody_who_lost_every_passkey(alice: Membership) -> None:
    device = Authenticator()
    add(browser(alice), device)
    client = sign_in(device)
    call_command("forget_passkeys", alice.user.email.upper())
    assert (Passkey.objects.count(), client.get("/").status_code) == (0, 302)
    assert AuditEvent.objects.filter(action="passkeys.forgotten", object_id=alice.user_id).count() == 1
    with pytest.raises(CommandError):
        call_command("forget_passkeys", alice.user.email)
