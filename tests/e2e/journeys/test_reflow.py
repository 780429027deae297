"""Criterion 18: text twice as large without scrolling sideways and with nothing cut off; targets of 24 px or more."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.axe import faults_at_both_widths
from tests.e2e.journeys.addresses import PAGES
from tests.e2e.journeys.test_main_job import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.accessibility]

# Text alone is made larger, as the setting of a browser does; the window stays as it is.
ENLARGE = """(factor) => {
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [];
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * factor;
  sheet.replaceSync(`:root { font-size: ${size}px !important }`);
  document.adoptedStyleSheets = [sheet];
}"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A field scrolls what is typed in it; everything else that hides what sticks out, cuts it off.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter((one) => {
  if (one.closest("svg, input, .visually-hidden, [aria-hidden=true]")) return false;
  const { overflowX, overflowY } = getComputedStyle(one);
  const hides = (how) => how === "hidden" || how === "clip";
  return one.clientWidth > 0 && ((hides(overflowX) && one.scrollWidth > one.clientWidth + 1)
    || (hides(overflowY) && one.scrollHeight > one.clientHeight + 1));
}).map((one) => `cut off: ${one.tagName} ${one.className}`)"""
# A column in which a word stands letter by letter.
SQUEEZED = """() => [...document.querySelectorAll("h1, h2, h3, p, label, legend, dt, dd")].filter((one) => {
  const letters = one.clientWidth / parseFloat(getComputedStyle(one).fontSize) * 2;
  return one.clientWidth && !one.closest(".visually-hidden, [aria-hidden=true]") && letters < 10 && one.innerText.length > letters * 2;
}).map((one) => `squeezed: ${one.tagName} ${one.innerText}`.slice(0, 60))"""
# WCAG 2.2, 2.5.8: a link in a sentence is as high as its line.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((one) => {
  const box = one.getBoundingClientRect();
  if (!box.width || one.closest(".visually-hidden, .skip, [aria-hidden=true]")) return false;
  const inSentence = getComputedStyle(one).display === "inline" && one.parentElement.innerText.trim() !== one.innerText.trim();
  return !inSentence && Math.min(box.width, box.height) < 24;
}).map((one) => `small: ${one.tagName} ${one.name || one.innerText}`.slice(0, 70))"""

# How far the bottom bar scrolls sideways, in pixels.
HIDDEN = """() => { const bar = document.querySelector(".nav ul"); return bar.scrollWidth - bar.clientWidth; }"""

# A word of the bottom bar that goes on at a second line.
BROKEN = """() => [...document.querySelectorAll(".nav span")].filter((one) => {
  return one.clientHeight > parseFloat(getComputedStyle(one).lineHeight) * 1.5;
}).map((one) => one.innerText)"""


def faults(page: Page, factor: int) -> list[str]:
    """What scrolls sideways, is cut off or is too small to hit on the page as it stands."""
    if factor != 1:
        page.evaluate(ENLARGE, factor)
    wide = page.evaluate(TOO_WIDE)
    found = [f"{wide}px too wide"] if wide > 0 else []
    for look in (CUT_OFF, SQUEEZED, SMALL):
        found += page.evaluate(look)
    return [f"{page.url}: {fault}" for fault in found]


def look_at(page: Page) -> list[str]:
    """Every fault of the page as it stands: on a phone and a wide screen, light and dark, with text twice as large."""
    found = faults_at_both_widths(page)
    for width, factor in ((1280, 1), (390, 1), (390, 2), (1280, 2)):
        page.set_viewport_size({"width": width, "height": 850})
        found += faults(page, factor)
    return found


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_is_accessible_fits_and_can_be_enlarged(browse: Any, half: int) -> None:
    """Each page is opened once and looked at in every way; the halves share the work of two processors."""
    page = browse()
    page.goto("/inloggen/")
    found = look_at(page)
    sign_in(page, "Anke Terpstra")
    conversations = page.locator("a.go").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    for path in (*PAGES, *conversations)[half::2]:
        page.goto(path)
        found += look_at(page)
    assert found == []


def test_the_measurement_sees_what_does_not_fit(browse: Any) -> None:
    page = browse(width=390)
    page.goto("/inloggen/")
    page.evaluate(
        """() => {
          const main = document.getElementById("main");
          main.insertAdjacentHTML("beforeend",
            "<p class='wide-one'>x</p><p class='cut'>past niet</p><p class='thin'>letter voor letter</p><div><button class='tiny' name='tiny'>x</button></div>");
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`.wide-one { width: 500px } .cut { overflow: hidden; width: 90px; height: 9px } .thin { width: 20px }
            .tiny { all: unset; display: block; width: 20px; height: 20px }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    found = [fault.split(": ", 1)[1] for fault in faults(page, 1)]
    assert [fault.split("px")[-1] for fault in found] == [
        " too wide",
        "cut off: P cut",
        "squeezed: P letter voor letter",
        "small: BUTTON tiny",
    ]


def test_words_of_the_bottom_bar_stay_whole_when_letters_are_twice_as_large(browse: Any) -> None:
    page = browse(width=390)
    sign_in(page, "Anke Terpstra")
    page.goto("/instellingen/")
    page.evaluate(ENLARGE, 2)
    assert (page.evaluate(BROKEN), page.evaluate(HIDDEN)) == ([], 0)
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`.nav ul { display: flex !important } .nav li { flex: 1 1 0 !important; min-inline-size: 0 }
            .nav a { white-space: normal !important; overflow-wrap: anywhere }`);
          document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }"""
    )
    assert page.evaluate(BROKEN) == ["Vandaag", "Vragen", "Mensen", "Logboek", "School", "Instellingen"]
