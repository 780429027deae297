"""Signing in with a mailed code: one use, ten minutes, few tries, and the same answer for an unknown address."""

import re
import time
from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.security]

SIGN_IN = reverse("account_login")
CONFIRM = reverse("account_confirm_login_code")


def ask(client: Client, email: str) -> None:
    """Ask for a code; the answer is the same for everybody."""
    response = client.post(SIGN_IN, {"email": email})
    assert (response.status_code, response["Location"]) == (302, CONFIRM)


def code_in(mail: OutgoingMail) -> str:
    """The code, as a person reads it in the mail."""
    found = re.search(r"\b\d{4}-\d{4}\b", mail.opened("text"))
    assert found
    return found.group()


def newest_code() -> str:
    """The code of the newest mail."""
    return code_in(OutgoingMail.objects.select_related("key").latest("created_at"))


def signed_in(client: Client) -> bool:
    """Whether the start page opens."""
    return client.get("/").status_code == 200


def test_the_start_page_asks_for_an_address(client: Client) -> None:
    response = client.get("/", follow=True)
    assert response.redirect_chain == [(f"{SIGN_IN}?next=/", 302)]
    assert 'name="email"' in response.content.decode()
    assert 'type="password"' not in response.content.decode()


def test_with_the_code_from_the_mail_somebody_is_in(client: Client, alice: Membership) -> None:
    ask(client, "Alice.Visser@School.Example")
    mail = OutgoingMail.objects.select_related("key").get()
    assert (mail.to_address, mail.event[:5]) == (alice.user.email, "code:")
    response = client.post(CONFIRM, {"code": code_in(mail)})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert signed_in(client)


def test_the_dash_may_be_left_out(client: Client, alice: Membership) -> None:
    ask(client, alice.user.email)
    client.post(CONFIRM, {"code": f" {newest_code().replace('-', '')} "})
    assert signed_in(client)


def test_after_signing_in_somebody_lands_where_they_were_going(client: Client, alice: Membership) -> None:
    response = client.post(f"{SIGN_IN}?next=/instellingen/", {"email": alice.user.email})
    assert response["Location"] == f"{CONFIRM}?next=%2Finstellingen%2F"
    response = client.post(response["Location"], {"code": newest_code()})
    assert response["Location"] == "/instellingen/"


def test_a_foreign_address_to_go_to_is_ignored(client: Client, alice: Membership) -> None:
    client.post(f"{SIGN_IN}?next=https://example.org/", {"email": alice.user.email})
    response = client.post(f"{CONFIRM}?next=https://example.org/", {"code": newest_code()})
    assert response["Location"] == "/"


def test_a_code_works_once(alice: Membership) -> None:
    first, second = Client(), Client()
    ask(first, alice.user.email)
    code = newest_code()
    first.post(CONFIRM, {"code": code})
    first.post(reverse("account_logout"))
    first.post(CONFIRM, {"code": code})
    ask(second, alice.user.email)
    second.post(CONFIRM, {"code": code})
    assert (signed_in(first), signed_in(second)) == (False, False)


def test_a_code_works_for_ten_minutes(client: Client, alice: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(client, alice.user.email)
    later = time.time() + timedelta(minutes=10, seconds=1).total_seconds()
    monkeypatch.setattr("time.time", lambda: later)
    response = client.post(CONFIRM, {"code": newest_code()}, follow=True)
    assert response.redirect_chain == [(SIGN_IN, 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "De code is niet meer geldig. Vraag een nieuwe aan."
    ]
    assert not signed_in(client)


def test_after_three_wrong_codes_the_right_one_is_worth_nothing(client: Client, alice: Membership) -> None:
    ask(client, alice.user.email)
    right = newest_code()
    wrong = "1111-1111" if right != "1111-1111" else "2222-2222"
    answers = [client.post(CONFIRM, {"code": wrong}).status_code for _attempt in range(3)]
    assert answers == [200, 200, 302]
    client.post(CONFIRM, {"code": right})
    assert not signed_in(client)


def tries_in_many_browsers(email: str) -> bool:
    """Ten wrong codes for one address, in browsers of their own; then the right one. Whether it still opens."""
    browsers = [Client() for _ in range(4)]
    for browser in browsers:
        ask(browser, email)
    right = newest_code()
    wrong = "1111-1111" if right != "1111-1111" else "2222-2222"
    for number in range(10):
        browsers[number % 3 if number < 9 else 3].post(CONFIRM, {"code": wrong})
    browsers[3].post(CONFIRM, {"code": right})
    return signed_in(browsers[3])


def test_wrong_codes_count_for_the_address_not_for_the_browser(alice: Membership) -> None:
    assert not tries_in_many_browsers(alice.user.email)


def test_the_measurement_sees_tries_that_count_for_each_browser_alone(alice: Membership, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"try_login_code": ""}
    assert tries_in_many_browsers(alice.user.email)


def test_too_many_tries_say_what_to_do(alice: Membership, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"try_login_code": "1/10m/key"}
    client = Client()
    ask(client, alice.user.email)
    client.post(CONFIRM, {"code": "x"})
    response = client.post(CONFIRM, {"code": "x"}, follow=True)
    assert response.redirect_chain == [(SIGN_IN, 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "Dat was te vaak. Vraag een nieuwe code aan, of wacht tien minuten."
    ]


@pytest.mark.parametrize(("proxies", "address"), [(0, "10.0.0.1"), (1, "198.51.100.4"), (2, "203.0.113.9")])
def test_only_what_our_own_proxies_added_is_believed(settings: Settings, proxies: int, address: str) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.4")
    assert get_adapter().get_client_ip(request) == address


def test_a_wrong_code_is_named_in_words(client: Client, alice: Membership) -> None:
    ask(client, alice.user.email)
    response = client.post(CONFIRM, {"code": "x"})
    assert response.context["form"].errors["code"] == [
        "Deze code klopt niet. Kijk in de nieuwste mail en probeer het nog eens."
    ]


def test_an_unknown_address_gets_the_same_page_and_no_mail(alice: Membership) -> None:
    known, unknown = Client(), Client()
    ask(known, alice.user.email)
    ask(unknown, "alice.vissers@school.example")
    pages = [client.get(CONFIRM).content.decode() for client in (known, unknown)]
    pages = [re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages]
    assert pages[0].replace(alice.user.email, "…") == pages[1].replace("alice.vissers@school.example", "…")
    assert [mail.to_address for mail in OutgoingMail.objects.all()] == [alice.user.email]


def test_an_unknown_address_costs_the_same_work(alice: Membership, bob: Membership) -> None:
    """The time of an answer tells nothing: the same statements, and one more to take the mail back."""
    ask(Client(), bob.user.email)  # the outbox makes its key of the day
    statements = []
    for email in (alice.user.email, "nobody@school.example"):
        with CaptureQueriesContext(connection) as queries:
            ask(Client(), email)
        heads = [query["sql"].split()[:3] for query in queries]
        # Savepoints and cursors (PostgreSQL) have a name of their own each time.
        statements.append([" ".join(head) for head in heads if not {"SAVEPOINT", "DECLARE"} & set(head)])
    known, unknown = statements
    taken_back = [one for one in unknown if one.startswith("DELETE") and "mail_outgoingmail" in one]
    unknown.remove(taken_back[0])
    assert (unknown, len(taken_back)) == (known, 1)


def test_a_closed_account_gets_no_code(client: Client, alice: Membership) -> None:
    alice.user.is_active = False
    alice.user.save()
    ask(client, alice.user.email)
    assert OutgoingMail.objects.count() == 0


def test_four_codes_in_ten_minutes_is_the_most_for_one_address(alice: Membership) -> None:
    for email in (alice.user.email, "nobody@school.example"):
        for _code in range(4):
            ask(Client(), email)
        response = Client().post(SIGN_IN, {"email": email})
        assert response.context["form"].errors["email"] == [
            "Dat was te vaak. Vraag een nieuwe code aan, of wacht tien minuten."
        ]


def test_a_whole_school_signs_in_from_one_address_in_the_same_minute(db: None) -> None:
    people = [make_user(f"Persoon {number}") for number in range(60)]
    for person in people:
        client = Client(REMOTE_ADDR="192.0.2.7")
        ask(client, person.email)
        response = client.post(CONFIRM, {"code": newest_code()})
        assert response.status_code == 302
    assert OutgoingMail.objects.count() == 60


def test_an_address_that_is_none_says_so(client: Client) -> None:
    response = client.post(SIGN_IN, {"email": "alice"})
    assert response.context["form"].errors["email"] == ["Dit lijkt geen e-mailadres. Kijk het even na."]


def test_looking_changes_nothing(client: Client, alice: Membership) -> None:
    """A mail scanner that opens a page signs nobody in, out or up."""
    for name in ("account_login", "account_confirm_login_code", "mfa_login_webauthn"):
        for method in (client.get, client.head):
            assert method(reverse(name)).status_code in {200, 302}
    assert OutgoingMail.objects.count() == 0
    ask(client, alice.user.email)
    client.get(CONFIRM, {"code": newest_code()})
    assert not signed_in(client)
    client.post(CONFIRM, {"code": newest_code()})
    client.get(reverse("account_logout"))
    assert signed_in(client)


def test_another_address_starts_again(client: Client, alice: Membership) -> None:
    ask(client, "typo@school.example")
    assert client.get(SIGN_IN)["Location"] == CONFIRM
    response = client.post(reverse("account_logout"), follow=True)
    assert response.redirect_chain == [(SIGN_IN, 302)]
    ask(client, alice.user.email)


def test_the_mail_speaks_the_language_of_the_person(client: Client, alice: Membership) -> None:
    alice.user.language = "en"
    alice.user.save()
    ask(client, alice.user.email)
    mail = OutgoingMail.objects.select_related("key").get()
    assert mail.opened("subject") == f"Your code to sign in: {code_in(mail)}"
