"""Every page of a question to teams, empty, filled and with an error: accessible, fitting, and with large text."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys.conftest import Device, School, link_in
from tests.e2e.journeys.test_main_job import sign_in
from tests.e2e.journeys.test_reflow import look_at
from tests.e2e.journeys.test_team_question import ask_the_school, join

pytestmark = [pytest.mark.e2e, pytest.mark.accessibility]


def leader(device: Device) -> Page:
    """Anke, signed in."""
    page = device()
    sign_in(page, "Anke Terpstra")
    return page


def demo_question(page: Page, subject: str) -> None:
    """Open a team question of the demo school."""
    page.goto(f"/vragen/?stand=alle&q={subject}")
    page.get_by_role("link", name=subject).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(subject)


def asking(device: Device, school: School) -> list[str]:
    """Writing with an error, and the last look with an error."""
    page = leader(device)
    page.goto("/teamvragen/nieuw/")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("Kies wie je het wilt vragen.")).to_be_visible()
    found = look_at(page)
    page.get_by_label("De hele school").check()
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Onderwerp").fill("")
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Geef het een onderwerp.")).to_be_visible()
    return found + look_at(page)


def deciding(device: Device, school: School) -> list[str]:
    """A board with ideas, the decision with an error, and a question that is decided."""
    page = leader(device)
    demo_question(page, "De studiedag van het voorjaar")
    found = look_at(page)
    page.get_by_role("link", name="Naar het besluit").click()
    page.get_by_role("button", name="Maak de cirkel rond").click()
    expect(page.get_by_text("Schrijf in een of twee zinnen wat je besluit.")).to_be_visible()
    found += look_at(page)
    demo_question(page, "Rustig binnenkomen")
    return found + look_at(page)


def meeting(device: Device, school: School) -> list[str]:
    """An empty board, its meeting, and the door and the room with an error."""
    page, phone = leader(device), device()
    ask_the_school(page, "Wat doen we met het plein?", "Het plein")
    found = look_at(page)
    page.get_by_role("button", name="Open de bijeenkomst").click()
    found += look_at(page)
    join(phone, "AAAAAA")
    expect(phone.get_by_text("Er is geen bijeenkomst open met deze code.")).to_be_visible()
    found += look_at(phone)
    join(phone, page.locator(".code").inner_text().split()[-1])
    phone.get_by_role("button", name="Zet op het bord").click()
    expect(phone.get_by_text("Nog niet verstuurd.")).to_be_visible()
    return found + look_at(phone)


def by_mail(device: Device, school: School) -> list[str]:
    """The board behind the link in a mail, with an error and with an idea."""
    ask_the_school(leader(device), "Wie leest er voor bij het ontbijt?", "Het ontbijt")
    page = device()
    page.goto(link_in(school.post.wait_for("sem@vuurtoren.example", "Wie leest er voor bij het ontbijt?")))
    page.get_by_role("button", name="Zet op het bord").click()
    expect(page.get_by_text("Nog niet verstuurd.")).to_be_visible()
    found = look_at(page)
    page.get_by_label("Je idee").fill("Ik wil wel beginnen.")
    page.get_by_role("button", name="Zet op het bord").click()
    expect(page.get_by_text("Je idee staat op het bord.")).to_be_visible()
    return found + look_at(page)


@pytest.mark.parametrize("walk", [asking, deciding, meeting, by_mail])
def test_every_page_is_accessible_fits_and_can_be_enlarged(
    device: Device, school_server: School, walk: Callable[[Device, School], list[str]]
) -> None:
    assert walk(device, school_server) == []
