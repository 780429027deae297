"""Where somebody is signed in, and signing out: here, elsewhere, everywhere."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from bemanning.accounts import sessions
from bemanning.accounts.queries import device_name, devices_of
from bemanning.core import clock
from bemanning.core.models import AuditEvent
from bemanning.schools.models import Membership
from tests.accounts.test_sign_in import CONFIRM, ask, newest_code

pytestmark = [pytest.mark.django_db, pytest.mark.security]

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile Safari/604.1"
)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0"
CHROME = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/139.0.0.0 Safari/537.36"


def browser(member: Membership, user_agent: str) -> Client:
    """A browser in which this member signed in with a code."""
    client = Client(headers={"User-Agent": user_agent})
    ask(client, member.user.email)
    client.post(CONFIRM, {"code": newest_code()})
    return client


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (FIREFOX, "Firefox op Windows"),
        (SAFARI, "Safari op iPhone"),
        (EDGE, "Edge op Windows"),
        (CHROME, "Chrome op Chromebook"),
        ("curl/8.0", "Onbekend apparaat"),
    ],
)
def test_a_device_has_a_name(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name


def test_the_list_names_every_device_and_this_one_first(alice: Membership) -> None:
    laptop, phone = browser(alice, FIREFOX), browser(alice, SAFARI)
    devices = devices_of(alice.user, current_key=laptop.session.session_key or "", now=clock.now())
    assert [(device.name, device.is_current) for device in devices] == [
        ("Firefox op Windows", True),
        ("Safari op iPhone", False),
    ]
    page = phone.get(reverse("preferences")).content.decode()
    assert page.index("Safari op iPhone") < page.index("Firefox op Windows")


def test_one_device_is_signed_out(alice: Membership) -> None:
    laptop, phone = browser(alice, FIREFOX), browser(alice, SAFARI)
    session = UserSession.objects.get(user_agent=SAFARI)
    url = reverse("session_end", args=[session.id])
    assert laptop.get(url).status_code == 405
    assert laptop.post(url)["Location"] == reverse("preferences")
    assert (laptop.get("/").status_code, phone.get("/").status_code) == (200, 302)


def test_this_device_is_signed_out_from_the_list(alice: Membership) -> None:
    laptop = browser(alice, FIREFOX)
    laptop.post(reverse("session_end", args=[UserSession.objects.get().id]))
    assert laptop.get("/").status_code == 302


def test_the_device_of_somebody_else_is_not_found(alice: Membership, bob: Membership) -> None:
    laptop, other = browser(alice, FIREFOX), browser(bob, SAFARI)
    session = UserSession.objects.get(user=bob.user)
    assert laptop.post(reverse("session_end", args=[session.id])).status_code == 404
    assert other.get("/").status_code == 200


def test_signing_out_everywhere_asks_first_and_leaves_no_session(alice: Membership, bob: Membership) -> None:
    laptop, phone, other = browser(alice, FIREFOX), browser(alice, SAFARI), browser(bob, FIREFOX)
    UserSession.objects.filter(user_agent=SAFARI).delete()  # a session that the list does not know of
    url = reverse("sign_out_everywhere")
    assert laptop.get(url).status_code == 200
    assert (laptop.get("/").status_code, phone.get("/").status_code) == (200, 200)
    response = laptop.post(url, follow=True)
    assert [str(message) for message in response.context["messages"]] == ["Je bent op al je apparaten uitgelogd."]
    assert [client.get("/").status_code for client in (laptop, phone, other)] == [302, 302, 200]
    assert list(AuditEvent.objects.values_list("action", "actor")) == [("session.all_ended", alice.user.id)]


def test_use_is_noted_once_an_hour(alice: Membership) -> None:
    laptop = browser(alice, FIREFOX)
    long_ago = clock.now() - timedelta(hours=2)
    UserSession.objects.update(last_seen_at=long_ago)
    laptop.get("/")
    assert UserSession.objects.get().last_seen_at == long_ago
    session = laptop.session
    session[sessions.SEEN_AT] -= 3601
    session.save()
    laptop.get("/")
    assert UserSession.objects.get().last_seen_at > clock.now() - timedelta(minutes=1)


def test_somebody_whose_account_is_closed_is_out_at_the_next_request(alice: Membership) -> None:
    laptop = browser(alice, FIREFOX)
    alice.user.is_active = False
    alice.user.save()
    assert laptop.get("/").status_code == 302


def test_a_session_of_the_first_version_stays_signed_in(alice: Membership) -> None:
    """It names the way of signing in of the library; ours came later."""
    client = browser(alice, FIREFOX)
    session = client.session
    assert session["_auth_user_backend"] == "bemanning.accounts.backends.Backend"
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session.save()
    assert client.get("/").status_code == 200


def test_an_ended_session_and_an_ended_account_are_out_at_the_next_request(alice: Membership) -> None:
    client = browser(alice, FIREFOX)
    alice.user.is_active = False
    alice.user.save()
    assert client.get("/").status_code == 302
    alice.user.is_active = True
    alice.user.save()
    client = browser(alice, FIREFOX)
    assert client.get("/").status_code == 200
    Session.objects.filter(session_key=client.session.session_key).update(expire_date=clock.now())
    assert client.get("/").status_code == 302
