"""Criterion 2: the security headers stand on every answer, at every address, for everybody."""

import pytest
from django.http import HttpResponseBase

from tests.outcomes import PERSONAS
from tests.test_matrix import NAMES, World, address, world

__all__ = ["world"]  # the fixture

pytestmark = [pytest.mark.django_db, pytest.mark.security]

EXPECTED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def wrong(response: HttpResponseBase) -> dict[str, str | None]:
    """The headers that are not as they should be, and a page that may be stored."""
    found = {
        name: response.headers.get(name) for name, value in EXPECTED.items() if response.headers.get(name) != value
    }
    if "no-store" not in response.headers.get("Cache-Control", ""):
        found["Cache-Control"] = response.headers.get("Cache-Control")
    return found


def test_every_address_has_the_headers_for_everybody(world: World) -> None:
    faults = {}
    for name in NAMES:
        for persona in PERSONAS:
            response = world.clients[persona].get(address(world, name))
            if found := wrong(response):
                faults[name, persona] = found
    assert faults == {}


def test_errors_have_them_too(world: World) -> None:
    client = world.clients["leader"]
    client.raise_request_exception = False
    answers = [client.get("/bestaat-niet/"), client.post("/instellingen/", {"theme": "x" * 9}), client.put("/")]
    assert [wrong(answer) for answer in answers] == [{}, {}, {}]


def test_the_measurement_sees_a_page_that_forgets_them(world: World) -> None:
    response = world.clients["leader"].get(address(world, "today"))
    del response.headers["Content-Security-Policy"]
    response.headers["Cache-Control"] = "max-age=60"
    assert wrong(response) == {"Content-Security-Policy": None, "Cache-Control": "max-age=60"}
