"""Each part of a look sees what it is there for, and only the widths and colours in which it is wrong."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.axe import accessibility_faults, faults_at_both_widths

pytestmark = [pytest.mark.e2e, pytest.mark.accessibility]

GREY = "main p { color: #777 !important; background: #888 !important }"
# A rule of style, and the faults that it makes: on which width, in which colours.
FAULTS = {
    f"@media (prefers-color-scheme: light) {{ {GREY} }}": ["color-contrast in light"],
    f"@media (prefers-color-scheme: dark) {{ {GREY} }}": ["color-contrast in dark"],
    f"@media (min-width: 1000px) and (prefers-color-scheme: light) {{ {GREY} }}": ["color-contrast in light"],
    f"@media (min-width: 1000px) and (prefers-color-scheme: dark) {{ {GREY} }}": ["color-contrast in dark"],
    f"@media (max-width: 999px) {{ main p {{ display: none }} }} {GREY}": ["color-contrast in light", "color-contrast in dark"],
    "@media (min-width: 1000px) { .near { all: unset; display: block; width: 9px; height: 9px } }": ["target-size in light"],
    "@media (max-width: 999px) { .near { all: unset; display: block; width: 9px; height: 9px } }": ["target-size in light"],
    "@media (min-width: 1000px) { main label { display: none } }": ["label in light"],
}  # fmt: skip


def style(page: Page, rules: str) -> None:
    """Two buttons close together, under a sheet of style with a fault in it."""
    page.evaluate(
        """(rules) => {
          document.getElementById("main").insertAdjacentHTML("beforeend",
            "<div><button class='near'>x</button><button class='near'>x</button></div>");
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(rules);
          document.adoptedStyleSheets = [sheet];
        }""",
        rules,
    )


def test_the_measurement_sees_accessibility_faults(browse: Any) -> None:
    page = browse()
    page.goto("/inloggen/")
    page.evaluate("document.querySelector('label').remove()")
    assert [kind(fault) for fault in accessibility_faults(page)] == ["label in light"]


def test_the_measurement_sees_faults_at_one_width_and_in_one_scheme(browse: Any) -> None:
    page = browse()
    found = {}
    for rules in FAULTS:
        page.goto("/inloggen/")
        style(page, rules)
        found[rules] = [kind(fault) for fault in faults_at_both_widths(page)]
    assert found == FAULTS


def kind(fault: str) -> str:
    """The rule that was broken, and in which colours."""
    return " ".join(fault.split(": ")[1].split(" ")[:3])
