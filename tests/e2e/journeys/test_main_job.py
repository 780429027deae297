"""The main job, by real people in a real browser, with real mail."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from bemanning.web.demonstration import SCHOOL, demo_people
from tests.e2e.journeys.conftest import Complaints, School, link_in, text_of

pytestmark = pytest.mark.e2e

VAGUE = "Ik loop vast met de studiedagen"
GOOD = (
    "Hoi Karim, ik zoek een werkvorm voor de studiedag in maart, waarin het team zelf kiest waar we aan werken. "
    "Jij hebt op je vorige school zo'n dag begeleid. Zou je donderdag een kwartier met me willen sparren? "
    "Komt het niet uit, dan hoor ik het graag. Ik laat je weten wat ik ermee doe."
)


def sign_in(page: Page, name: str) -> None:
    """A session of their own for this browser, without a page: journeys that are not about the door begin behind it."""
    door = page.context.request
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', door.get("/inloggen/").text())
    assert token is not None
    key = next(person.key for person in demo_people() if person.name.startswith(name))
    form = {"csrfmiddlewaretoken": token.group(1), "key": key}
    assert door.post("/demo/inloggen/", form=form, max_redirects=0).headers["location"] == "/"


def come_in(page: Page, name: str) -> None:
    """Through the door, as a visitor of the demo does."""
    page.goto("/inloggen/")
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name.split(maxsplit=1)[0])


def pick_suggested(page: Page) -> tuple[str, str]:
    """Choose the first suggested colleague; returns the name and the mail address."""
    card = page.locator("#people .pick").first
    name = card.locator("strong").inner_text()
    card.click()
    return name, address_of(name)


def address_of(name: str) -> str:
    """Where mail to somebody of the demo school goes."""
    people = json.loads(SCHOOL.read_text(encoding="utf-8"))["people"]
    return str(next(row["email"] for row in people if row["name"] == name))


def answer_by_link(page: Page, link: str, words: str) -> None:
    page.goto(link)
    page.get_by_label("Je bericht").fill(words)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("krijgt je antwoord")).to_be_visible()


def close_the_loop(page: Page, subject: str, did: str) -> None:
    page.goto("/vragen/?kant=van-mij")
    page.locator("li.item", has_text=subject).get_by_role("link").click()
    page.get_by_role("link", name="Dit deed ik ermee").click()
    page.get_by_label("Wat deed je ermee, of waarom niet?").fill(did)
    page.get_by_role("button", name="Maak de cirkel rond").click()
    expect(page.get_by_text("De cirkel is rond")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_from_ik_loop_vast_to_a_closed_loop(browse: Any, school_server: School, width: int) -> None:
    anke = browse(width=width)
    come_in(anke, "Anke Terpstra")
    anke.get_by_role("link", name="Stel een vraag").click()
    if width < 960:
        anke.locator(".strip-label").click()
    anke.get_by_label("Je vraag").fill(VAGUE)
    expect(anke.locator("#coach .note").first).to_be_visible()
    expect(anke.locator("#saved")).to_contain_text("Bewaard om")
    anke.get_by_label("Je vraag").fill(f"{GOOD} Breedte {width}.")
    expect(anke.locator("#coach .dots .on")).to_have_count(5)
    if width < 960:
        anke.locator(".strip-label").click()
    name, address = pick_suggested(anke)
    anke.get_by_role("button", name="Verder").click()
    expect(anke.get_by_text(f"Alleen {name} en jij lezen dit.")).to_be_visible()
    anke.get_by_label("Onderwerp").fill(f"Werkvorm {width}")
    anke.get_by_role("button", name="Verstuur").click()
    expect(anke.get_by_text("Je vraag is onderweg.")).to_be_visible()

    question = school_server.post.wait_for(address, f"Breedte {width}.")
    assert question["Auto-Submitted"] == "auto-generated"
    colleague = browse(width=390)
    answer_by_link(colleague, link_in(question), f"Begin met drie tafels en laat ze kiezen. {width}")

    answered = school_server.post.wait_for("anke@", f"laat ze kiezen. {width}")
    assert f"{name} dacht met je mee" in text_of(answered)
    close_the_loop(anke, f"Werkvorm {width}", f"Ik begon met drie tafels, en dat werkte. {width}")
    told = school_server.post.wait_for(address, f"en dat werkte. {width}")
    assert told["In-Reply-To"] == question["Message-ID"]


def test_the_same_without_javascript(browse: Any, school_server: School) -> None:
    anke = browse(javascript=False)
    come_in(anke, "Anke Terpstra")
    anke.goto("/vragen/nieuw/")
    anke.get_by_label("Je vraag").fill(VAGUE)
    anke.get_by_role("button", name="Bewaar en kijk mee").click()
    expect(anke.locator("#coach .note").first).to_be_visible()
    anke.get_by_label("Je vraag").fill(GOOD + " Zonder script.")
    anke.get_by_role("button", name="Bewaar en kijk mee").click()
    _name, address = pick_suggested(anke)
    anke.get_by_role("button", name="Verder").click()
    anke.get_by_label("Onderwerp").fill("Werkvorm zonder script")
    anke.get_by_role("button", name="Verstuur").click()
    question = school_server.post.wait_for(address, "Zonder script.")
    answer_by_link(browse(javascript=False), link_in(question), "Gewoon beginnen, zonder script.")
    school_server.post.wait_for("anke@", "Gewoon beginnen, zonder script.")
    close_the_loop(anke, "Werkvorm zonder script", "Ik begon gewoon, zonder script.")
    school_server.post.wait_for(address, "Ik begon gewoon, zonder script.")


@pytest.mark.security
def test_the_measurement_sees_a_page_that_complains(chromium: Browser, school_server: School) -> None:
    context = chromium.new_context(base_url=school_server.url)
    page, complaints = context.new_page(), Complaints()
    complaints.watch(page, school_server.url)
    page.goto("/inloggen/")
    assert complaints == []
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')")  # inline style
    page.evaluate("void fetch('https://elders.example/').catch(() => {})")  # another origin
    page.evaluate("console.error('een fout')")
    page.evaluate("setTimeout(() => { throw new Error('een ongeluk') })")
    kinds = ("style-src", "elders.example", "een fout", "een ongeluk")
    for _look in range(100):
        missed = [kind for kind in kinds if not any(kind in line for line in complaints)]
        if not missed:
            break
        page.wait_for_timeout(50)
    context.close()
    assert missed == []


def test_loading_again_and_going_back_open_what_was_written(browse: Any) -> None:
    anke = browse(width=390)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/vragen/nieuw/")
    words = anke.get_by_label("Je vraag")
    words.fill(VAGUE)
    expect(anke.locator("#saved")).to_contain_text("Bewaard om")
    anke.reload()
    expect(words).to_have_value(VAGUE)
    words.fill(f"{VAGUE}, en nu verder")
    expect(anke.locator("#saved")).to_contain_text("Bewaard om")
    anke.get_by_role("link", name="Mensen").first.click()
    anke.go_back()
    expect(words).to_have_value(f"{VAGUE}, en nu verder")


def test_words_typed_after_sending_stay_and_the_page_says_so(browse: Any) -> None:
    anke = browse(width=1280)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/vragen/nieuw/")
    anke.get_by_label("Je vraag").fill(VAGUE)
    pick_suggested(anke)
    expect(anke.locator("#saved")).to_contain_text("Bewaard om")
    other = anke.context.new_page()
    other.goto(anke.url)
    anke.get_by_role("button", name="Verder").click()
    anke.get_by_role("button", name="Verstuur").click()
    expect(anke.locator(".notices .notice")).to_contain_text("Je vraag")
    other.get_by_label("Je vraag").fill(f"{VAGUE}, en nog iets")
    expect(other.locator("#saved")).to_contain_text("Je laatste woorden staan er niet in.")
    expect(other.get_by_label("Je vraag")).to_have_value(f"{VAGUE}, en nog iets")
    other.locator("#saved").get_by_role("link", name="Open de vraag").click()
    expect(other.get_by_text(VAGUE, exact=True).last).to_be_visible()


def test_words_typed_while_signed_out_are_there_after_signing_in(chromium: Browser, school_server: School) -> None:
    context = chromium.new_context(base_url=school_server.url)  # its console tells of the refusal, as it should
    anke = context.new_page()
    sign_in(anke, "Anke Terpstra")
    anke.goto("/vragen/nieuw/")
    words = anke.get_by_label("Je vraag")
    words.fill(VAGUE)
    expect(anke.locator("#saved")).to_contain_text("Bewaard om")
    context.clear_cookies(name="session")
    words.fill(f"{VAGUE}, en nu verder")
    expect(anke.get_by_text("Je bent uitgelogd, dus dit is niet bewaard.")).to_be_visible()
    address = anke.url
    anke.get_by_role("link", name="Opnieuw inloggen").click()
    expect(anke.get_by_role("heading", level=1)).to_have_text("Inloggen")
    anke.get_by_role("button", name="Anke Terpstra").click()
    anke.goto(address)
    expect(words).to_have_value(f"{VAGUE}, en nu verder")
    expect(anke.locator("#saved")).to_contain_text("Bewaard om")
    context.close()
