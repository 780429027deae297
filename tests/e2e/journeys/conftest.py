"""A served demo school with a real SMTP server beside it, and a real Chromium to use it with."""

import re
import shutil
import smtplib
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.mail.servers import Mailbox, free_port, mail_server
from tests.reliability.installation import migrated, without_settings
from tests.reliability.servers import until

Device = Callable[[], Page]


class Postbus(Mailbox):
    """Keeps what the app mails, and waits for it."""

    def wait_for(self, address: str, words: str) -> EmailMessage:
        """The newest mail to `address` that says `words`, within fifteen seconds."""
        deadline = time.monotonic() + 15
        while time.monotonic() < deadline:
            for mail in reversed(self.mails):
                if address in str(mail["To"]) and words in text_of(mail):
                    return mail
            time.sleep(0.1)
        raise AssertionError(f"no mail to {address} with {words!r}; got {[str(m['Subject']) for m in self.mails]}")


def text_of(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def link_in(mail: EmailMessage) -> str:
    """The address behind the button of a mail."""
    found = re.search(r"https?://\S+/meedenken/\S+", text_of(mail))
    assert found is not None
    return found.group()


@dataclass
class School:
    """The served demo school."""

    url: str
    data: Path
    post: Postbus = field(default_factory=Postbus)
    environment: dict[str, str] = field(default_factory=dict)
    # Where the mail server of the school hands over replies.
    lmtp: int = field(default_factory=free_port)

    def hand_over(self, mail: EmailMessage) -> None:
        """A reply comes in, by LMTP."""
        self.hand_over_raw(mail.as_bytes(), str(mail["To"].addresses[0].addr_spec))

    def hand_over_raw(self, raw: bytes, recipient: str) -> None:
        """The same of a mail as it came over the line."""
        assert until(self._takes_mail)
        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=20) as server:
            assert server.sendmail("someone@school.example", [recipient], raw) == {}

    def _takes_mail(self) -> bool:
        try:
            with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=5):
                return True
        except OSError:
            return False

    def run(self, *command: str) -> None:
        """Run a command of the app on this installation."""
        program = str(Path(sys.executable).with_name("bemanning"))
        subprocess.run([program, *command], env=self.environment, check=True, capture_output=True)  # noqa: S603  (our own)


@pytest.fixture(scope="session")
def school_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """Setup, demo data, server and worker, as an operator would start them."""
    school = School(f"http://localhost:{free_port()}", tmp_path_factory.mktemp("school"))
    with mail_server(school.post) as port:
        school.environment = without_settings() | {
            "BEMANNING_DEMO": "1",
            "BEMANNING_DATA": str(school.data),
            "BEMANNING_URL": school.url,
            "BEMANNING_SMTP_URL": f"smtp://127.0.0.1:{port}",
            "BEMANNING_INBOUND_ADDRESS": "antwoord@school.example",
            "BEMANNING_INBOUND_LISTEN": f"lmtp://127.0.0.1:{school.lmtp}",
        }
        shutil.copy(migrated(), school.data / "bemanning.sqlite3")  # `tools/smoke.sh` begins with nothing
        school.run("setup")
        # Journeys read mail, also in the evening, in a weekend and in a holiday.
        school.run("load_demo", "--at-any-hour")
        # And they ask the same few people more often than anybody would like; what a limit does, unit tests show.
        unlimited = "from bemanning.expertise.models import Profile; Profile.objects.update(monthly_limit=None)"
        school.run("shell", "-v", "0", "-c", unlimited)
        with (school.data / "server.log").open("wb") as log:
            server = subprocess.Popen(  # noqa: S603  (our own command)
                [str(Path(sys.executable).with_name("bemanning")), "serve", "--port", school.url.rsplit(":", 1)[1]],
                env=school.environment,
                stdout=log,
                stderr=log,
            )
            try:
                assert until(lambda: _is_ready(school.url), seconds=90), (
                    "the server was not ready within ninety seconds"
                )
                yield school
            finally:
                server.terminate()
                server.wait(timeout=30)


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/gezond/", timeout=2) as answer:  # noqa: S310  (our own address)
            return bool(answer.status == 200)
    except OSError:
        return False


class Complaints(list[str]):
    """What the console, the content security policy and other origins gave reason to complain of."""

    def watch(self, page: Page, url: str) -> None:
        """Listen to one page."""
        page.on("console", lambda line: self.append(line.text) if line.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith(url) else self.append(asked.url))


@pytest.fixture
def browse(chromium: Browser, school_server: School) -> Iterator[Any]:
    """`browse(width=390, javascript=True)`: a fresh browser; the test fails if anything was complained of."""
    complaints = Complaints()
    contexts: list[BrowserContext] = []

    def new(*, width: int = 1280, javascript: bool = True, scheme: Any = "light") -> Page:
        context = chromium.new_context(
            base_url=school_server.url,
            viewport={"width": width, "height": 850},
            java_script_enabled=javascript,
            color_scheme=scheme,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        page = context.new_page()
        complaints.watch(page, school_server.url)
        return page

    yield new
    for context in contexts:
        context.close()
    assert list(complaints) == []


@pytest.fixture
def device(chromium: Browser, school_server: School) -> Iterator[Device]:
    """`device()`: a browser of its own. A refused request is no fault here; anything else in the console is."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def new() -> Page:
        context = chromium.new_context(base_url=school_server.url, viewport={"width": 390, "height": 850})
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console", lambda line: faults.append(line.text) if line.type == "error" and _ours(line.text) else None
        )
        return page

    yield new
    for context in contexts:
        context.close()
    assert faults == []


def _ours(text: str) -> bool:
    return "Failed to load resource" not in text
