"""Passkeys: made after a recent sign-in, a whole sign-in by themselves, and one person's own."""

import pytest
from allauth.mfa.models import Authenticator as Passkey
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from bemanning.accounts import sessions
from bemanning.core.models import AuditEvent
from bemanning.schools.models import Membership
from tests.accounts.authenticator import Authenticator
from tests.factories import client_for

pytestmark = [pytest.mark.django_db, pytest.mark.security]

ADD = reverse("mfa_add_webauthn")
LIST = reverse("mfa_list_webauthn")
SIGN_IN = reverse("mfa_login_webauthn")


@pytest.fixture(autouse=True)
def _on_localhost(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]  # the one name for which a passkey may do without TLS


def browser(member: Membership) -> Client:
    """A browser on localhost in which this member is signed in."""
    client = client_for(member)
    client.defaults["SERVER_NAME"] = "localhost"
    return client


def add(client: Client, device: Authenticator, name: str = "mijn telefoon") -> int:
    """Make a passkey; returns the status of the answer."""
    options = client.get(ADD).context["js_data"]["creation_options"]
    return client.post(ADD, {"name": name, "credential": device.make(options)}).status_code


def sign_in(device: Authenticator) -> Client:
    """Sign in with a passkey in a browser that knows nobody."""
    client = Client(SERVER_NAME="localhost")
    options = client.get(SIGN_IN, headers={"Accept": "application/json"}).json()["request_options"]
    client.post(SIGN_IN, {"credential": device.sign(options)})
    return client


def test_with_a_passkey_somebody_signs_in_without_a_code(alice: Membership) -> None:
    device = Authenticator()
    assert add(browser(alice), device) == 302
    client = sign_in(device)
    assert client.get("/").wsgi_request.user == alice.user
    assert list(AuditEvent.objects.values_list("action", "actor", "object_id")) == [
        ("passkey.added", alice.user.id, alice.user.id)
    ]


def test_the_device_is_asked_to_keep_the_passkey_and_to_check_who_holds_it(alice: Membership) -> None:
    options = browser(alice).get(ADD).context["js_data"]["creation_options"]["publicKey"]
    assert options["authenticatorSelection"] == {
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }


def test_a_device_that_does_not_check_who_holds_it_is_refused(alice: Membership) -> None:
    assert add(browser(alice), Authenticator(verified=False)) == 200
    assert Passkey.objects.count() == 0


def test_the_passkey_of_nobody_here_signs_nobody_in(alice: Membership) -> None:
    device, stranger = Authenticator(), Authenticator()
    add(browser(alice), device)
    stranger.user = device.user
    assert sign_in(stranger).get("/").status_code == 302


def test_an_answer_cannot_be_used_twice(alice: Membership) -> None:
    device = Authenticator()
    add(browser(alice), device)
    client = Client(SERVER_NAME="localhost")
    answer = device.sign(client.get(SIGN_IN, headers={"Accept": "application/json"}).json()["request_options"])
    client.post(SIGN_IN, {"credential": answer})
    client.post(reverse("account_logout"))
    response = client.post(SIGN_IN, {"credential": answer}, follow=True)
    assert [str(message) for message in response.context["messages"]] == [
        "Je bent uitgelogd.",
        "Deze passkey werkt hier niet. Gebruik een code per mail.",
    ]
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("answer", ["", "{}", "[]", "null", "geen json", '{"id": 3}'])
def test_a_broken_answer_is_refused(alice: Membership, answer: str) -> None:
    client = browser(alice)
    client.get(ADD)
    assert client.post(ADD, {"name": "", "credential": answer}).status_code == 200
    anonymous = Client(SERVER_NAME="localhost")
    assert anonymous.post(SIGN_IN, {"credential": answer})["Location"] == reverse("account_login")


def test_who_has_a_passkey_still_signs_in_by_mail(alice: Membership) -> None:
    from tests.accounts.test_sign_in import CONFIRM, ask, newest_code

    add(browser(alice), Authenticator())
    client = Client(SERVER_NAME="localhost")
    ask(client, alice.user.email)
    client.post(CONFIRM, {"code": newest_code()})
    assert client.get("/").status_code == 200


def test_a_passkey_gets_another_name_and_goes(alice: Membership) -> None:
    client, device = browser(alice), Authenticator()
    add(client, device)
    passkey = Passkey.objects.get()
    client.post(reverse("mfa_edit_webauthn", args=[passkey.pk]), {"name": "oude telefoon"})
    assert "oude telefoon" in client.get(LIST).content.decode()
    remove = reverse("mfa_remove_webauthn", args=[passkey.pk])
    client.get(remove)
    assert Passkey.objects.count() == 1
    client.post(remove)
    assert Passkey.objects.count() == 0
    assert sign_in(device).get("/").status_code == 302


def test_the_passkey_of_somebody_else_cannot_be_touched(alice: Membership, bob: Membership) -> None:
    add(browser(alice), Authenticator())
    passkey = Passkey.objects.get()
    client = browser(bob)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        for method in (client.get, client.post):
            assert method(reverse(name, args=[passkey.pk]), {"name": "van mij"}).status_code == 404


def test_long_after_signing_in_somebody_signs_in_again_first(alice: Membership) -> None:
    client = browser(alice)
    session = client.session
    session[sessions.SIGNED_IN_AT] -= 21 * 60
    session.save()
    again = f"{reverse('account_reauthenticate')}?next=%2Finstellingen%2Fpasskeys%2F"
    assert client.get(ADD)["Location"] == again
    assert client.post(ADD, {"name": "x", "credential": "{}"})["Location"] == again
    client.get(again)
    assert client.get("/").status_code == 200
    assert client.post(again)["Location"] == f"{reverse('account_login')}?next=%2Finstellingen%2Fpasskeys%2F"
    assert client.get("/").status_code == 302
