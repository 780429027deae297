"""Nobody answers: the asker sees the plan, does it at once, and whoever was asked first is off the hook, by mail too."""

from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.e2e.axe import faults_at_both_widths
from tests.e2e.journeys.conftest import School, link_in, text_of
from tests.e2e.journeys.test_keyboard import Keyboard
from tests.e2e.journeys.test_main_job import address_of, sign_in
from tests.reliability.servers import until

pytestmark = pytest.mark.e2e

WORDS = "Ik zoek iemand die met me wil meedenken over een tekst voor de nieuwsbrief van groep 7."


def ask(page: Page, subject: str) -> None:
    """Ask Karim something as Anke, with the usual plan: a kind reminder."""
    sign_in(page, "Anke Terpstra")
    page.goto("/vragen/nieuw/")
    page.get_by_label("Je vraag").fill(f"{WORDS} {subject}.")
    page.locator("#fold-self summary").click()
    page.get_by_label("Karim Boutahar").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Onderwerp").fill(subject)
    expect(
        page.get_by_text("Kies je niets, dan volgt na vier werkdagen één vriendelijke herinnering.")
    ).to_be_visible()
    page.locator("#fold-silence summary").click()
    expect(page.get_by_label("Herinner Karim vriendelijk")).to_be_checked()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Dan herinner ik Karim vriendelijk.")).to_be_visible()


def answer_to(school: School, first: EmailMessage) -> EmailMessage:
    """The mail that refers to an earlier one."""
    found: list[EmailMessage] = []
    assert until(
        lambda: bool(found.extend(m for m in school.post.mails if m["In-Reply-To"] == first["Message-ID"]) or found)
    )
    return found[0]


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_else_is_asked_and_the_first_is_off_the_hook(
    browse: Any, school_server: School, javascript: bool
) -> None:
    subject = f"Nieuwsbrief {'met' if javascript else 'zonder'} script"
    anke = browse(width=390, javascript=javascript)
    ask(anke, subject)
    first = school_server.post.wait_for("karim@", f"{subject}.")
    anke.get_by_role("link", name="Kies iets anders").click()
    choice = anke.locator("label:has(.with-reason)").first
    name = choice.inner_text().split("\n")[0].removeprefix("Vraag het aan ").strip()
    choice.click()
    anke.get_by_role("button", name="Doe het nu").click()
    expect(anke.get_by_text("hoeft niets meer te doen", exact=False).first).to_be_visible()
    off = answer_to(school_server, first)
    assert ("De vraag gaat nu naar iemand anders." in text_of(off), name in text_of(off)) == (True, False)
    asked = school_server.post.wait_for(address_of(name), f"{subject}.")
    assert link_in(asked) != link_in(first)
    karim = browse(width=390, javascript=javascript)
    karim.goto(link_in(first))
    expect(karim.get_by_text("Je hoeft niets meer te doen. Anke vroeg het aan iemand anders")).to_be_visible()
    expect(karim.get_by_role("button", name="Het komt me nu niet uit")).to_have_count(0)


@pytest.mark.accessibility
def test_the_pages_of_a_plan_have_no_faults(browse: Any) -> None:
    page = browse()
    sign_in(page, "Anke Terpstra")
    page.goto("/vragen/?q=intervisie")
    expect(page.get_by_text("vraag ik het aan Joke")).to_be_visible()
    faults = faults_at_both_widths(page)
    page.get_by_role("link", name="Openen").first.click()
    faults += faults_at_both_widths(page)
    page.get_by_role("link", name="Kies iets anders").click()
    faults += faults_at_both_widths(page)
    page.locator("input[type=date]").fill("2020-01-01")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    expect(page.get_by_text("Kies een dag nadat de vraag weg is")).to_be_visible()
    assert faults + faults_at_both_widths(page) == []


@pytest.mark.accessibility
def test_a_plan_is_changed_and_stopped_by_keyboard_alone(browse: Any) -> None:
    page = browse(width=390)
    ask(page, "Nieuwsbrief met toetsen")
    keys = Keyboard(page)
    keys.follow("Kies iets anders")
    keys.reach("Herinner Karim vriendelijk")
    page.keyboard.press("ArrowDown")
    keys.follow("Bewaar")
    expect(page.get_by_text("Dan vraag ik het aan")).to_be_visible()
    keys.follow("Laat dit niet gebeuren")
    expect(page.get_by_text("Er gebeurt niets meer vanzelf.")).to_be_visible()
    assert keys.faults == []


def test_mail_rests_and_wakes_without_javascript(browse: Any) -> None:
    page = browse(javascript=False)
    sign_in(page, "Gerda Bakker")
    page.goto("/instellingen/")
    page.get_by_role("link", name="Verander je mail").click()
    page.get_by_label("Op welke dag?").select_option("maandag")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.goto("/instellingen/")
    expect(page.get_by_text("De rest komt elke maandag om 16.00 uur")).to_be_visible()
    page.goto("/instellingen/mail/")
    page.get_by_label("Geen mail tot en met").fill(str(timezone.localdate()))
    page.get_by_role("button", name="Geen mail tot dan").click()
    page.get_by_role("button", name="Ik wil weer mail").click()
    expect(page.get_by_text("Je krijgt weer mail.")).to_be_visible()
