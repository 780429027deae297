"""The sentence for the next page travels in a cookie: signed, out of reach of scripts, small, and gone when it was read."""

from collections.abc import Iterable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import INFO
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from bemanning.web.notices import CookieFirst

pytestmark = [pytest.mark.django_db, pytest.mark.security]

NAME = "notices"
LONGER_THAN_A_COOKIE = "".join(chr(0x100 + number % 5000) for number in range(3000))  # does not compress away


def asked(cookie: str = "", session: SessionStore | None = None) -> HttpRequest:
    """A request that carries this cookie."""
    request = RequestFactory().get("/")
    request.COOKIES = {NAME: cookie} if cookie else {}
    request.session = session or SessionStore()
    request.user = AnonymousUser()
    return request


def answered(request: HttpRequest, sentences: Iterable[str]) -> HttpResponse:
    """What the browser gets when these sentences wait for the next page."""
    response = HttpResponse()
    storage = CookieFirst(request)
    for sentence in sentences:
        storage.add(INFO, sentence)
    storage.update(response)
    return response


def read(request: HttpRequest) -> list[str]:
    """The sentences that the next page shows."""
    return [message.message for message in CookieFirst(request)]


def test_the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_http(settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = answered(asked(), ["Kept."]).cookies[NAME]
    wanted = {"httponly": True, "samesite": "Lax", "secure": True, "path": "/", "domain": ""}
    assert {name: cookie[name] for name in wanted} == wanted


def test_a_sentence_comes_back_and_one_that_was_changed_does_not() -> None:
    value = answered(asked(), ["Kept."]).cookies[NAME].value
    assert read(asked(value)) == ["Kept."]
    changed = ("B" if value[0] == "A" else "A") + value[1:]
    assert read(asked(changed)) == []


def test_a_sentence_that_was_read_is_forgotten() -> None:
    request = asked(answered(asked(), ["Kept."]).cookies[NAME].value)
    storage, response = CookieFirst(request), HttpResponse()
    assert len(list(storage)) == 1
    storage.update(response)
    assert (response.cookies[NAME].value, response.cookies[NAME]["max-age"]) == ("", 0)


def test_what_does_not_fit_in_the_cookie_waits_in_the_session() -> None:
    first = asked()
    cookie = answered(first, ["Kept.", LONGER_THAN_A_COOKIE]).cookies[NAME].value
    assert len(cookie) < 2048
    assert read(asked(cookie, first.session)) == ["Kept.", LONGER_THAN_A_COOKIE]
