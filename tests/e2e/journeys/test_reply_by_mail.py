"""Thinking along without leaving the own mailbox: real mail out over SMTP, in over LMTP, seen in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.e2e.journeys.conftest import School, link_in, text_of
from tests.e2e.journeys.test_main_job import GOOD, close_the_loop, pick_suggested, sign_in
from tests.mail.replies import as_reply_to
from tests.mail.test_parsing import corpus_mail

pytestmark = pytest.mark.e2e

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


def test_from_mailbox_to_mailbox(browse: Any, school_server: School) -> None:
    anke = browse(width=390)
    sign_in(anke, "Anke Terpstra")
    anke.goto("/vragen/nieuw/")
    anke.get_by_label("Je vraag").fill(f"{GOOD} Per mail.")
    anke.get_by_role("button", name="Bewaar en kijk mee").or_(anke.locator(".strip-label")).first.click()
    name, address = pick_suggested(anke)
    anke.get_by_role("button", name="Verder").click()
    anke.get_by_label("Onderwerp").fill("Werkvorm per mail")
    anke.get_by_role("button", name="Verstuur").click()

    question = school_server.post.wait_for(address, "Per mail.")
    assert "Je kunt gewoon op deze mail antwoorden." in text_of(question)
    token = question["Reply-To"].addresses[0].username.partition("+")[2]
    away = corpus_mail("exchange-out-of-office", token).replace(b"bob.dijkstra@school.example", address.encode())
    school_server.hand_over_raw(away, str(question["Reply-To"].addresses[0].addr_spec))
    answer = as_reply_to(question, "Begin met koffie, dan pas met de vraag.")
    answer.add_attachment(PDF, maintype="application", subtype="pdf", filename="opzet.pdf")
    school_server.hand_over(answer)

    told = school_server.post.wait_for("anke@", "Begin met koffie")
    assert "Er zit een bestand bij." in text_of(told)
    anke.goto("/vragen/?kant=van-mij")
    anke.locator("li.item", has_text="Werkvorm per mail").get_by_role("link").click()
    expect(anke.get_by_text("Automatisch antwoord van")).to_be_visible()
    expect(anke.get_by_text("Begin met koffie, dan pas met de vraag.", exact=True)).to_be_visible()
    with anke.expect_download() as download:
        anke.get_by_role("link", name="opzet.pdf").click()
    assert download.value.suggested_filename == "opzet.pdf"
    assert download.value.path().read_bytes() == PDF

    close_the_loop(anke, "Werkvorm per mail", "Eerst koffie, en dat hielp.")
    last = school_server.post.wait_for(address, "Eerst koffie, en dat hielp.")
    assert (last["In-Reply-To"], last["References"]) == (question["Message-ID"], question["Message-ID"])
    assert name in str(last["To"])


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_goes_along_with_an_answer_by_link(browse: Any, school_server: School, javascript: bool) -> None:
    anke = browse()
    sign_in(anke, "Anke Terpstra")
    anke.goto("/vragen/nieuw/")
    anke.get_by_label("Je vraag").fill(f"{GOOD} Met bestand {javascript}.")
    _name, address = pick_suggested(anke)
    anke.get_by_role("button", name="Verder").click()
    anke.get_by_label("Onderwerp").fill(f"Met bestand {javascript}")
    anke.get_by_role("button", name="Verstuur").click()
    question = school_server.post.wait_for(address, f"Met bestand {javascript}.")
    colleague = browse(width=390, javascript=javascript)
    colleague.goto(link_in(question))
    colleague.get_by_label("Je bericht").fill("Zie mijn opzet.")
    colleague.get_by_text("Bestand toevoegen").click()
    files = colleague.get_by_label("Bestanden")
    files.set_input_files({"name": "opzet.pdf", "mimeType": "application/pdf", "buffer": PDF})
    colleague.get_by_role("button", name="Verstuur").click()
    expect(colleague.get_by_text("krijgt je antwoord")).to_be_visible()
    with colleague.expect_download() as download:
        colleague.get_by_role("link", name="opzet.pdf").click()
    assert download.value.path().read_bytes() == PDF
