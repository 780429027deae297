"""Every part of the look, in every state, on a phone and a wide screen, light and dark: criteria 3, 16 and 18."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.axe import PHONE, SCREEN, faults_at_both_widths

pytestmark = [pytest.mark.e2e, pytest.mark.accessibility]
# 24 px at least, apart from links inside a sentence.
SMALL = """() => [...document.querySelectorAll("a, button, input, select, textarea, summary")]
  .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden, .skip, p:not(.actions, .note-links), ul:not([class]), label"))
  .filter((e) => e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24)
  .map((e) => e.outerHTML)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_part_is_accessible_fits_and_is_large_enough(browse: Any, theme: str) -> None:
    page: Page = browse()
    page.goto(f"/stijl/?thema={theme}")
    assert faults_at_both_widths(page) == []
    for width in (SCREEN, PHONE):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        assert page.evaluate(SMALL) == []
