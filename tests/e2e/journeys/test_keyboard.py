"""Criterion 17: the main job by keyboard alone. Only keys are pressed; nothing is clicked or filled in from outside."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys.conftest import School, link_in
from tests.e2e.journeys.test_main_job import GOOD, VAGUE, address_of, sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.accessibility]

MOST_STOPS = 150
# The name of what has the focus, whether its focus can be seen, and whether something lies over it.
HERE = """() => {
  const here = document.activeElement;
  const label = here.labels?.[0];
  const words = here.getAttribute("aria-label") || label?.innerText || here.innerText || here.value || "";
  const box = here.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height / 2, innerHeight / 3));
  const ringed = (one) => one && getComputedStyle(one).outlineStyle !== "none";
  let seen = false;
  for (let one = here; one && !seen; one = one.parentElement) seen = ringed(one);
  seen ||= ringed(here) || (label && getComputedStyle(label).outlineStyle !== "none");
  return {
    tag: here.tagName,
    words: words.replace(/\\s+/g, " ").trim(),
    seen,
    covered: !(top && (here.contains(top) || top.contains(here) || label?.contains(top))),
  };
}"""


class Keyboard:
    """Somebody who uses a page with the keys alone, and notes where the focus could not be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []

    def reach(self, words: str, key: str = "Tab") -> None:
        """Press Tab (or Shift+Tab) until the focus is on what is called `words`."""
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press(key)
            here = self.page.evaluate(HERE)
            if here["tag"] == "BODY":
                continue  # round the end of the page
            if not here["seen"]:
                self.faults.append(f"{self.page.url}: no ring around {here['tag']} {here['words'][:60]!r}")
            if here["covered"]:
                self.faults.append(f"{self.page.url}: something lies over {here['tag']} {here['words'][:60]!r}")
            if words in here["words"]:
                return
        raise AssertionError(f"{words!r} cannot be reached with {key} on {self.page.url}")

    def press(self, words: str, key: str = "Enter") -> None:
        """Go to something and use it."""
        self.reach(words)
        self.page.keyboard.press(key)

    def follow(self, words: str) -> None:
        """Go to something that leads to another page, and wait for that."""
        self.reach(words)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, words: str, text: str) -> None:
        """Go to a field and type in it."""
        self.reach(words)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def sign_in(self, name: str) -> None:
        """Open the door with the keys."""
        self.page.goto("/inloggen/")
        self.follow(name)
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(name.split(maxsplit=1)[0])


@pytest.mark.parametrize("width", [390, 1280])
def test_the_main_job_by_keyboard_alone(browse: Any, school_server: School, width: int) -> None:
    page = browse(width=width)
    anke = Keyboard(page)
    anke.sign_in("Anke Terpstra")
    anke.follow("Stel een vraag")
    expect(page.get_by_role("heading", level=1)).to_have_text("Stel een vraag")
    anke.write("Je vraag", VAGUE)
    page.evaluate("window.region = document.getElementById('coach-status')")
    expect(page.locator("#coach-status")).to_contain_text("van de 5 punten")
    assert_kept_its_place(page, VAGUE)

    page.keyboard.press("Control+A")
    page.keyboard.insert_text(f"{GOOD} Toetsen {width}.")
    expect(page.locator("#coach-status")).to_contain_text("5 van de 5 punten")
    assert_kept_its_place(page, f"{GOOD} Toetsen {width}.")

    anke.reach("ruimte")
    name = page.evaluate("document.activeElement.labels[0].querySelector('strong').innerText")
    page.keyboard.press("Space")
    anke.follow("Verder")
    expect(page.get_by_text(f"Alleen {name} en jij lezen dit.")).to_be_visible()
    anke.write("Onderwerp", f"Toetsen {width}")
    anke.follow("Verstuur")
    expect(page.get_by_text("Je vraag is onderweg.")).to_be_visible()

    question = school_server.post.wait_for(address_of(name), f"Toetsen {width}.")
    colleague = Keyboard(browse(width=width))
    colleague.page.goto(link_in(question))
    colleague.write("Je bericht", f"Laat de tafels zelf kiezen. {width}")
    colleague.follow("Verstuur")
    expect(colleague.page.get_by_text("krijgt je antwoord")).to_be_visible()
    school_server.post.wait_for("anke@", f"Laat de tafels zelf kiezen. {width}")

    anke.follow("Vragen")
    anke.follow(f"Toetsen {width}")
    anke.follow("Dit deed ik ermee")
    anke.write("Wat deed je ermee", f"De tafels kozen zelf. {width}")
    anke.follow("Maak de cirkel rond")
    expect(page.get_by_text("De cirkel is rond")).to_be_visible()
    school_server.post.wait_for(address_of(name), f"De tafels kozen zelf. {width}")
    assert (anke.faults, colleague.faults) == ([], [])


def assert_kept_its_place(page: Page, text: str) -> None:
    """After the swap: the focus and the cursor are where they were, and the live region is the same element."""
    assert page.evaluate(
        "[document.activeElement.id, document.activeElement.selectionEnd, document.activeElement.value, window.region.isConnected]"
    ) == ["body", len(text), text, True]


def test_what_was_opened_and_ticked_stays_when_the_coach_answers(browse: Any) -> None:
    page = browse()
    anke = Keyboard(page)
    sign_in(page, "Anke Terpstra")
    page.goto("/vragen/nieuw/")
    anke.write("Je vraag", VAGUE)
    anke.press("Ik weet het zelf")
    anke.press("Gerda Bakker", "Space")
    expect(page.locator("#coach .note").first).to_be_visible()
    expect(page.locator("#saved")).to_contain_text("Bewaard om")
    assert page.evaluate(
        "[document.activeElement.labels[0].innerText.includes('Gerda'), document.activeElement.checked,"
        " document.getElementById('fold-self').open]"
    ) == [True, True, True]


def test_a_point_that_rests_hands_the_focus_to_the_coach(browse: Any) -> None:
    page = browse()
    anke = Keyboard(page)
    sign_in(page, "Anke Terpstra")
    page.goto("/vragen/nieuw/")
    anke.write("Je vraag", VAGUE)
    expect(page.locator("#coach .note").first).to_be_visible()
    before = page.locator("#coach .note").first.locator("p").first.inner_text()
    anke.press("Laat dit rusten")
    anke.reach("Niet bij deze vraag")
    chosen = page.evaluate("document.activeElement.id")
    page.keyboard.press("Enter")
    expect(page.locator(f"[id='{chosen}']")).to_have_count(0)
    expect(page.locator("#coach-head")).to_be_focused()
    assert before not in page.locator("#coach").inner_text()
    anke.press("Laat dit rusten")
    anke.reach("Niet bij deze vraag")
    assert anke.faults == []


def test_the_measurement_sees_a_focus_without_a_ring_and_one_that_is_covered(browse: Any) -> None:
    page = browse()
    anke = Keyboard(page)
    sign_in(page, "Anke Terpstra")
    page.goto("/")
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync("a.btn { outline: 0 !important } .nav { position: fixed; inset: 0; z-index: 9 }");
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    anke.reach("Begin klein")
    assert f"{page.url}: no ring around A 'Stel een vraag'" in anke.faults
    assert f"{page.url}: something lies over A 'Stel een vraag'" in anke.faults


def test_the_measurement_sees_what_no_key_reaches(browse: Any) -> None:
    anke = Keyboard(browse())
    sign_in(anke.page, "Anke Terpstra")
    anke.page.goto("/")
    anke.page.evaluate("document.querySelectorAll('a.btn').forEach((link) => link.removeAttribute('href'))")
    with pytest.raises(AssertionError, match="cannot be reached"):
        anke.press("Stel een vraag")
