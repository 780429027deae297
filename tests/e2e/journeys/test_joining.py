"""Coming in, in a real browser with real mail: an invitation, a code, a passkey."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.journeys.conftest import School, text_of
from tests.e2e.journeys.test_main_job import sign_in

pytestmark = pytest.mark.e2e

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_new_joins_and_comes_back_with_a_code(browse: Any, school_server: School, javascript: bool) -> None:
    email = f"eva{int(javascript)}@vuurtoren.example"
    leader = browse(javascript=javascript)
    sign_in(leader, "Anke Terpstra")
    leader.goto("/school/uitnodigen/lijst/")
    leader.get_by_label("Plak hier de lijst").fill(f"Eva Mol;{email};leraar groep 3\nBas Hoek;")
    leader.get_by_role("button", name="Bekijk de lijst").click()
    expect(leader.get_by_text("Er staat geen e-mailadres. Vul het aan.")).to_be_visible()
    leader.get_by_role("button", name="Nodig 1 persoon uit").click()
    expect(leader.get_by_text("1 persoon krijgt een uitnodiging.")).to_be_visible()

    found = re.search(r"https?://\S+/uitnodiging/\S+", text_of(school_server.post.wait_for(email, "uitnodiging")))
    assert found is not None
    eva = browse(width=390, javascript=javascript)
    eva.goto(found.group())
    eva.get_by_role("button", name="Meedoen").click()
    expect(eva.get_by_role("heading", level=1)).to_contain_text("Eva")
    eva.goto("/uitloggen/")
    eva.locator("main").get_by_role("button", name="Uitloggen").click()

    eva.get_by_label("Je e-mailadres op school").fill(email)
    asked = time.monotonic()
    eva.get_by_role("button", name="Stuur me een code").click()
    mail = school_server.post.wait_for(email, "Met deze code")
    assert time.monotonic() - asked < 4  # two seconds where nothing else runs
    code = re.search(r"\d{4}-\d{4}", text_of(mail))
    assert code is not None
    eva.get_by_label("De code uit de mail").fill(code.group())
    eva.get_by_role("button", name="Inloggen").click()
    expect(eva.get_by_role("heading", level=1)).to_contain_text("Eva")


def test_a_passkey_is_made_and_opens_the_door(browse: Any) -> None:
    page = browse(width=390)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    sign_in(page, "Anke Terpstra")
    page.goto("/instellingen/passkeys/nieuw/")
    page.get_by_label("Naam van de passkey").fill("mijn telefoon")
    page.get_by_role("button", name="Maak een passkey").click()
    expect(page.get_by_text("Je passkey is klaar.")).to_be_visible()
    page.goto("/uitloggen/")
    page.locator("main").get_by_role("button", name="Uitloggen").click()
    page.get_by_role("button", name="Inloggen met een passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Anke")
