"""Using a logbook in a real browser: what every journey through it does."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.journeys.test_main_job import sign_in

PASSPHRASE = "vier woorden op zee"
DEMO = "vuurtoren in de mist"


def empty(page: Page) -> None:
    """To the logbook, with nothing in it, whatever an earlier journey left."""
    page.goto("/logboek/")
    there_was_one = page.evaluate(
        """async () => {
            const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
            const { vault } = await (await fetch("/logboek/sleutel/")).json();
            if (vault) await fetch("/logboek/sleutel/", { method: "DELETE", headers });
            return vault !== null;
        }"""
    )
    if there_was_one:
        page.reload()


def make_code(page: Page, passphrase: str = PASSPHRASE) -> str:
    """Choose a passphrase; gives the recovery code."""
    page.get_by_label("Je wachtzin").fill(passphrase)
    page.get_by_label("Nog een keer hetzelfde").fill(passphrase)
    page.get_by_role("button", name="Maak mijn herstelcode").click()
    return page.locator(".code").inner_text()


def begin(page: Page, name: str) -> str:
    """A new logbook of this person; gives the recovery code."""
    sign_in(page, name)
    empty(page)
    code = make_code(page)
    page.get_by_label("Je herstelcode").fill(code.lower())
    page.get_by_role("button", name="Begin mijn logboek").click()
    expect(page.get_by_role("heading", name="Wat je schreef")).to_be_visible()
    return code


def unlock(page: Page, passphrase: str = PASSPHRASE) -> None:
    """Open it."""
    page.get_by_label("Je wachtzin").fill(passphrase)
    page.get_by_role("button", name="Openen", exact=True).click()


def opened(page: Page) -> None:
    """It is open, at the list."""
    expect(page.get_by_role("heading", name="Wat je schreef")).to_be_visible()


def reopen(page: Page, passphrase: str = PASSPHRASE) -> None:
    """Load the page again, and open it."""
    page.goto("/logboek/")
    unlock(page, passphrase)
    opened(page)


def go(page: Page, screen: str, heading: str) -> None:
    """To another screen."""
    page.evaluate(f"location.hash = '{screen}'")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)


def write(page: Page, text: str, says: str = "Op slot en bewaard") -> None:
    """A new text, until the page says where it is."""
    page.evaluate("location.hash = ''")
    page.get_by_role("link", name="Schrijf vrij").click()
    page.get_by_label("Je tekst").fill(text)
    expect(page.locator("[data-at=status]")).to_contain_text(says)


def titles(page: Page) -> list[str]:
    """What the list shows."""
    page.evaluate("location.hash = ''")
    opened(page)
    return page.locator("[data-at=list] strong").all_inner_texts()


def stored(page: Page) -> dict[str, Any]:
    """All that this browser has stored for the site."""
    found: dict[str, Any] = page.evaluate(
        """async () => {
            const all = { local: { ...localStorage }, session: { ...sessionStorage }, cookies: document.cookie,
                          caches: await caches.keys(), databases: {} };
            for (const { name } of await indexedDB.databases()) {
                const database = await new Promise((resolve) => {
                    const request = indexedDB.open(name);
                    request.onsuccess = () => resolve(request.result);
                });
                for (const store of database.objectStoreNames) {
                    all.databases[store] = await new Promise((resolve) => {
                        const request = database.transaction(store).objectStore(store).getAll();
                        request.onsuccess = () => resolve(request.result);
                    });
                }
                database.close();
            }
            return all;
        }"""
    )
    return found
