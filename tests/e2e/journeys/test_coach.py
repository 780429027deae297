"""The coach as people use it: first words by one click and back again, and whether it was right."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import accessibility_faults
from tests.e2e.journeys.conftest import School
from tests.e2e.journeys.test_main_job import sign_in

pytestmark = pytest.mark.e2e

VAGUE = "Ik loop vast met de studiedagen"
OFFERED = "Zou je met me willen meedenken over de studiedagen?"
TURKISH = "Merhaba Ayşe, öğretmenler toplantısı için bana yardım eder misin?"


def offer(page: Page, words: str) -> Any:
    """The button that puts these words in the text."""
    return page.locator(f"[name=insert][value='{words}']")


def allow_questions(page: Page) -> None:
    page.goto("/school/gegevens/")
    page.get_by_label("De coach mag vragen: was dit raak?").check()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("De Vuurtoren")


@pytest.mark.parametrize("width", [390, 1280])
def test_first_words_go_in_by_one_click_and_come_out_again(browse: Any, width: int) -> None:
    anke = browse(width=width)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/vragen/nieuw/")
    body = anke.get_by_label("Je vraag")
    body.fill(VAGUE)

    def click() -> None:
        if width < 960:
            anke.locator(".strip-label").click()
        offer(anke, OFFERED).click()

    click()
    expect(body).to_have_value(f"{VAGUE}. {OFFERED}")
    expect(body).to_be_focused()
    expect(anke.locator("#coach .dots i").nth(3)).to_have_class("on")
    anke.get_by_role("button", name="Maak ongedaan").click()
    expect(body).to_have_value(VAGUE)
    expect(anke.locator("#added")).to_be_hidden()

    click()
    expect(body).to_have_value(f"{VAGUE}. {OFFERED}")
    anke.keyboard.press("Control+z")
    expect(body).to_have_value(VAGUE)
    expect(anke.locator("#added")).to_be_hidden()

    body.fill("Hoi Karim,\n\nIk loop vast.\n\nGroet, Anke")
    expect(anke.locator("#coach [data-closing]")).to_have_attribute("data-closing", "\n\nGroet, Anke")
    if width < 960:
        anke.locator(".strip-label").click()
    offer(anke, "Hoe pak jij het aan als …?").click()
    expect(body).to_have_value("Hoi Karim,\n\nIk loop vast. Hoe pak jij het aan als …?\n\nGroet, Anke")
    anke.keyboard.type("het team niet wil")
    expect(body).to_have_value(
        "Hoi Karim,\n\nIk loop vast. Hoe pak jij het aan als het team niet wil?\n\nGroet, Anke"
    )


def test_first_words_go_behind_the_sentence_with_the_cursor(browse: Any) -> None:
    anke = browse()
    sign_in(anke, "Anke Terpstra")
    anke.goto("/vragen/nieuw/")
    body = anke.get_by_label("Je vraag")
    body.fill("Ik loop vast met de studiedagen. Het moet anders.")
    expect(offer(anke, OFFERED)).to_be_visible()
    body.evaluate("area => area.setSelectionRange(30, 30)")  # inside "studiedagen"
    offer(anke, OFFERED).click()
    expect(body).to_have_value(f"Ik loop vast met de studiedagen. {OFFERED} Het moet anders.")
    anke.get_by_role("button", name="Maak ongedaan").click()
    expect(body).to_have_value("Ik loop vast met de studiedagen. Het moet anders.")


def test_the_same_without_javascript_and_whether_it_was_right(browse: Any, school_server: School) -> None:
    anke = browse(javascript=False)
    sign_in(anke, "Anke Terpstra")
    allow_questions(anke)
    anke.goto("/vragen/nieuw/")
    anke.get_by_label("Je vraag").fill(VAGUE)
    anke.get_by_role("button", name="Bewaar en kijk mee").click()
    offer(anke, OFFERED).click()
    expect(anke.get_by_label("Je vraag")).to_have_value(f"{VAGUE}. {OFFERED}")
    anke.get_by_role("button", name="Maak ongedaan").click()
    expect(anke.get_by_label("Je vraag")).to_have_value(VAGUE)
    anke.locator("#no-specific").click()
    expect(anke.get_by_text("Dank je. Daar leert de coach van.")).to_be_visible()
    expect(anke.locator("#no-specific")).to_have_count(0)


@pytest.mark.accessibility
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_whether_it_was_right_and_other_languages(browse: Any, width: int, scheme: str) -> None:
    anke = browse(width=width, scheme=scheme)
    sign_in(anke, "Anke Terpstra")
    allow_questions(anke)
    anke.goto("/vragen/nieuw/")
    body = anke.get_by_label("Je vraag")
    body.fill(f"{VAGUE}. Sorry dat ik je lastigval. Finn uit groep 6 is weer geschorst.")
    if width < 960:
        anke.locator(".strip-label").click()
    expect(anke.locator("#coach .note.firm")).to_be_visible()
    faults = accessibility_faults(anke)
    anke.locator("#yes-personal_data").click()
    expect(anke.locator("#coach").get_by_text("Dank je. Daar leert de coach van.")).to_be_visible()
    body.fill(TURKISH)
    expect(anke.locator("#coach")).to_contain_text("Ik lees alleen Nederlands en Engels.")
    expect(anke.locator("#coach-status")).to_contain_text("Ik lees alleen Nederlands en Engels.")
    body.fill("I am stuck with our study day and I do not know how to start.")
    expect(anke.locator("#coach")).to_contain_text("Daarvoor zijn mijn regels nog jong")
    assert faults + accessibility_faults(anke) == []


def test_what_is_ticked_right_after_the_coach_answered_stays(browse: Any) -> None:
    page = browse()
    sign_in(page, "Anke Terpstra")
    page.goto("/vragen/nieuw/")
    page.get_by_label("Je vraag").fill(VAGUE)
    expect(page.locator("#coach .note").first).to_be_visible()
    person = page.locator("#people input[type=checkbox][id]").first.get_attribute("id")
    page.evaluate(
        "id => document.addEventListener('htmx:afterSwap', () => setTimeout("
        "() => document.getElementById(id).click()), { once: true })",
        person,
    )
    page.get_by_label("Je vraag").fill(f"{VAGUE} van maart")
    expect(page.locator("#layer")).to_contain_text("van maart")
    page.wait_for_timeout(100)  # longer than the library waits before it settles, if it waits
    expect(page.locator(f"[id='{person}']")).to_be_checked()
