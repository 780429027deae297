"""Getting into a logbook: set-up, locks, passkeys, lost words, several devices."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys.conftest import Device
from tests.e2e.journeys.logbooks import (
    PASSPHRASE,
    begin,
    empty,
    make_code,
    opened,
    reopen,
    titles,
    unlock,
    write,
)
from tests.e2e.journeys.test_joining import DEVICE
from tests.e2e.journeys.test_main_job import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.privacy]


def test_it_begins_when_the_code_was_typed_back_and_not_before(browse: Any) -> None:
    page = browse(width=390)
    sign_in(page, "Gerda")
    empty(page)
    expect(page.get_by_text("Ben je je wachtzin én je herstelcode kwijt? Dan is alles weg.")).to_be_visible()
    expect(page.get_by_text("wie die beheert, kan haar met kwade wil veranderen")).to_be_visible()
    page.get_by_label("Je wachtzin").fill("te kort")
    page.get_by_role("button", name="Maak mijn herstelcode").click()
    expect(page.get_by_text("minstens twaalf tekens.").last).to_be_visible()
    page.get_by_label("Je wachtzin").fill(PASSPHRASE)
    page.get_by_label("Nog een keer hetzelfde").fill(PASSPHRASE + "!")
    page.get_by_role("button", name="Maak mijn herstelcode").click()
    expect(page.get_by_text("De twee zijn niet gelijk.")).to_be_visible()
    code = make_code(page)
    typed = page.get_by_label("Je herstelcode")
    go = page.get_by_role("button", name="Begin mijn logboek")
    typed.fill(code[:-1] + ("A" if code[-1] != "A" else "B"))
    go.click()
    expect(page.get_by_text("Er zit een foutje in de code.")).to_be_visible()
    typed.fill("0000-0000-0000-0000-0000-0000-6YSV")
    go.click()
    expect(page.locator(".wrong:visible")).to_be_visible()
    assert page.evaluate("fetch('/logboek/sleutel/').then((answer) => answer.json())") == {"vault": None}
    typed.fill(code.replace("-", " "))
    go.click()
    opened(page)
    assert titles(page) == []


def test_by_keyboard_alone(browse: Any) -> None:
    page = browse()
    sign_in(page, "Karim")
    empty(page)
    keys = page.keyboard
    page.get_by_label("Je wachtzin").focus()
    keys.type(PASSPHRASE)
    keys.press("Tab")
    keys.type(PASSPHRASE)
    keys.press("Enter")
    expect(page.get_by_role("button", name="Print")).to_be_focused()
    keys.press("Tab")
    keys.type(page.locator(".code").inner_text())
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Logboek", exact=True)).to_be_focused()
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_label("Je tekst")).to_be_focused()
    keys.type("Zonder muis.")
    expect(page.locator("[data-at=status]")).to_contain_text("Op slot en bewaard")
    keys.press("Shift+Tab")
    keys.press("Enter")
    opened(page)
    assert titles(page) == ["Zonder muis."]


def test_a_wrong_passphrase_costs_time_and_no_data(browse: Any) -> None:
    page = browse()
    begin(page, "Gerda")
    write(page, "Blijft staan.")
    page.evaluate("location.hash = ''")
    page.get_by_role("button", name="Op slot").click()
    for wrong in ("vier woorden op land", "", PASSPHRASE.upper()):
        unlock(page, wrong)
        expect(page.get_by_text("Dat is niet de wachtzin.")).to_be_visible()
        assert page.get_by_text("Blijft staan.").count() == 0
    unlock(page, f"  {PASSPHRASE.replace(' ', '  ')} ")
    opened(page)
    assert titles(page) == ["Blijft staan."]


def test_it_locks_after_ten_quiet_minutes_and_keeps_what_was_typed(device: Device) -> None:
    page = device()
    page.clock.install()
    begin(page, "Gerda")
    write(page, "Een begin.")
    page.clock.fast_forward("09:00")
    page.get_by_label("Je tekst").press_sequentially(" En nog iets.")
    page.clock.fast_forward("09:30")
    expect(page.get_by_label("Je tekst")).to_be_visible()
    page.clock.fast_forward("01:00")
    expect(page.get_by_text("Het was tien minuten stil.")).to_be_visible()
    assert "Een begin" not in page.content()
    unlock(page)
    expect(page.get_by_label("Je tekst").or_(page.get_by_role("heading", name="Wat je schreef"))).to_be_visible()
    assert titles(page) == ["Een begin. En nog iets."]


def test_signing_out_in_another_tab_locks_it(device: Device) -> None:
    page = device()
    begin(page, "Gerda")
    write(page, "Niet voor wie na mij komt.")
    other = page.context.new_page()
    other.goto("/uitloggen/")
    other.locator("main").get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_label("Je tekst")).to_have_count(0)
    assert "Niet voor wie" not in page.content()


def test_a_passkey_that_can_derive_opens_it(device: Device) -> None:
    page = device()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"ctap2Version": "ctap2_1", "hasPrf": True}}
    )
    begin(page, "Gerda")
    write(page, "Met een vinger.")
    add_passkey(page)
    expect(page.get_by_text("Vanaf nu opent dit apparaat je logboek met een passkey.")).to_be_visible()
    page.goto("/logboek/")
    page.get_by_role("button", name="Open met een passkey").click()
    opened(page)
    assert titles(page) == ["Met een vinger."]
    page.evaluate("location.hash = 'sleutels'")
    page.get_by_role("button", name="Verwijderen: Passkey 1").click()
    expect(page.get_by_role("heading", name="Passkeys")).to_be_hidden()
    page.goto("/logboek/")
    expect(page.get_by_label("Je wachtzin")).to_be_visible()
    expect(page.get_by_role("button", name="Open met een passkey")).to_be_hidden()


def test_a_device_that_cannot_derive_says_so_and_changes_nothing(device: Device) -> None:
    page = device()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"hasPrf": False}})
    begin(page, "Gerda")
    add_passkey(page)
    expect(page.get_by_text("Dit apparaat kan een logboek niet met een passkey openen.")).to_be_visible()
    reopen(page)


def add_passkey(page: Page) -> None:
    page.evaluate("location.hash = 'sleutels'")
    page.get_by_label("Je wachtzin of herstelcode van nu").fill(PASSPHRASE)
    page.get_by_label("Ook openen met een passkey").check()
    page.get_by_role("button", name="Verder").click()


def test_a_lost_passphrase_is_replaced_with_the_code(device: Device) -> None:
    page = device()
    code = begin(page, "Gerda")
    write(page, "Van voor de vergetelheid.")
    page.goto("/logboek/")
    page.get_by_role("button", name="Ik ben mijn wachtzin kwijt").click()
    page.get_by_label("Je nieuwe wachtzin").fill("een heel andere zin")
    page.get_by_label("Nog een keer hetzelfde").fill("een heel andere zin")
    page.get_by_label("Je herstelcode").fill(code[:-2])
    page.get_by_role("button", name="Openen", exact=True).click()
    expect(page.get_by_text("Er zit een foutje in de code.")).to_be_visible()
    page.get_by_label("Je herstelcode").fill(code)
    page.get_by_role("button", name="Openen", exact=True).click()
    opened(page)
    page.goto("/logboek/")
    unlock(page)
    expect(page.get_by_text("Dat is niet de wachtzin.")).to_be_visible()
    reopen(page, "een heel andere zin")
    assert titles(page) == ["Van voor de vergetelheid."]


def test_lost_both_is_an_honest_dead_end_and_a_new_beginning(device: Device) -> None:
    page = device()
    code = begin(page, "Gerda")
    write(page, "Dit komt niet terug.")
    page.goto("/logboek/")
    page.get_by_role("button", name="Ik ben mijn wachtzin kwijt").click()
    page.get_by_role("button", name="Ik ben de code ook kwijt").click()
    expect(page.get_by_role("heading", name="Dan kan niemand het openen")).to_be_focused()
    page.get_by_role("button", name="Wis en begin opnieuw").click()
    expect(page.get_by_text("Zet eerst het vinkje")).to_be_visible()
    page.get_by_label("Wis mijn oude logboek").check()
    page.get_by_role("button", name="Wis en begin opnieuw").click()
    fresh = make_code(page)
    assert fresh != code
    page.get_by_label("Je herstelcode").fill(fresh)
    page.get_by_role("button", name="Begin mijn logboek").click()
    opened(page)
    assert titles(page) == []


def test_a_new_passphrase_and_a_new_code_hold_on_every_device(device: Device) -> None:
    one, other = device(), device()
    old_code = begin(one, "Gerda")
    write(one, "Op twee apparaten.")
    sign_in(other, "Gerda")
    reopen(other)
    assert titles(other) == ["Op twee apparaten."]
    one.evaluate("location.hash = 'sleutels'")
    one.get_by_label("Je wachtzin of herstelcode van nu").fill(old_code)
    one.get_by_label("Je nieuwe wachtzin").fill("de tweede wachtzin")
    one.get_by_label("Nog een keer hetzelfde").fill("de tweede wachtzin")
    one.get_by_role("button", name="Verder").click()
    expect(one.get_by_text("Je nieuwe wachtzin geldt vanaf nu.")).to_be_visible()
    one.get_by_label("Je wachtzin of herstelcode van nu").fill("de tweede wachtzin")
    one.get_by_label("Een nieuwe herstelcode").check()
    one.get_by_role("button", name="Verder").click()
    new_code = one.locator(".code").inner_text()
    one.get_by_label("Je herstelcode", exact=True).fill(new_code)
    one.get_by_role("button", name="Dit is mijn nieuwe code").click()
    expect(one.get_by_text("Je nieuwe code geldt vanaf nu.")).to_be_visible()
    write(other, "Wie open had, kan door.")
    reopen(other, "de tweede wachtzin")
    assert titles(other) == ["Wie open had, kan door.", "Op twee apparaten."]
    other.goto("/logboek/")
    other.get_by_role("button", name="Ik ben mijn wachtzin kwijt").click()
    other.get_by_label("Je herstelcode").fill(old_code)
    for label in ("Je nieuwe wachtzin", "Nog een keer hetzelfde"):
        other.get_by_label(label).fill("de derde wachtzin")
    other.get_by_role("button", name="Openen", exact=True).click()
    expect(other.get_by_text("Deze code hoort niet bij dit logboek.")).to_be_visible()


# What stands on the paper, at the moment that the page asks for it.
ON_PAPER = """() => {
    window.print = () => {
        window.paper = [...document.querySelectorAll("h1, h2, p, label, textarea, button")]
            .filter((one) => one.checkVisibility()).map((one) => one.value || one.innerText).filter(Boolean);
    };
}"""


def test_the_recovery_sheet_is_alone_on_its_paper_and_a_text_can_be_printed(device: Device) -> None:
    page = device()
    sign_in(page, "Gerda")
    empty(page)
    code = make_code(page)
    page.emulate_media(media="print")
    page.evaluate(ON_PAPER)
    page.locator("[data-at=print]").dispatch_event("click")
    paper = page.evaluate("window.paper")
    assert (len(paper), paper[1]) == (3, code)
    assert paper[0].startswith("Bemanning · herstelcode van mijn logboek")
    page = device()
    begin(page, "Gerda")
    write(page, "Om op te hangen.")
    page.evaluate(ON_PAPER)
    page.emulate_media(media="print")
    page.locator("[data-at=print]").dispatch_event("click")
    assert page.evaluate("window.paper")[1:] == ["Je tekst", "Om op te hangen."]
