"""Every part of the look, in every state, on a phone and a wide screen, light and dark: criteria 3, 16 and 18."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.e2e, pytest.mark.accessibility]
SIZES = [320, 1280]
THEMES = ["light", "dark"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(params=[(width, theme) for width in SIZES for theme in THEMES], ids=lambda p: f"{p[0]}-{p[1]}")
def page(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer) -> Iterator[Page]:
    """/stijl, opened; the test fails on a message in the console or a request to elsewhere."""
    width, theme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    host = urlsplit(live_server.url).netloc
    page.on("request", lambda sent: None if urlsplit(sent.url).netloc == host else faults.append(sent.url))
    with override_settings(DEMO=True):
        page.goto(f"{live_server.url}/stijl/?thema={theme}")
        yield page
    context.close()
    assert faults == []


def test_axe_finds_nothing(page: Page) -> None:
    found = Axe().run(page, options=RULES)
    assert found.response["violations"] == [], found.generate_report()


def test_nothing_is_wider_than_the_screen(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_every_target_is_large_enough(page: Page) -> None:
    """24 px at least, apart from links inside a sentence."""
    small = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
            .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, .skip, p:not(.actions, .note-links), ul:not([class]), label"))
            .filter((e) => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24)
            .map((e) => e.outerHTML)"""
    )
    assert small == []
