"""Pages for what went wrong: in our look, with what to do, and with their own status."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from bemanning.accounts import typed
from bemanning.schools.models import Membership
from bemanning.web.views import errors

pytestmark = pytest.mark.django_db


def heading(response: HttpResponse) -> str:
    """The words of the heading."""
    return response.content.decode().split("<h1>")[1].split("</h1>")[0]


def test_a_text_that_is_far_too_long_gets_a_page_that_says_what_to_do(
    alice: Membership, client_for: Callable[[Membership], Client]
) -> None:
    response = client_for(alice).post(reverse("invite_list"), {"text": "x" * 2_100_000})
    assert (response.status_code, heading(response)) == (400, "Dit past niet")
    assert "je tekst staat er nog" in response.content.decode()


def test_a_form_without_its_token_says_to_open_the_page_again(alice: Membership) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice.user)
    response = client.post(reverse("preferences"), {"name": "Alice"})
    assert (response.status_code, heading(response)) == (403, "Deze pagina stond te lang open")


def stale(alice: Membership, words: dict[str, str], *, origin: str) -> HttpResponse:
    client = Client(enforce_csrf_checks=True)
    client.force_login(alice.user)
    headers = {"Origin": origin, "Referer": "http://testserver/mensen/ik/"}
    return client.post(reverse("profile_edit"), words, headers=headers)


def test_a_form_without_its_token_gives_back_what_was_written(alice: Membership) -> None:
    words = {
        "phrase_1": "Rekenen in <groep 8>",
        "phrase_2": "Ouders",
        "code": "een geheime zin",
        "about": "Ik\r\nhelp",
    }
    response = stale(alice, words, origin="http://testserver")
    html = response.content.decode()
    assert (response.status_code, heading(response)) == (403, "Deze pagina stond te lang open")
    assert html.count("Rekenen in &lt;groep 8&gt;\n\nIk\nhelp</textarea>") == 1
    assert (html.count("geheim"), html.count('href="/mensen/ik/"')) == (0, 1)


@pytest.mark.parametrize("origin", ["https://elders.example", "null", ""])
def test_words_that_another_site_sends_never_stand_on_a_page_of_ours(origin: str, alice: Membership) -> None:
    response = stale(alice, {"phrase_1": "Bel dit nummer"}, origin=origin)
    assert (response.status_code, response.content.decode().count("Bel dit nummer")) == (403, 0)


def test_no_more_is_given_back_than_fits_on_a_page(alice: Membership) -> None:
    response = stale(alice, {"about": "een zin " * 20_000}, origin="http://testserver")
    assert len(response.content.decode().split("readonly>\n")[1].split("</textarea>")[0]) == typed.MOST


def test_a_foreign_host_name_gets_a_page_too(client: Client) -> None:
    response = client.get("/", headers={"host": "elders.example"})
    assert (response.status_code, heading(response)) == (400, "Dit past niet")


@pytest.mark.parametrize(
    ("view", "status", "words"),
    [
        (errors.forbidden, 403, "Hier is niets"),
        (errors.not_found, 404, "Hier is niets"),
        (errors.too_many, 429, "Een ogenblik"),
        (errors.server_error, 500, "Er ging bij ons iets mis"),
    ],
)
def test_each_error_has_its_page(
    view: Callable[[HttpRequest], HttpResponse], status: int, words: str, alice: Membership
) -> None:
    request = RequestFactory().get("/")
    request.user = alice.user
    response = view(request)
    assert (response.status_code, heading(response)) == (status, words)


def test_somebody_with_a_link_is_told_where_to_find_it_again(client: Client) -> None:
    assert "vanuit die mail" in client.get("/meedenken/onzin/").content.decode()
