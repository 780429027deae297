"""A question to the team: ideas from phones on the whiteboard, one decision, and everybody hears it by mail.

Sixty phones at once are measured by benchmarks/meeting.py.
"""

from email.message import EmailMessage
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import accessibility_faults
from tests.e2e.journeys.conftest import School, link_in, text_of
from tests.e2e.journeys.test_main_job import sign_in

pytestmark = pytest.mark.e2e

# As promised on the page: what a phone sends stands on the board within two seconds.
TWO_SECONDS = 2_000


def ask_the_school(page: Page, text: str, subject: str) -> None:
    """A question to everybody, sent."""
    page.goto("/teamvragen/nieuw/")
    expect(page.get_by_label("Je vraag")).to_have_value("Ik zou graag jullie input horen. Wat werkt volgens jullie?")
    page.get_by_label("Je vraag").fill(text)
    page.get_by_label("De hele school").check()
    page.get_by_label("Ideeën mogen zonder naam").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Onderwerp").fill(subject)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)


def join(page: Page, code: str) -> None:
    """Type the code at the door."""
    page.goto("/v/")
    page.get_by_label("De code op het digibord").fill(code.lower())
    page.get_by_role("button", name="Meedoen").click()


def add(page: Page, words: str) -> None:
    """One idea."""
    page.get_by_label("Je idee").fill(words)
    page.get_by_role("button", name="Zet op het bord").click()
    expect(page.get_by_text("Je idee staat op het bord.")).to_be_visible()


@pytest.mark.alone
def test_from_a_question_to_the_school_to_one_decision(browse: Any, school_server: School) -> None:
    anke = browse(width=1920)
    sign_in(anke, "Anke Terpstra")
    ask_the_school(anke, "Hoe houden we de gang rustig om half negen?", "Rust op de gang")
    faults = accessibility_faults(anke)
    anke.get_by_role("button", name="Open de bijeenkomst").click()
    code = anke.locator(".code").inner_text().split()[-1]
    faults += accessibility_faults(anke)

    phones = [browse(width=390), browse(width=390, scheme="dark")]
    for phone, words in zip(phones, ("Jassen aan de andere kant 🧥", "Inloop vanaf kwart over acht"), strict=True):
        join(phone, code)
        faults += accessibility_faults(phone)
        add(phone, words)
        expect(anke.locator("#board")).to_contain_text(words, timeout=TWO_SECONDS)
    expect(phones[0].locator("#board")).to_contain_text("Inloop vanaf kwart over acht", timeout=TWO_SECONDS)

    anke.get_by_role("link", name="Terug naar de vraag").click()
    anke.get_by_label("Jassen aan de andere kant").check()
    anke.get_by_label("Zet de aangevinkte ideeën bij elkaar").fill("De gang zelf")
    anke.get_by_role("button", name="Zet bij elkaar").click()
    expect(anke.locator("#board")).to_contain_text("De gang zelf")
    anke.get_by_role("link", name="Naar het besluit").click()
    anke.get_by_label("Inloop vanaf kwart over acht").check()
    anke.get_by_label("Wat besluit je?").fill("Vanaf maandag is er een inloop.")
    anke.get_by_label("Waarom besloot je dat?").fill("Twee van jullie vroegen erom.")
    faults += accessibility_faults(anke)
    anke.get_by_role("button", name="Maak de cirkel rond").click()
    expect(anke.get_by_text("Vanaf maandag is er een inloop.")).to_be_visible()
    mail = school_server.post.wait_for("sem@vuurtoren.example", "Vanaf maandag is er een inloop.")
    assert "Twee van jullie vroegen erom." in text_of(mail)

    # The meeting ended with the question: whoever joined by the code is out. The phone finds out by itself, and
    # loads itself anew; asking it to do so here as well would run into that.
    expect(phones[1].get_by_label("De code op het digibord")).to_be_visible()
    assert faults == []


def test_every_screen_says_that_the_meeting_closed_and_keeps_what_was_typed(browse: Any) -> None:
    anke, board = browse(width=320), browse(width=1920)
    for page in (anke, board):
        sign_in(page, "Anke Terpstra")
    ask_the_school(anke, "Wat doen we met de laatste week voor de vakantie?", "De laatste week")
    anke.get_by_role("button", name="Open de bijeenkomst").click()
    board.goto(anke.url)
    assert anke.evaluate("document.documentElement.scrollWidth") == 320
    silent, writing = browse(width=390), browse(width=390)
    for phone in (silent, writing):
        join(phone, anke.locator(".code").inner_text().split()[-1])
    writing.get_by_label("Je idee").fill("Een half getypt idee")
    with writing.expect_response("**/v/ideeen/"):
        anke.get_by_role("button", name="Sluit de bijeenkomst").click()
    # A page that was left would not ask a second time.
    with writing.expect_response("**/v/ideeen/"):
        pass
    expect(board.get_by_text("De bijeenkomst is gesloten.")).to_be_visible()
    expect(silent.get_by_text("Deze bijeenkomst is gesloten.")).to_be_visible()
    expect(writing.get_by_label("Je idee")).to_have_value("Een half getypt idee")


def test_thinking_along_in_the_room_without_javascript(browse: Any) -> None:
    anke, phone = browse(javascript=False), browse(width=390, javascript=False)
    sign_in(anke, "Anke Terpstra")
    ask_the_school(anke, "Wat kan er van de agenda af?", "De agenda")
    anke.get_by_role("button", name="Open de bijeenkomst").click()
    join(phone, anke.locator(".code").inner_text().split()[-1])
    add(phone, "De mededelingen in de mail")
    expect(phone.locator("#board")).to_contain_text("De mededelingen in de mail")
    anke.reload()
    expect(anke.locator("#board")).to_contain_text("De mededelingen in de mail")


@pytest.mark.parametrize("javascript", [True, False])
def test_thinking_along_with_a_team_by_the_link_in_a_mail(
    browse: Any, school_server: School, javascript: bool
) -> None:
    """Ideas side by side without an account; the asker hears of them, and replies by mail reach the board too."""
    anke, sem = browse(), browse(width=390, javascript=javascript)
    sign_in(anke, "Anke Terpstra")
    subject = f"De moestuin {int(javascript)}"
    ask_the_school(anke, f"Wie weet wat er groeit in de moestuin, {int(javascript)}?", subject)
    mail = school_server.post.wait_for("sem@vuurtoren.example", f"in de moestuin, {int(javascript)}?")
    sem.goto(link_in(mail))
    expect(sem.get_by_role("heading", name="Ideeën naast elkaar")).to_be_visible()
    add(sem, "Aardperen groeien altijd.")
    expect(anke.locator("#board")).to_contain_text("Aardperen groeien altijd.")
    reply = EmailMessage()
    reply["From"], reply["To"] = (
        "joke@vuurtoren.example",
        str(school_server.post.wait_for("joke@vuurtoren.example", f"in de moestuin, {int(javascript)}?")["Reply-To"]),
    )
    reply["Subject"] = f"Re: {subject}"
    reply.set_content("Pompoenen, die doen het zelf.")
    school_server.hand_over(reply)
    anke.reload()
    expect(anke.locator("#board")).to_contain_text("Pompoenen, die doen het zelf.")
    sem.reload()
    expect(sem.locator("#board")).to_contain_text("Joke")
