"""One's own place on the map, and finding somebody on it: on a phone, on a laptop, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import accessibility_faults
from tests.e2e.journeys.test_main_job import sign_in

pytestmark = pytest.mark.e2e


def _topic(page: Page, label: str) -> Any:
    return page.locator("#topics").get_by_role("checkbox", name=label, exact=True)


def test_topics_appear_while_somebody_writes_and_one_tap_takes_one_away(browse: Any) -> None:
    karim = browse(width=390)
    sign_in(karim, "Karim Boutahar")
    karim.goto("/mensen/ik/")
    karim.get_by_role("button", name="Nog een onderwerp").click()
    karim.locator("#own-words input[type=text]").last.fill("dyslexie en muziek in groep 7")
    expect(_topic(karim, "Dyslexie")).to_be_checked()
    _topic(karim, "Muziek").uncheck()
    # What was taken away stays away when the words change again.
    karim.get_by_label("Nog iets over jou").fill("Ik lees graag voor.")
    with karim.expect_response("**/mensen/ik/"):
        pass
    expect(_topic(karim, "Muziek")).not_to_be_checked()
    assert accessibility_faults(karim) == []
    karim.get_by_role("button", name="Bewaar").last.click()
    topics = karim.get_by_role("region", name="Staat op de kaart met")
    expect(topics.get_by_text("Dyslexie")).to_be_visible()
    expect(topics.get_by_text("Muziek")).to_have_count(0)


def test_the_same_without_javascript(browse: Any) -> None:
    gerda = browse(javascript=False)
    sign_in(gerda, "Gerda Bakker")
    gerda.goto("/mensen/ik/")
    gerda.locator("#own-words input[type=text]").last.fill("kanjertraining")
    gerda.get_by_role("button", name="Kijk welke onderwerpen erin zitten").click()
    _topic(gerda, "Sociaal-emotioneel leren").uncheck()
    gerda.get_by_role("button", name="Kijk welke onderwerpen erin zitten").click()
    expect(_topic(gerda, "Sociaal-emotioneel leren")).not_to_be_checked()
    gerda.get_by_role("button", name="Bewaar").last.click()
    expect(gerda.get_by_role("region", name="Staat op de kaart met")).to_contain_text("Administratie en secretariaat")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_a_situation_leads_to_somebody_and_to_a_question(browse: Any, width: int, scheme: str) -> None:
    anke = browse(width=width, scheme=scheme)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/mensen/")
    anke.get_by_role("link", name="De kaart").click()
    expect(anke.locator(".sea-chart svg:visible")).to_have_count(1)
    assert accessibility_faults(anke) == []
    anke.get_by_label("Waar gaat het over?").fill("Hij gooit met stoelen")
    anke.get_by_role("button", name="Zoek").click()
    found = anke.get_by_role("region", name="Zij denken graag mee")
    expect(found.get_by_role("listitem").first).to_contain_text("Denkt graag mee over gedrag in de groep.")
    assert accessibility_faults(anke) == []
    found.get_by_role("link", name="Karin Oosterhuis").click()
    anke.get_by_role("link", name="Vraag Karin om mee te denken").click()
    expect(anke).to_have_url("/vragen/nieuw/?aan=" + anke.url.rsplit("=", 1)[1])


def test_an_island_on_a_phone_leads_to_its_words(browse: Any) -> None:
    anke = browse(width=390)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/kaart/")
    anke.locator(".sea.klein a", has_text="Jonge kind").click()
    expect(anke.get_by_role("heading", name="Jonge kind")).to_be_in_viewport()
    assert anke.evaluate("document.documentElement.scrollWidth") == 390


def test_a_kind_word_goes_from_a_colleague_to_the_map_without_javascript(browse: Any) -> None:
    """The whole way: somebody says what they see, the other decides in their own words, and the map shows it."""
    anke, gerda = browse(javascript=False), browse(width=390, javascript=False)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/mensen/")
    anke.get_by_role("link", name="Vertel een collega wat je ziet").click()
    anke.get_by_label("Welke collega?").select_option(label="Gerda Bakker")
    anke.get_by_role("button", name="Vertel het").click()
    expect(anke.get_by_text("Schrijf in een paar woorden waar je collega goed in is.")).to_be_visible()
    anke.get_by_label("Waarover mag je deze collega vragen?").fill("orde in een vol hoofd")
    anke.get_by_label("Wat zag je?").fill("Jij maakte van mijn chaos een lijstje.")
    anke.get_by_role("button", name="Vertel het").click()
    expect(anke.get_by_text("Gerda leest het, en kiest zelf wat ermee gebeurt.")).to_be_visible()

    sign_in(gerda, "Gerda Bakker")
    gerda.goto("/mensen/ik/tips/")
    card = gerda.get_by_role("region", name="Anke Terpstra ziet dit in jou")
    expect(card).to_contain_text("Jij maakte van mijn chaos een lijstje.")
    card.get_by_label("In je eigen woorden").fill("handelingsplan schrijven")
    card.get_by_role("button", name="Zet het op de kaart").click()
    expect(gerda.get_by_role("region", name="Vraag mij gerust over")).to_contain_text("handelingsplan schrijven")
    anke.goto("/kaart/")
    expect(anke.get_by_role("region", name="Zorg & ondersteuning")).to_contain_text("Gerda Bakker")


def test_thanks_are_read_by_oneself_and_shown_by_choice(browse: Any) -> None:
    karim, anke = browse(width=390), browse(width=1280)
    sign_in(karim, "Karim Boutahar")
    karim.goto("/mensen/ik/dank/")
    assert accessibility_faults(karim) == []
    hidden = karim.locator("label.thanks:has(input:not(:checked))").first
    words = hidden.locator(".words").inner_text()
    hidden.click()
    karim.get_by_role("button", name="Bewaar").click()
    expect(karim.get_by_text("Anderen zien wat je aanvinkte")).to_be_visible()
    sign_in(anke, "Anke Terpstra")
    anke.goto("/mensen/")
    anke.get_by_role("link", name="Karim Boutahar").click()
    expect(anke.get_by_role("region", name="Gezegd als dank")).to_contain_text(words)
    assert accessibility_faults(anke) == []


def test_a_topic_of_the_school_comes_on_the_map(browse: Any) -> None:
    gerda = browse(width=1280)
    sign_in(gerda, "Gerda Bakker")
    gerda.goto("/school/onderwerpen/nieuw/")
    gerda.get_by_label("Hoe heet het?").fill("Pleinspel van vroeger")
    gerda.get_by_label("Andere woorden ervoor").fill("pleinspel")
    gerda.get_by_role("button", name="Bewaar").click()
    expect(gerda.get_by_role("listitem").filter(has_text="Pleinspel van vroeger")).to_be_visible()
    assert accessibility_faults(gerda) == []
    gerda.goto("/kaart/")
    expect(gerda.get_by_role("region", name="Van onze school")).to_contain_text("Tjeerd Wiersma")
