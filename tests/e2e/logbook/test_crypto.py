"""The browser's own cryptography, run in a real browser: it opens the vectors, and refuses what was moved or changed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.logbook.vault import VECTORS, documented

pytestmark = [pytest.mark.e2e, pytest.mark.privacy]

Run = Callable[..., Any]
MODULES = """
    const [box, code, keys] = await Promise.all(
        ["crypto", "code", "keys"].map((name) => import(`/static/logbook/${name}.js`)));
    const failed = (work) => Promise.resolve().then(work).then(() => "opened", (error) => error.constructor.name);
"""


@pytest.fixture
def run(chromium: Browser, live_server: LiveServer) -> Iterator[Run]:
    """`run(body, given)`: run JavaScript with the modules of the logbook, under the real security policy."""
    context = chromium.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    page.goto("/inloggen/")
    yield lambda body, given=None: page.evaluate(f"async (given) => {{ {MODULES} {body} }}", given)
    context.close()


OPEN_ALL = """
    const owner = given.owner, vault = { ...given, id: given.vault };
    const raw = [
        await keys.openWithPassphrase(owner, vault, given.secrets.passphrase),
        await keys.openWithCode(owner, vault, given.secrets.recovery.toLowerCase().replaceAll("0", "o")),
        await passkey(),
    ];
    async function passkey() {
        const wrap = vault.wraps.find((one) => one.kind === "passkey");
        const secret = Uint8Array.from(given.secrets.passkey.match(/../g), (two) => parseInt(two, 16));
        const key = await box.keyFromSecret(secret, box.fromBase64(wrap.salt), "passkey");
        return box.unwrapKey(key, { owner, vault: vault.id, id: wrap.id, kind: "passkey" }, wrap.wrapped);
    }
    const key = await box.usableKey(raw[0]);
    const place = (one) => ({ owner, vault: vault.id, id: one.id, version: one.version });
    const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
"""


def test_every_way_in_gives_the_key_and_the_key_opens_the_texts(run: Run) -> None:
    found = run(
        OPEN_ALL
        + """
        const texts = await Promise.all(given.entries.map((one) => box.openEntry(key, place(one), one.sealed)));
        return [raw.map(hex), texts, key.extractable];""",
        VECTORS,
    )
    assert found == [[VECTORS["secrets"]["key"]] * 3, VECTORS["payloads"], False]


def test_nothing_opens_out_of_its_place(run: Run) -> None:
    """Another owner, logbook, id or version, another text's ciphertext, a cut and a changed bit; and, as a check of
    this test, the right one."""
    found = run(
        OPEN_ALL
        + """
        const [one, other] = given.entries;
        const at = place(one);
        const bit = box.fromBase64(one.sealed);
        bit[40] ^= 1;
        const tries = [
            [{ ...at, owner: other.id }, one.sealed], [{ ...at, vault: other.id }, one.sealed],
            [{ ...at, id: other.id }, one.sealed], [{ ...at, version: 2 }, one.sealed],
            [at, other.sealed], [at, one.sealed.slice(0, -24)], [at, box.toBase64(bit)], [at, "AAAA"], [at, one.sealed],
        ];
        return Promise.all(tries.map(([where, sealed]) => failed(() => box.openEntry(key, where, sealed))));""",
        VECTORS,
    )
    assert found == ["SealBroken"] * 8 + ["opened"]


def test_a_wrong_secret_is_told_from_a_slip_of_the_pen(run: Run) -> None:
    found = run(
        """
        const owner = given.owner, vault = { ...given, id: given.vault };
        const right = given.secrets.recovery;
        const other = await code.codeOf(box.randomBytes(15));
        const weak = { ...vault, wraps: vault.wraps.map((one) => ({ ...one, rounds: 1 })) };
        return [
            await failed(() => keys.openWithPassphrase(owner, vault, "niet deze zin")),
            await failed(() => keys.openWithPassphrase(owner, weak, given.secrets.passphrase)),
            await failed(() => keys.openWithCode(owner, vault, other)),
            await failed(() => keys.openWithCode(owner, vault, right.replace("H", "J"))),
            await failed(() => keys.openWithCode(owner, vault, right.slice(2))),
            await failed(() => keys.openWithCode(owner, vault, "")),
            await failed(() => keys.openWithCode(owner, vault, right)),
        ];""",
        VECTORS,
    )
    assert found == ["SealBroken", "SealBroken", "SealBroken", "CodeSlip", "CodeSlip", "CodeSlip", "opened"]


def test_plain_python_opens_what_the_browser_made(run: Run) -> None:
    export, code = run(
        """
        const made = await keys.newVault(given, "vier woorden op zee");
        const key = await box.usableKey(made.raw);
        const id = crypto.randomUUID();
        const place = { owner: given, vault: made.id, id, version: 1 };
        const sealed = await box.sealEntry(key, place, { kind: "note", text: "Zó licht 🙂" + "x".repeat(3000) });
        return [{ owner: given, vault: made.id, wraps: made.vault.wraps, entries: [{ id, version: 1, sealed }] }, made.code];""",
        VECTORS["owner"],
    )
    texts = [{"kind": "note", "text": "Zó licht 🙂" + "x" * 3000}]
    program = documented()["open_logbook"]
    assert program(export, "recovery", code) == texts
    assert program(export, "passphrase", "vier  woorden op zee ") == texts
