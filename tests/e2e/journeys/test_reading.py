"""An answer that stands in sight is read: the asker need not say so, and a bare GET says nothing."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.journeys.conftest import School, link_in
from tests.e2e.journeys.test_main_job import answer_by_link, sign_in

pytestmark = pytest.mark.e2e


def ask_a_guest(page: Page, school: School, subject: str) -> str:
    """A question to somebody outside, answered; gives the path of the conversation."""
    sign_in(page, "Gerda Bakker")
    page.goto("/vragen/nieuw/")
    page.get_by_label("Je vraag").fill(f"Zou je willen meedenken over {subject}?")
    page.locator("#fold-guest summary").click()
    page.locator("#guest_name").fill("Kees Smit")
    page.locator("#guest_email").fill(f"{subject}@buiten.example")
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Onderwerp").fill(subject)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_text("Je vraag is onderweg.")).to_be_visible()
    path = page.url
    answer_by_link(page, link_in(school.post.wait_for(f"{subject}@", subject)), "Ik denk graag mee.")
    return path


@pytest.mark.parametrize("javascript", [True, False])
def test_an_answer_in_sight_is_read(browse: Any, school_server: School, javascript: bool) -> None:
    subject = f"gelezen{int(javascript)}"
    gerda = browse(javascript=javascript)
    path = ask_a_guest(gerda, school_server, subject)
    gerda.goto("/")
    expect(gerda.locator("li.item", has_text=subject)).to_be_visible()
    gerda.request.get(path)  # as a scanner would
    gerda.goto("/")
    expect(gerda.locator("li.item", has_text=subject)).to_be_visible()

    gerda.goto(path)
    button = gerda.get_by_role("button", name="Ik heb het gelezen")
    if javascript:
        expect(button).to_be_hidden()
    else:
        button.click()
    gerda.goto("/")
    expect(gerda.locator("li.item", has_text=subject)).to_have_count(0)
