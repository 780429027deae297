"""Measures a meeting: sixty phones that ask for news all the time, and an idea from each of them within a minute.

    python -m benchmarks.meeting [--phones 60] [--seconds 60]

Prints how long an idea takes from the press of the button to the other phones, how long the server takes to answer, and
how busy it and the machine are. Server, worker and phones share one machine. SQLite, as a school has it.
"""

import argparse
import html
import http
import http.cookiejar
import os
import random
import re
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

from benchmarks.pages import ROOT, free_port, run, serving

PROMISE = 2.0  # seconds, to every screen
EVERY = 0.7  # seconds between an answer and the next question, as in board.js


@dataclass
class Phone:
    """One person in the room: joins, asks for news, and adds one idea at its own moment."""

    url: str
    number: int
    adds_after: float
    polls: list[float] = field(default_factory=list)
    fetches: list[float] = field(default_factory=list)
    adds: list[float] = field(default_factory=list)
    seen: dict[str, float] = field(default_factory=dict)
    pressed: float = 0.0

    def __post_init__(self) -> None:
        self.jar = http.cookiejar.CookieJar()
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.tag = ""
        self.form: dict[str, str] = {}
        self.stand = self.ideas = ""

    @property
    def idea(self) -> str:
        """What this phone puts on the board."""
        return f"Idee van telefoon {self.number}."

    def join(self, code: str) -> None:
        """Open the door page and send the code."""
        self._read(self._get("/v/"))
        self._read(self._post("/v/", {"code": code}))
        assert self.stand, "the phone was not let in"

    def live(self, until: float) -> None:
        """Ask with conditional requests, until the minute is over."""
        begun = time.perf_counter()
        while (now := time.perf_counter()) < until:
            if not self.pressed and now - begun > self.adds_after:
                self._add()
            self._look()
            time.sleep(EVERY)

    def _add(self) -> None:
        self.pressed = time.perf_counter()
        page = self._post("/v/idee/", {"text": self.idea, "name": ""})
        self.adds.append(time.perf_counter() - self.pressed)
        self._read(page)

    def _look(self) -> None:
        before = time.perf_counter()
        # As on a real phone, this request carries no cookies.
        request = urllib.request.Request(self.url + self.stand, headers={"If-None-Match": self.tag})  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  (our own server)
                tag = answer.headers["ETag"]
        except urllib.error.HTTPError as error:
            if error.code != http.HTTPStatus.NOT_MODIFIED:
                raise
            tag = self.tag
        self.polls.append(time.perf_counter() - before)
        if tag != self.tag:
            before = time.perf_counter()
            text = self._get(self.ideas)
            self.fetches.append(time.perf_counter() - before)
            self.tag = tag
            for idea in re.findall(r"Idee van telefoon \d+\.", text):
                self.seen.setdefault(idea, time.perf_counter())

    def _get(self, path: str) -> str:
        with self.browser.open(self.url + path, timeout=30) as answer:
            return str(answer.read().decode())

    def _post(self, path: str, fields: dict[str, str]) -> str:
        body = urllib.parse.urlencode(self.form | fields).encode()
        with self.browser.open(self.url + path, body, timeout=30) as answer:
            return str(answer.read().decode())

    def _read(self, page: str) -> None:
        """Take the hidden fields of the form, and where to ask for news."""
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        self.form = {name: html.unescape(value) for name, value in hidden}
        for name in ("stand", "ideas"):
            if found := re.search(rf'data-{name}="([^"]+)"', page):
                setattr(self, name, html.unescape(found.group(1)))


def open_meeting() -> None:
    """Open a meeting on the running team question of the demo school and print its code (a process of its own)."""
    import django

    django.setup()
    from bemanning.core import clock
    from bemanning.helprequests.enums import RequestState
    from bemanning.teamquestions import actions
    from bemanning.teamquestions.models import TeamQuestion

    running = TeamQuestion.objects.select_related("request__asker", "request__key").exclude(
        request__state=RequestState.CLOSED
    )
    question = running.get()
    print(actions.open_meeting(by=question.request.asker, question=question, now=clock.now()).code)


def _table(phones: Sequence[Phone], seconds: float, processor: float) -> str:
    late = [
        phone.seen[other.idea] - other.pressed
        for phone in phones
        for other in phones
        if phone is not other and other.idea in phone.seen
    ]
    expected = len(phones) * (len(phones) - 1)
    lines = [
        f"{len(late)} of {expected} ideas seen by the other phones",
        "",
        "| what | count | p50 ms | p95 ms | worst ms |",
    ]
    lines.append("| --- | --- | --- | --- | --- |")
    for name, took in (
        ("asking for news", [x for phone in phones for x in phone.polls]),
        ("fetching the ideas", [x for phone in phones for x in phone.fetches]),
        ("adding an idea", [x for phone in phones for x in phone.adds]),
        ("from the button to another phone", late),
    ):
        cuts = statistics.quantiles(took, n=20)
        lines.append(
            f"| {name} | {len(took)} | {cuts[9] * 1000:.0f} | {cuts[18] * 1000:.0f} | {max(took) * 1000:.0f} |"
        )
    kept = sum(took <= PROMISE for took in late) / len(late)
    lines += [
        "",
        f"Within {PROMISE:.0f} seconds: {kept:.1%}. Processor time of the server: {processor / seconds:.0%} of one core.",
    ]
    lines.append(f"Work that waited on this machine (load): {os.getloadavg()[0]:.1f} for {os.cpu_count()} cores.")
    return "\n".join(lines)


def main() -> None:
    """Serve the demo school, let everybody join, and wait until the minute is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--open-meeting", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.open_meeting:
        open_meeting()
        return
    chance = random.Random(7)  # noqa: S311 a fixed seed, so that runs can be compared
    with tempfile.TemporaryDirectory() as data:
        port = free_port()
        url = f"http://localhost:{port}"
        env = {
            "BEMANNING_DEMO": "1",
            "BEMANNING_DATA": str(Path(data)),
            "BEMANNING_URL": url,
            "DJANGO_SETTINGS_MODULE": "bemanning.config.settings",
        }
        run("bemanning.cli", "setup", **env)
        run("bemanning.cli", "load_demo", **env)
        code = run("benchmarks.meeting", "--open-meeting", **env)
        os.chdir(ROOT)
        with serving(["bemanning.cli", "serve", "--port", str(port)], port, {}, env) as served:
            # The last quarter of the time is for the last ideas to arrive.
            phones = [Phone(url, n, chance.uniform(0, options.seconds * 0.75)) for n in range(options.phones)]
            for phone in phones:
                phone.join(code)
            before, until = served.processor(), time.perf_counter() + options.seconds
            threads = [Thread(target=phone.live, args=(until,)) for phone in phones]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            sys.stdout.write(_table(phones, options.seconds, served.processor() - before) + "\n")


if __name__ == "__main__":
    main()
