"""A circle, from the invitation to a question to somebody of another school: on a phone, and without JavaScript."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import accessibility_faults
from tests.e2e.journeys.conftest import School, link_in, text_of
from tests.e2e.journeys.test_main_job import answer_by_link, sign_in

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize("javascript", [True, False])
def test_somebody_of_another_school_is_found_asked_and_answers(
    browse: Any, school_server: School, javascript: bool
) -> None:
    subject = f"Moe team {'met' if javascript else 'zonder'} script"
    anke = browse(width=390, javascript=javascript)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/kringen/")
    anke.get_by_role("link", name="Openen Intervisie schoolleiders").click()
    assert anke.evaluate("document.documentElement.scrollWidth") == 390
    if javascript:  # what axe is run with
        assert accessibility_faults(anke) == []
    anke.get_by_role("link", name="Marit Douma").click()
    anke.get_by_role("link", name="Vraag Marit om mee te denken").click()
    anke.get_by_label("Je vraag").fill(f"Zou je een kwartier met me willen meedenken? {subject}.")
    expect(anke.get_by_role("checkbox", name="Marit Douma")).to_be_checked()
    anke.get_by_role("button", name="Verder").click()
    expect(anke.get_by_text("Alleen Marit Douma van De Fok en jij lezen dit.")).to_be_visible()
    anke.get_by_label("Onderwerp").fill(subject)
    anke.get_by_role("button", name="Verstuur").click()
    expect(anke.get_by_text("Je vraag is onderweg.")).to_be_visible()
    path = anke.url
    mail = school_server.post.wait_for("marit@", f"{subject}.")
    assert "Anke Terpstra van De Vuurtoren vraagt je om mee te denken:" in text_of(mail)
    answer_by_link(browse(javascript=javascript), link_in(mail), "Begin met stoppen.")
    anke.goto(path)
    expect(anke.get_by_text("Begin met stoppen.")).to_be_visible()


def test_an_invitation_is_accepted_and_the_circle_left(browse: Any) -> None:
    anke = browse(width=390, scheme="dark")
    sign_in(anke, "Anke Terpstra")
    anke.goto("/mensen/")
    anke.get_by_role("link", name="Kringen").click()
    invitation = anke.get_by_role("region", name="Geld en formatie")
    expect(invitation).to_contain_text("Wout de Haan van De Fok nodigt je uit voor deze kring.")
    invitation.get_by_role("button", name="Meedoen").click()
    people = anke.get_by_role("region", name="Wie erin zit")
    expect(people.get_by_role("heading", name="Wout de Haan")).to_be_visible()
    anke.get_by_role("link", name="Iemand uitnodigen").click()
    assert accessibility_faults(anke) == []
    anke.get_by_label("Iemand die je al kunt vinden").select_option("Elske Brandsma, De Fok")
    anke.get_by_role("button", name="Stuur de uitnodiging").click()
    expect(anke.get_by_role("region", name="Door jou uitgenodigd")).to_contain_text("Elske Brandsma")
    anke.get_by_role("link", name="Deze kring verlaten").click()
    anke.get_by_role("button", name="Deze kring verlaten").click()
    expect(anke.get_by_text("Je hebt de kring verlaten.")).to_be_visible()
    expect(anke.get_by_role("link", name="Openen Intervisie schoolleiders")).to_be_visible()
    expect(anke.get_by_text("Geld en formatie")).to_have_count(0)


def test_a_search_on_the_map_shows_the_circle_apart(browse: Any) -> None:
    anke = browse(width=390)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/kaart/?q=mijn+team+is+moe")
    found = anke.get_by_role("region", name="In je kringen")
    expect(found.get_by_role("link", name="Marit Douma")).to_be_visible()
    expect(found).to_contain_text("Directeur, De Fok · Intervisie schoolleiders")
    expect(found.get_by_text("Elske Brandsma")).to_have_count(0)
    assert accessibility_faults(anke) == []
