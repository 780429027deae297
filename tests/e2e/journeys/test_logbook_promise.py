"""The promise of the logbook: a sentence typed in the browser is found nowhere (criterion 10), what the server gives
that is not right is noticed, and nothing that was typed is lost. Each with a fault that shows that the test bites."""

import base64
import io
import json
import sqlite3
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.e2e.journeys.conftest import Device, School
from tests.e2e.journeys.logbooks import PASSPHRASE, begin, go, opened, reopen, stored, titles, unlock, write
from tests.e2e.journeys.test_main_job import sign_in

pytestmark = [pytest.mark.e2e, pytest.mark.privacy]

CANARY = "Kanariepiet zong om kwart over zeven"
TEXTS = "**/logboek/teksten/"


def shapes(words: str) -> list[bytes]:
    """How words could stand somewhere: as they are, in UTF-16, in hexadecimal, in base64 at each of three offsets."""
    raw = words.encode()
    found = [raw, words.encode("utf-16-le"), raw.hex().encode(), raw.hex().upper().encode()]
    for offset in range(3):
        code = base64.b64encode(b"x" * offset + raw)
        found.append(code[4 if offset else 0 : -4])
    return found


def holds(content: bytes, words: str) -> bool:
    return any(shape in content for shape in shapes(words))


class Sent(list[bytes]):
    """Everything that left the browser: addresses, headers and bodies."""

    def watch(self, page: Page) -> None:
        """Listen to all pages of this browser."""
        page.context.on("request", self._note)

    def _note(self, request: Request) -> None:
        self.append(request.url.encode() + json.dumps(request.headers).encode() + (request.post_data_buffer or b""))


def unpacked(path: Path) -> bytes:
    """A file, and what is inside when it is an archive."""
    content = path.read_bytes()
    if tarfile.is_tarfile(io.BytesIO(content)):
        with tarfile.open(fileobj=io.BytesIO(content)) as archive:
            parts = [archive.extractfile(one) for one in archive.getmembers() if one.isfile()]
            content += b"".join(part.read() for part in parts if part)
    elif zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            content += b"".join(package.read(name) for name in package.namelist())
    return content


def dump(database: Path) -> bytes:
    """The database as a dump would show it; sessions and the cache are tables too."""
    with sqlite3.connect(database) as connection:
        return "\n".join(connection.iterdump()).encode()


def places(words: str, *, page: Page, sent: Sent, school: School, folder: Path) -> set[str]:
    """Where these words are found."""
    school.run("backup", str(folder))
    disk = {str(path.name): unpacked(path) for path in sorted(school.data.rglob("*")) if path.is_file()}
    assert {"bemanning.sqlite3", "server.log"} <= set(disk)
    backup = b"".join(unpacked(path) for path in folder.rglob("*") if path.is_file())
    assert len(backup) > 10_000
    contents = disk | {
        "dump": dump(school.data / "bemanning.sqlite3"),
        "backup": backup,
        "mail": b"\n".join(mail.as_bytes() for mail in school.post.mails),
        "request": b"\n".join(sent),
        "browser": json.dumps(stored(page)).encode(),
    }
    return {name for name, content in contents.items() if holds(content, words)}


def test_a_sentence_typed_in_the_browser_is_found_nowhere(
    device: Device, school_server: School, tmp_path: Path
) -> None:
    page, sent = device(), Sent()
    sent.watch(page)
    begin(page, "Gerda")
    write(page, CANARY)
    page.get_by_label("Thema's").fill(CANARY)
    go(page, "oefening", "Wat houdt mij tegen?")
    page.get_by_role("textbox", name="Waarmee worstel ik").fill(CANARY)
    page.get_by_role("button", name="Volgende vraag").click()
    expect(page.get_by_text("Vraag 2 van 4")).to_be_visible()
    go(page, "gedachte", "Bekijk een gedachte")
    page.get_by_label("De gedachte, in je eigen woorden").fill(CANARY)
    page.get_by_label("Wat vraag je, en aan wie?").fill(CANARY)
    go(page, "poging", "Ik vraag iets")
    page.get_by_label("Wat gebeurde er?").fill(CANARY)
    go(page, "", "Logboek")
    page.get_by_label("Zoek in je logboek").fill(CANARY)
    expect(page.locator("[data-at=list] li")).to_have_count(4)
    page.context.set_offline(True)
    write(page, CANARY + " zonder verbinding", "Geen verbinding.")
    assert len(stored(page)["databases"]["waiting"]) == 1
    assert holds(json.dumps(page.content()).encode(), CANARY) is False  # a field is no markup
    found = places(CANARY, page=page, sent=sent, school=school_server, folder=tmp_path)
    assert found == set()


def test_the_search_for_the_sentence_finds_what_leaks(device: Device, school_server: School, tmp_path: Path) -> None:
    """The seeded faults: the same search, for words that were put where they should not be."""
    page, sent = device(), Sent()
    sent.watch(page)
    begin(page, "Karim")
    leak = "Lekkende zin van zeven woorden lang"
    page.evaluate(
        """async (leak) => {
            localStorage.setItem("note", leak);
            await fetch("/logboek/teksten/" + crypto.randomUUID() + "/", {
                method: "PUT", headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
                body: JSON.stringify({ version: 1, sealed: btoa("geheim: " + leak + " en dan nog wat") }),
            });
        }""",
        leak,
    )
    found = places(leak, page=page, sent=sent, school=school_server, folder=tmp_path)
    assert found == {"bemanning.sqlite3", "dump", "backup", "request", "browser"}


def entries(page: Page) -> list[dict[str, Any]]:
    """The ciphertext that the server has for this person."""
    found: list[dict[str, Any]] = page.evaluate(
        "fetch('/logboek/teksten/').then((answer) => answer.json()).then((data) => data.entries)"
    )
    return found


def serve(page: Page, rows: list[dict[str, Any]]) -> None:
    """Let the server give these, whatever it has."""
    page.unroute(TEXTS)
    page.route(TEXTS, lambda route: route.fulfill(json={"entries": rows}))


def test_what_the_server_changed_swapped_or_took_from_another_is_refused(device: Device) -> None:
    other = device()
    begin(other, "Karim")
    write(other, "Van Karim.")
    foreign = entries(other)[0]
    page = device()
    begin(page, "Gerda")
    for text in ("Eerste.", "Tweede.", "Derde."):
        write(page, text)
    own = entries(page)
    one, two, _three = own
    broken = {
        "nothing": (own, 0, 3),
        "swapped": ([one | {"sealed": two["sealed"]}, two | {"sealed": one["sealed"]}, own[2]], 2, 1),
        "cut off": ([one | {"sealed": one["sealed"][:-32]}, *own[1:]], 1, 2),
        "changed": ([one | {"sealed": one["sealed"][:80] + "AAAA" + one["sealed"][84:]}, *own[1:]], 1, 2),
        "no base64": ([one | {"sealed": "%"}, *own[1:]], 1, 2),
        "newer version": ([one | {"version": one["version"] + 1}, *own[1:]], 1, 2),
        "somebody else's": ([*own, foreign], 1, 3),
        "in the place of one's own": ([one | {"sealed": foreign["sealed"]}, *own[1:]], 1, 2),
    }
    found = {}
    for name, (rows, _count, _left) in broken.items():
        serve(page, rows)
        reopen(page)
        notice = page.locator(".notice.firm").filter(has_text="Niet geopend")
        count = int(notice.inner_text().split(":")[1].split()[0]) if notice.count() else 0
        found[name] = (count, len(titles(page)))
    assert found == {name: (count, left) for name, (_rows, count, left) in broken.items()}


def test_without_associated_data_a_swap_would_go_unnoticed(device: Device) -> None:
    """The seeded fault: the same page with scripts that do not bind a text to its place."""
    page = device()

    def weaken(route: Route) -> None:
        script = route.fetch().text()
        place = "place.owner, place.vault, place.id, place.version"
        assert place in script
        route.fulfill(body=script.replace(place, ""), content_type="text/javascript")

    page.route("**/logbook/crypto.*js", weaken)
    begin(page, "Gerda")
    for text in ("Eerste.", "Tweede."):
        write(page, text)
    one, two = entries(page)
    serve(page, [one | {"sealed": two["sealed"]}, two | {"sealed": one["sealed"]}])
    reopen(page)
    assert page.locator(".notice.firm").count() == 0
    assert len(titles(page)) == 2


def test_an_older_version_is_refused_and_a_missing_text_is_named(device: Device) -> None:
    page = device()
    begin(page, "Gerda")
    write(page, "Eerste.")
    old = entries(page)
    page.get_by_label("Je tekst").fill("Eerste, verbeterd.")
    page.wait_for_function("fetch('/logboek/teksten/').then((a) => a.json()).then((d) => d.entries[0].version > 1)")
    page.evaluate("location.hash = ''")
    opened(page)
    serve(page, old)
    reopen(page)
    expect(page.get_by_text("Ze kwamen terug in een oudere versie")).to_be_visible()
    assert titles(page) == []
    serve(page, [])
    reopen(page)
    expect(page.get_by_text("Deze browser kende nog 1 teksten")).to_be_visible()
    page.unroute(TEXTS)
    reopen(page)
    assert titles(page) == ["Eerste, verbeterd."]
    serve(page, [])
    reopen(page)
    page.get_by_role("button", name="Dat klopt, ik heb ze gewist").click()
    reopen(page)
    assert page.locator(".notice.firm").count() == 0


def test_without_a_memory_an_older_version_would_pass(device: Device) -> None:
    """The seeded fault: a browser that forgot what it has seen, as a new device has."""
    page = device()
    begin(page, "Gerda")
    write(page, "Eerste.")
    old = entries(page)
    page.get_by_label("Je tekst").fill("Eerste, verbeterd.")
    page.wait_for_function("fetch('/logboek/teksten/').then((a) => a.json()).then((d) => d.entries[0].version > 1)")
    page.goto("/vragen/")
    page.evaluate("new Promise((done) => { indexedDB.deleteDatabase('bemanning-logbook').onsuccess = done })")
    page.goto("/logboek/")
    expect(page.get_by_label("Je wachtzin")).to_be_visible()
    serve(page, old)
    unlock(page)
    opened(page)
    assert titles(page) == ["Eerste."]


def test_without_a_connection_words_wait_locked_in_the_browser(device: Device) -> None:
    page = device()
    begin(page, "Gerda")
    page.context.set_offline(True)
    write(page, "In de trein.", "Geen verbinding.")
    page.get_by_label("Je tekst").fill("In de trein, na Zwolle.")
    page.wait_for_timeout(900)
    page.close()  # the battery is empty
    page.context.set_offline(False)
    again = page.context.new_page()
    assert again.goto("/logboek/") is not None
    unlock(again)
    opened(again)
    assert titles(again) == ["In de trein, na Zwolle."]
    assert [row["version"] for row in entries(again)] == [1]
    assert stored(again)["databases"]["waiting"] == []


def test_what_was_typed_without_a_connection_is_sent_when_it_is_back(device: Device) -> None:
    page = device()
    begin(page, "Gerda")
    write(page, "Vooraf.")
    page.context.set_offline(True)
    page.get_by_label("Je tekst").fill("Vooraf, en in de tunnel.")
    expect(page.locator("[data-at=status]")).to_contain_text("Geen verbinding.")
    page.context.set_offline(False)
    page.wait_for_function("fetch('/logboek/teksten/').then((a) => a.json()).then((d) => d.entries[0].version === 2)")


@pytest.mark.parametrize("same_browser", [True, False], ids=["two tabs", "two devices"])
def test_two_that_write_in_one_text_both_keep_their_words(device: Device, same_browser: bool) -> None:
    one = device()
    begin(one, "Gerda")
    write(one, "Samen begonnen.")
    address = one.url
    other = one.context.new_page() if same_browser else device()
    if not same_browser:
        sign_in(other, "Gerda")
    other.goto(address)
    unlock(other)
    expect(other.get_by_label("Je tekst")).to_have_value("Samen begonnen.")
    one.get_by_label("Je tekst").fill("Samen begonnen. Een schreef dit.")
    expect(one.locator("[data-at=status]")).to_contain_text("Op slot en bewaard")
    one.wait_for_function("fetch('/logboek/teksten/').then((a) => a.json()).then((d) => d.entries[0].version === 2)")
    other.get_by_label("Je tekst").fill("Samen begonnen. De ander schreef dat.")
    expect(other.get_by_text("Beide versies zijn bewaard.")).to_be_visible()
    assert sorted(titles(other)) == ["Samen begonnen. De ander schreef dat.", "Samen begonnen. Een schreef dit."]
    reopen(one)
    assert sorted(titles(one)) == ["Samen begonnen. De ander schreef dat.", "Samen begonnen. Een schreef dit."]


def test_an_answer_that_got_lost_makes_no_second_text(device: Device) -> None:
    """The server stored it, the browser never heard: the same ciphertext once more is no conflict."""
    page = device()
    begin(page, "Gerda")
    lost: list[int] = []

    def lose(route: Route) -> None:
        if route.request.method == "PUT" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/logboek/teksten/*/", lose)
    write(page, "Eén keer.", "Geen verbinding.")
    assert lost == [200]
    assert titles(page) == ["Eén keer."]
    reopen(page)
    assert (titles(page), len(entries(page))) == (["Eén keer."], 1)
    assert PASSPHRASE not in json.dumps(stored(page))
