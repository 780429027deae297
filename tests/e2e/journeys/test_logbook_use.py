"""What one does in a logbook: the exercise, thoughts with an experiment, practice, looking back, taking it along."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import PHONE, faults_at_both_widths
from tests.e2e.journeys.conftest import Device, School, link_in
from tests.e2e.journeys.logbooks import DEMO, begin, go, opened, reopen, titles, unlock, write
from tests.e2e.journeys.test_main_job import (
    answer_by_link,
    close_the_loop,
    pick_suggested,
    sign_in,
)
from tests.e2e.journeys.test_reflow import faults
from tests.logbook.vault import documented

pytestmark = pytest.mark.e2e

SCREENS = {
    "": "Logboek",
    "oefening": "Wat houdt mij tegen?",
    "gedachte": "Bekijk een gedachte",
    "oefenen": "Oefen",
    "poging": "Ik vraag iets",
    "sleutels": "Wachtzin en code",
    "meenemen": "Meenemen, printen of wissen",
    "alles": "Logboek",
}


def do_exercise(page: Page, answers: list[str]) -> None:
    go(page, "oefening", "Wat houdt mij tegen?")
    for number, answer in enumerate(answers, start=1):
        expect(page.get_by_text(f"Vraag {number} van 4")).to_be_visible()
        page.locator("textarea").fill(answer)
        page.get_by_role("button", name="Rond af" if number == 4 else "Volgende vraag").click()
    expect(page.get_by_role("button", name="Verander", exact=False).first).to_be_visible()


def test_the_exercise_pauses_goes_on_and_lies_beside_last_time(device: Device) -> None:
    page = device()
    begin(page, "Gerda")
    do_exercise(page, ["een", "twee", "drie", "vier"])
    go(page, "oefening", "Wat houdt mij tegen?")
    page.locator("summary", has_text="Wat ik schreef op").click()
    expect(page.locator(".quotes")).to_have_text("een")
    page.locator("textarea").fill("nu een")
    page.get_by_role("button", name="Volgende vraag").click()
    page.locator("textarea").fill("halverwege")
    page.get_by_role("link", name="Een andere keer verder").click()
    opened(page)
    expect(page.locator("[data-at=list] li").first).to_contain_text("nog niet af")
    reopen(page)
    page.locator("[data-at=list] li").first.get_by_role("link").click()
    expect(page.get_by_text("Vraag 2 van 4")).to_be_visible()
    expect(page.locator("textarea")).to_have_value("halverwege")
    for _ in range(3):
        page.get_by_role("button", name=re.compile("Volgende vraag|Rond af")).click()
    page.get_by_role("button", name="Leg de vorige keer ernaast").click()
    assert page.locator(".pair .words").all_inner_texts() == [
        "nu een", "een", "halverwege", "twee", "…", "drie", "…", "vier",
    ]  # fmt: skip


def test_the_timer_is_quiet_pauses_and_ends_kindly(device: Device) -> None:
    page = device()
    page.clock.install()
    begin(page, "Gerda")
    go(page, "oefening", "Wat houdt mij tegen?")
    bar = page.get_by_role("progressbar")
    page.get_by_role("button", name="Vijf stille minuten").click()
    page.clock.run_for(60_000)
    page.get_by_role("button", name="Pauze").click()
    page.clock.run_for(60_000)
    assert bar.evaluate("(bar) => bar.value") == 60
    page.get_by_role("button", name="Verder").click()
    page.clock.run_for(239_000)
    assert bar.evaluate("(bar) => bar.value") == 299
    page.clock.run_for(1_000)
    expect(page.get_by_text("De vijf minuten zijn om. Schrijf gerust door.")).to_be_visible()
    expect(bar).to_be_hidden()


def test_a_thought_ends_in_a_question_and_comes_back_when_its_loop_is_closed(
    device: Device, school_server: School
) -> None:
    page = device()
    begin(page, "Gerda")
    go(page, "gedachte", "Bekijk een gedachte")
    page.get_by_label("Ik val anderen lastig.").check()
    expect(page.get_by_label("De gedachte, in je eigen woorden")).to_have_value("Ik val anderen lastig.")
    page.get_by_text("Wat onderzoek vond").click()
    expect(page.get_by_text("Flynn & Lake, 2008")).to_be_visible()
    page.get_by_label("Hoe waar voelt ze nu?").fill("80")
    page.get_by_label("Wat pleit ervoor?").fill("Geheime zorg.")
    page.get_by_label("Welk verhaal is meer waar?").fill("Nee zeggen mag.")
    page.get_by_label("Hoe waar voelt de eerste gedachte nu nog?").fill("40")
    question = "Zou je donderdag een kwartier met me willen sparren over rekenen in groep 7?"
    page.get_by_label("Wat vraag je, en aan wie?").fill(question)
    page.get_by_label("Hoeveel verwacht je eraan te hebben?").fill("30")
    page.get_by_role("link", name="Maak er een vraag van").click()
    expect(page.get_by_label("De woorden die weg mogen")).to_have_value(question)
    page.get_by_role("button", name="Bekijk wat weggaat").click()
    expect(page.locator("[data-at=exactly]")).to_have_text(question)
    with page.context.expect_page() as opening, page.context.expect_event("request", is_draft) as sending:
        page.get_by_role("button", name="Maak er een vraag van").click()
    draft = opening.value
    expect(draft.get_by_label("Je vraag")).to_have_value(question)
    assert "Geheime" not in (sending.value.post_data or "")
    _name, address = pick_suggested(draft)
    draft.get_by_role("button", name="Verder").click()
    draft.get_by_label("Onderwerp").fill("Rekenen op donderdag")
    draft.get_by_role("button", name="Verstuur").click()
    expect(draft.get_by_text("Je vraag is onderweg.")).to_be_visible()
    link = link_in(school_server.post.wait_for(address, "sparren over rekenen in groep 7"))
    answer_by_link(device(), link, "Graag, kom maar langs.")
    reopen(page)
    assert page.get_by_role("heading", name="Hoe ging het?").is_hidden()
    close_the_loop(draft, "Rekenen op donderdag", "Ik probeerde het, en het werkte.")
    reopen(page)
    expect(page.get_by_role("heading", name="Hoe ging het?")).to_be_visible()
    page.locator("[data-at=due] a").click()
    expect(page.get_by_text("De cirkel van je vraag is rond.")).to_be_visible()
    page.get_by_label("Wat gebeurde er?").fill("Ze was blij dat ik het vroeg.")
    page.get_by_label("Hoeveel had je eraan?").fill("90")
    expect(page.locator("[data-at=status]")).to_contain_text("Op slot en bewaard")
    go(page, "oefenen", "Oefen")
    assert page.locator("[data-at=rows] td").all_inner_texts()[1:] == [question, "30", "90"]
    expect(page.locator("[data-at=stories]")).to_contain_text("van 80 naar 40")


def is_draft(request: Any) -> bool:
    """The request that makes a draft of the shared words."""
    return request.method == "POST" and request.url.endswith("/schrijven/")


def test_only_what_was_selected_leaves(device: Device) -> None:
    page = device()
    begin(page, "Karim")
    write(page, "Dit blijft hier. Dit mag weg.")
    page.get_by_role("link", name="Deel een stukje").click()
    page.get_by_role("button", name="Neem over wat ik selecteerde").click()
    expect(page.get_by_text("Selecteer eerst hierboven wat woorden.")).to_be_visible()
    page.locator("[data-at=source]").evaluate(
        """(part) => {
            const range = document.createRange();
            range.setStart(part.firstChild, 17);
            range.setEnd(part.firstChild, part.firstChild.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.get_by_role("button", name="Neem over wat ik selecteerde").click()
    page.get_by_role("button", name="Bekijk wat weggaat").click()
    expect(page.locator("[data-at=exactly]")).to_have_text("Dit mag weg.")
    with page.context.expect_page() as opening:
        page.get_by_role("button", name="Maak er een vraag van").click()
    expect(opening.value.get_by_label("Je vraag")).to_have_value("Dit mag weg.")
    reopen(page)
    assert titles(page) == ["Dit blijft hier. Dit mag weg."]


def test_finding_by_word_kind_and_theme_and_erasing(device: Device) -> None:
    page = device()
    begin(page, "Gerda")
    write(page, "De crèche belde.")
    page.get_by_label("Thema's").fill("Ouders, werkdruk")
    write(page, "Iets anders.")
    do_exercise(page, ["crèche", "", "", ""])
    go(page, "", "Logboek")
    shown = page.locator("[data-at=list] strong")
    page.get_by_label("Zoek in je logboek").fill("CRECHE")
    expect(shown).to_have_count(2)
    page.get_by_label("Soort").select_option("note")
    expect(shown).to_have_text(["De crèche belde."])
    page.get_by_label("Zoek in je logboek").fill("")
    page.get_by_label("Thema").select_option("werkdruk")
    expect(shown).to_have_text(["De crèche belde."])
    shown.first.locator("xpath=ancestor::li").get_by_role("link").click()
    page.get_by_role("button", name="Wis deze tekst").click()
    page.get_by_role("button", name="Nee, laat staan").click()
    page.get_by_role("button", name="Wis deze tekst").click()
    page.get_by_role("button", name="Ja, wis hem").click()
    opened(page)
    assert titles(page) == ["crèche", "Iets anders."]
    reopen(page)
    assert page.locator(".notice.firm").count() == 0


@pytest.mark.privacy
def test_an_export_opens_offline_with_the_code_and_in_plain_python(device: Device, tmp_path: Path) -> None:
    page = device()
    code = begin(page, "Gerda")
    write(page, "Om mee te nemen. <b>Zo staat het er.</b>")
    do_exercise(page, ["een", "twee", "drie", "vier"])
    go(page, "meenemen", "Meenemen, printen of wissen")
    with page.expect_download() as locked:
        page.get_by_role("button", name="Neem de pagina mee").click()
    with page.expect_download() as plain:
        page.get_by_role("button", name="Neem de open tekst mee").click()
    locked.value.save_as(tmp_path / "logboek.html")
    html = (tmp_path / "logboek.html").read_text(encoding="utf-8")
    assert "Om mee te nemen" not in html

    found = re.search(r'<script type="application/json" id="logbook">(.*?)</script>', html)
    assert found is not None
    texts = documented()["open_logbook"](json.loads(found.group(1)), "recovery", code)
    assert sorted(one["kind"] for one in texts) == ["exercise", "note"]

    reader = device()
    reader.context.set_offline(True)
    reader.goto((tmp_path / "logboek.html").as_uri())
    reader.get_by_label("Je herstelcode").fill("0000-0000")
    reader.get_by_role("button", name="Openen").click()
    expect(reader.get_by_text("Deze code opent dit logboek niet.")).to_be_visible()
    reader.get_by_label("Je herstelcode").fill(code)
    reader.get_by_role("button", name="Openen").click()
    expect(reader.locator("article p").last).to_have_text("Om mee te nemen. <b>Zo staat het er.</b>")
    assert reader.locator("article").count() == 2

    markdown = Path(plain.value.path()).read_text(encoding="utf-8")
    assert markdown.startswith("# Logboek\n\n## ")
    assert "Om mee te nemen. <b>Zo staat het er.</b>\n" in markdown


def test_everything_can_be_erased(device: Device) -> None:
    page = device()
    begin(page, "Gerda")
    write(page, "Weg ermee.")
    go(page, "meenemen", "Meenemen, printen of wissen")
    page.get_by_role("button", name="Wis mijn logboek").click()
    expect(page.get_by_text("Zet eerst het vinkje")).to_be_visible()
    page.get_by_label("Wis mijn hele logboek").check()
    page.get_by_role("button", name="Wis mijn logboek").click()
    expect(page.get_by_role("heading", name="Jouw logboek")).to_be_visible()
    assert page.evaluate("fetch('/logboek/sleutel/').then((answer) => answer.json())") == {"vault": None}


def open_demo(page: Page) -> None:
    """The filled logbook of the demo school, by its leader who is signed in."""
    page.goto("/logboek/")
    expect(page.locator(".notice", has_text=DEMO)).to_be_visible()
    unlock(page, DEMO)
    opened(page)


def test_the_demo_school_has_a_leader_with_a_year_of_diary(browse: Any) -> None:
    page = browse()
    sign_in(page, "Anke Terpstra")
    open_demo(page)
    assert len(titles(page)) == 16
    expect(page.locator("[data-at=back] li")).to_have_count(2)
    go(page, "oefenen", "Oefen")
    assert page.locator(".plot .point.experienced").count() == page.locator("[data-at=rows] tr").count() == 8
    expect(page.get_by_label("Als het …")).to_have_value("maandag 8.15 is, met koffie")


@pytest.mark.accessibility
def test_the_screens_have_no_accessibility_faults_and_fit(browse: Any) -> None:
    page = browse()
    found = []
    sign_in(page, "Anke Terpstra")
    page.goto("/logboek/")
    page.get_by_role("button", name="Ik ben mijn wachtzin kwijt").click()
    found += seen(page)
    page.get_by_role("button", name="Ik ben de code ook kwijt").click()
    found += seen(page)
    open_demo(page)
    for screen, heading in SCREENS.items():
        go(page, screen, heading)
        found += seen(page)
    go(page, "", "Logboek")
    page.locator("[data-at=list] li", has_text="val ze lastig").get_by_role("link").click()
    expect(page.get_by_role("heading", name="Bekijk een gedachte")).to_be_visible()
    found += seen(page)
    page.get_by_role("link", name="Deel een stukje").click()
    page.get_by_role("button", name="Bekijk wat weggaat").click()
    found += seen(page)
    page.goto("/logboek/")
    unlock(page, "niet de goede")
    expect(page.locator(".wrong:visible")).to_be_visible()
    found += seen(page)
    assert found == []


def seen(page: Page) -> list[str]:
    """Faults of accessibility, size and width on the screen as it stands, on a phone and a wide screen."""
    found = faults_at_both_widths(page) + faults(page, 1)
    page.set_viewport_size({"width": PHONE, "height": 850})
    return found + faults(page, 1)


def test_without_javascript_the_page_says_kindly_why_it_needs_it(browse: Any) -> None:
    page = browse(javascript=False)
    sign_in(page, "Anke Terpstra")
    page.goto("/logboek/")
    expect(page.get_by_text("Daar is JavaScript voor nodig.")).to_be_visible()
    expect(page.get_by_text("of schrijf op papier")).to_be_visible()
    expect(page.locator("main ol li")).to_have_count(4)
