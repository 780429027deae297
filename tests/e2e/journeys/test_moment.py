"""Choosing a moment, the calendar of the school, and asking in person: with and without scripts, and without a network."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import faults_at_both_widths
from tests.e2e.journeys.test_keyboard import Keyboard
from tests.e2e.journeys.test_main_job import sign_in

pytestmark = pytest.mark.e2e


def write(page: Page, subject: str) -> None:
    """A question to Karim, up to the last look."""
    sign_in(page, "Anke Terpstra")
    page.goto("/vragen/nieuw/")
    page.get_by_label("Je vraag").fill(f"Zou je met me willen meedenken over {subject}?")
    page.locator("#fold-self summary").click()
    page.get_by_label("Karim Boutahar").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Onderwerp").fill(subject)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_suggested_moment_is_one_tap(browse: Any, javascript: bool) -> None:
    page = browse(width=390, javascript=javascript)
    write(page, f"moment {int(javascript)}")
    offered = page.get_by_role("radio", name=" om 8.00").first
    label = offered.evaluate("one => one.closest('label').innerText.trim()")
    offered.check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Je vraag gaat weg op het moment dat je koos.")).to_be_visible()
    assert label.endswith("om 8.00")
    expect(page.get_by_text("8.00")).to_be_visible()


@pytest.mark.parametrize(("javascript", "scheme"), [(True, "light"), (False, "dark")])
def test_asking_in_person_without_a_network(browse: Any, javascript: bool, scheme: str) -> None:
    page = browse(width=390, javascript=javascript, scheme=scheme)
    subject = f"persoonlijk {int(javascript)}"
    write(page, subject)
    page.get_by_role("link", name="Neem het mee").click()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    page.context.set_offline(True)
    page.emulate_media(media="print")
    expect(page.get_by_text(f"meedenken over {subject}?")).to_be_visible()
    expect(page.get_by_role("link", name="Ik heb het persoonlijk gevraagd")).to_be_hidden()
    page.emulate_media(media="screen", color_scheme=scheme)  # type: ignore[arg-type]
    page.mouse.wheel(0, 400)
    expect(page.get_by_text("Persoonlijk vragen werkt beter dan mailen")).to_be_visible()
    assert asked == []
    page.context.set_offline(False)
    page.get_by_role("link", name="Ik heb het persoonlijk gevraagd").click()
    page.get_by_label("Wat hoorde je?").fill("Hij begint met een rondje.")
    page.get_by_role("button", name="Bewaar het").click()
    expect(page.get_by_text("Hij begint met een rondje.")).to_be_visible()
    expect(page.get_by_role("link", name="Dit deed ik ermee")).to_be_visible()


def test_the_pages_have_no_fault(browse: Any) -> None:
    page = browse()
    write(page, "zonder fout")
    faults = faults_at_both_widths(page)
    for link in ("Neem het mee", "Ik heb het persoonlijk gevraagd"):
        page.get_by_role("link", name=link).click()
        faults += faults_at_both_widths(page)
    page.get_by_role("button", name="Bewaar het").click()
    expect(page.get_by_text("Schrijf in een zin wat je hoorde.")).to_be_visible()
    faults += faults_at_both_widths(page)
    for address in ("/school/schooljaar/", "/school/schooljaar/nieuw/"):
        page.goto(address)
        faults += faults_at_both_widths(page)
    assert faults == []


@pytest.mark.accessibility
def test_a_moment_by_keyboard_alone(browse: Any) -> None:
    page = browse(width=390)
    write(page, "moment met toetsen")
    anke = Keyboard(page)
    anke.reach("Nu")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('label').innerText").strip().endswith("om 8.00")
    anke.follow("Verstuur")
    expect(page.get_by_text("Je vraag gaat weg op het moment dat je koos.")).to_be_visible()
    assert anke.faults == []


@pytest.mark.accessibility
def test_what_was_heard_is_kept_changed_and_taken_away_by_keyboard_alone(browse: Any) -> None:
    page = browse(width=390)
    write(page, "gehoord met toetsen")
    anke = Keyboard(page)
    anke.follow("Neem het mee")
    anke.follow("Ik heb het persoonlijk gevraagd")
    anke.write("Wat hoorde je?", "Begin met een rondje.")
    anke.follow("Bewaar het")
    expect(page.get_by_text("Begin met een rondje.")).to_be_visible()
    anke.follow("Veranderen")
    anke.write("Wat hoorde je?", "Begin met twee rondjes.")
    anke.follow("Bewaar")
    expect(page.get_by_text("Begin met twee rondjes.")).to_be_visible()
    anke.follow("Intrekken")
    expect(page.get_by_text("Je haalde weg wat je hoorde.")).to_be_visible()
    assert anke.faults == []


@pytest.mark.accessibility
def test_days_off_and_own_rest_by_keyboard_alone(browse: Any) -> None:
    page = browse()
    gerda = Keyboard(page)  # no journey reads mail to her
    sign_in(page, "Gerda Bakker")
    page.goto("/school/schooljaar/nieuw/")
    gerda.follow("Bewaar")
    expect(page.get_by_text("Kies een dag.").first).to_be_visible()
    gerda.write("Naam", "Studiedag met toetsen")
    gerda.reach("Wat is het?")
    gerda.reach("Eerste dag")
    for _part in ("month", "day", "year"):
        page.keyboard.press("ArrowUp")
        page.keyboard.press("ArrowRight")
    gerda.follow("Bewaar")
    expect(page.get_by_text("Het staat in de kalender.")).to_be_visible()

    page.goto("/instellingen/mail/")
    gerda.reach("Nee, ik kies geen tijden")
    page.keyboard.press("ArrowUp")
    gerda.reach("Vanaf hoe laat?")
    page.keyboard.press("ArrowDown")
    gerda.press("Ook in het weekend geen mail over vragen", "Space")
    gerda.follow("Bewaar jouw rust")
    page.goto("/instellingen/")
    expect(
        page.get_by_text("Tussen 18.30 en 7.30 uur en in het weekend krijg je geen mail over vragen.")
    ).to_be_visible()
    assert gerda.faults == []

    page.goto("/instellingen/mail/")  # no rest again: another journey of this evening may ask her
    page.get_by_label("Nee, ik kies geen tijden").check()
    page.get_by_label("Ook in het weekend geen mail over vragen").uncheck()
    page.get_by_role("button", name="Bewaar jouw rust").click()
