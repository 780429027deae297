"""How quickly a logbook of a thousand texts opens, lists and searches in a real browser.

    uv run python -m benchmarks.logbook

Starts a demo installation of its own, fills a logbook and prints the median and the slowest of ten runs, in
milliseconds. The passphrase is left out of "open": its 600,000 rounds are slow on purpose, and have their own line.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

TEXTS = 1_000
RUNS = 10
OWNER = "gerda@vuurtoren.example"
WORDS = [
    "vandaag",
    "team",
    "overleg",
    "ouders",
    "groep",
    "zorg",
    "formatie",
    "rust",
    "gesprek",
    "vraag",
    "gang",
    "kamer",
    "idee",
    "plan",
    "rekenen",
    "lezen",
    "twijfel",
    "besluit",
    "luisteren",
    "morgen",
    "week",
    "vergadering",
    "studiedag",
    "moeder",
    "collega",
    "directeur",
    "samen",
    "alleen",
    "moe",
    "blij",
    "lachen",
]

# The very modules that the page uses, found by the names under which it loaded them.
MEASURE = """async ([passphrase, runs]) => {
    const loaded = performance.getEntriesByType("resource").map((one) => one.name);
    const use = (name) => import(loaded.find((url) => url.includes(`/logbook/${name}.`)));
    const [{ Server }, { Store }, { Book }, keys, box, { Index }] =
        await Promise.all(["server", "store", "book", "keys", "crypto", "find"].map(use));
    const { dataset } = document.getElementById("logbook");
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    const server = new Server({ ...dataset, token });
    const { vault } = (await server.vault()).data;
    const times = { passphrase: [], "fetch and open": [], "list on the screen": [], "search, one word": [],
                    "search, three words": [] };
    const timed = async (name, work) => {
        const start = performance.now();
        const result = await work();
        times[name].push(performance.now() - start);
        return result;
    };
    const list = () => document.querySelector("[data-at=list]");
    const shown = () => list()?.children.length > 0 && list().offsetHeight;
    const until = async (ready) => { while (!ready()) await new Promise((done) => setTimeout(done)); };
    for (let run = 0; run < runs; run += 1) {
        const raw = await timed("passphrase", () => keys.openWithPassphrase(dataset.owner, vault, passphrase));
        const key = await box.usableKey(raw);
        const book = new Book({ key, owner: dataset.owner, vault: vault.id, server, store: await Store.open() });
        await timed("fetch and open", () => book.load());
        location.hash = "sleutels";
        await until(() => !list());
        await timed("list on the screen", () => { location.hash = ""; return until(shown); });
        const field = document.querySelector("[data-at=query]");
        for (const [name, words] of [["search, one word", "formatie"], ["search, three words", "moeder rust gesprek"]]) {
            field.value = words;
            await timed(name, () => { field.dispatchEvent(new Event("input")); return list().offsetHeight; });
        }
    }
    return times;
}"""


def fill() -> None:
    """A thousand texts of two hundred words, in the installation that the environment names."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bemanning.config.settings"
    import django

    django.setup()
    from bemanning.accounts.models import User
    from bemanning.core import clock
    from bemanning.logbook import demo

    chance, now = random.Random(7), clock.now()  # noqa: S311  (no secret)
    payloads = []
    for number in range(TEXTS):
        moment = (now - timedelta(hours=9 * number)).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        text = " ".join(chance.choices(WORDS, k=200))
        tags = [chance.choice(WORDS)]
        payloads.append({"kind": "note", "written": moment, "changed": moment, "tags": tags, "text": text})
    demo.fill(owner=User.objects.get(email=OWNER), payloads=payloads, now=now)


@contextmanager
def served() -> Iterator[str]:
    """A demo school with a full logbook."""
    from tests.mail.servers import free_port
    from tests.reliability.installation import without_settings
    from tests.reliability.servers import until

    port = free_port()
    url = f"http://localhost:{port}"
    program = str(Path(sys.executable).with_name("bemanning"))
    with tempfile.TemporaryDirectory() as folder:
        environment = without_settings() | {
            "BEMANNING_DEMO": "1",
            "BEMANNING_DATA": folder,
            "BEMANNING_URL": url,
        }
        for command in (
            [program, "setup"],
            [program, "load_demo"],
            [sys.executable, "-m", "benchmarks.logbook", "fill"],
        ):
            subprocess.run(command, env=environment, check=True, capture_output=True)  # noqa: S603  (our own)
        server = subprocess.Popen([program, "serve", "--port", str(port)], env=environment)  # noqa: S603
        try:
            assert until(lambda: answers(url))
            yield url
        finally:
            server.terminate()
            server.wait(timeout=30)


def answers(url: str) -> bool:
    """Whether the server is ready."""
    try:
        with urllib.request.urlopen(f"{url}/gezond/", timeout=2) as answer:  # noqa: S310  (our own address)
            return bool(answer.status == 200)
    except OSError:
        return False


def opened(page: Page, url: str) -> None:
    """Sign in and open the logbook."""
    from bemanning.logbook import demo

    page.goto(f"{url}/inloggen/")
    page.get_by_role("button", name="Gerda").click()
    page.goto(f"{url}/logboek/")
    page.get_by_label("Je wachtzin").fill(demo.PASSPHRASE)
    page.get_by_role("button", name="Openen", exact=True).click()
    page.locator("[data-at=list] li").first.wait_for()


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from bemanning.logbook import demo
    from tests.e2e.browser import find_chromium

    with served() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        opened(page, url)
        times: dict[str, list[float]] = page.evaluate(MEASURE, [demo.PASSPHRASE, RUNS])
        browser.close()
    report(times)


def report(times: dict[str, list[Any]]) -> None:
    """A table in Markdown."""
    times["open: fetch, open and list"] = [
        sum(pair) for pair in zip(times["fetch and open"], times["list on the screen"], strict=True)
    ]
    print(f"| {TEXTS} texts, ms | median | slowest of {RUNS} |\n| --- | --- | --- |")
    for name, found in times.items():
        print(f"| {name} | {statistics.median(found):.0f} | {max(found):.0f} |")


if __name__ == "__main__":
    fill() if sys.argv[1:] == ["fill"] else main()
