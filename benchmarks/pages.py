"""Measures the pages against a bare Django page, in the same run: speed, processor time, queries, memory, first visit.

    python -m benchmarks.pages [--seconds 2] [--rounds 3] [--postgres postgresql://user@host:port/postgres]

Prints the tables and puts each in its place in benchmarks/pages.md; what else stands there, stays. Figures depend on
the machine; the ratios are what counts. A round before the first one warms the processes up and is not counted.
"""

import argparse
import json
import os
import secrets
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "benchmarks" / "pages.md"
CONNECTIONS = 8
SENDING = "Sending an answer"


def run(*words: str, **env: str) -> str:
    """Run a Python module to its end; gives what it printed last."""
    done = subprocess.run(  # noqa: S603  (our own modules)
        [sys.executable, "-m", *words], cwd=ROOT, env=os.environ | env, stdout=subprocess.PIPE, text=True, check=True
    )
    return (done.stdout.strip().splitlines() or [""])[-1]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """A running server, and who is signed in."""

    port: int
    process: psutil.Process
    facts: dict[str, Any]

    def workers(self) -> list[psutil.Process]:
        """The processes that answer: the children of gunicorn's master."""
        every = [self.process, *self.process.children(recursive=True)]
        masters = [one for one in every if "gunicorn" in one.cmdline() and one.children()]
        return [child for master in masters for child in master.children()]

    def processor(self) -> float:
        """Seconds of processor time that they have used."""
        return sum(sum(one.cpu_times()[:2]) for one in self.workers())

    def memory(self) -> tuple[float, float]:
        """Resident MB of everything together, as a plain sum and with shared pages counted once."""
        every = [self.process, *self.process.children(recursive=True)]
        infos = [one.memory_full_info() for one in every]
        return sum(one.rss for one in infos) / 1e6, sum(one.pss for one in infos) / 1e6


@dataclass
class Figures:
    """What one page did over the rounds."""

    rps: list[float] = field(default_factory=list)
    p95: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def take(self, served: Served, path: str, cookie: str, seconds: float, body: str) -> None:
        """One round."""
        before = served.processor()
        words = [str(served.port), path, cookie, str(seconds), str(CONNECTIONS), body]
        result = json.loads(run("benchmarks.load", *words))
        expected = [302] if body else [200]
        assert result["statuses"] == expected, (path, result)
        self.rps.append(result["rps"])
        self.p95.append(result["p95"])
        self.processor.append((served.processor() - before) / result["count"] * 1000)

    def middle(self) -> tuple[float, float, float]:
        """The medians: requests a second, p95 and processor time in ms."""
        return statistics.median(self.rps), statistics.median(self.p95), statistics.median(self.processor)


@contextmanager
def serving(command: list[str], port: int, facts: dict[str, Any], env: dict[str, str]) -> Iterator[Served]:
    """Start a server, wait for its first answer, and stop it."""
    command = [sys.executable, "-m", *command]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | env)  # noqa: S603  (our own modules)
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"http://localhost:{port}/", timeout=2).close()
                break
            except OSError:
                time.sleep(0.2)
        yield Served(port, psutil.Process(process.pid), facts)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


@contextmanager
def database(folder: Path, postgres: str) -> Iterator[str]:
    """An empty database: a file, or one beside the given address that is dropped afterwards."""
    if not postgres:
        yield f"sqlite:///{folder / 'database.sqlite3'}"
        return
    import psycopg

    name = f"pages_{secrets.token_hex(4)}"
    with psycopg.connect(postgres, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield postgres.rpartition("/")[0] + "/" + name
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def bare(postgres: str) -> Iterator[Served]:
    """The bare project, with the same settings of gunicorn."""
    with tempfile.TemporaryDirectory() as folder, database(Path(folder), postgres) as url:
        port = free_port()
        env = {"BARE_DATABASE_URL": url, "BEMANNING_URL": "http://localhost", "BEMANNING_SECRET_KEY": "x" * 50}
        # Django's own tables first: on PostgreSQL the line needs its owner.
        for how in ((), ("--run-syncdb",)):
            run("django", "migrate", "-v0", "--settings=benchmarks.bare.settings", *how, **env)
        facts = json.loads(run("benchmarks.seed", "bare", **env))
        command = ["gunicorn", "--config", "python:bemanning.config.gunicorn", "--workers", "2", "--threads", "4"]
        with serving([*command, "--bind", f"127.0.0.1:{port}", "benchmarks.bare.wsgi"], port, facts, env) as served:
            yield served


@contextmanager
def app(postgres: str, life: str) -> Iterator[Served]:
    """Bemanning as an operator serves it, with a day or a year of life."""
    with tempfile.TemporaryDirectory() as folder, database(Path(folder), postgres) as url:
        port = free_port()
        env = {"DATABASE_URL": url, "BEMANNING_DATA": folder, "BEMANNING_URL": f"http://localhost:{port}"}
        run("bemanning.cli", "setup", "--skip-checks", **env)
        facts = json.loads(run("benchmarks.seed", life, **env))
        with serving(["bemanning.cli", "serve", "--port", str(port)], port, facts, env) as served:
            yield served


@dataclass
class Measured:
    """The figures of one engine: the bare page and form, and each page of ours by life and name."""

    get: Figures = field(default_factory=Figures)
    post: Figures = field(default_factory=Figures)
    pages: dict[tuple[str, str], Figures] = field(default_factory=dict)

    def read(self, base: Served, lives: dict[str, Served], seconds: float) -> None:
        """One round of reading: every page once, the bare one and ours close together in time."""
        self.get.take(base, "/", base.facts["cookie"], seconds, "")
        for life, served in lives.items():
            for name, path in served.facts["pages"].items():
                figures = self.pages.setdefault((life, name), Figures())
                figures.take(served, path, served.facts["cookie"], seconds, "")

    def send(self, base: Served, lives: dict[str, Served], seconds: float) -> None:
        """One round of sending. Hundreds of mails leave after it, so no page is read any more."""
        token = "csrfmiddlewaretoken=" + "c" * 32
        self.post.take(base, "/", base.facts["cookie"], seconds, f"{token}&text=Graag")
        for life, served in lives.items():
            path = f"/vragen/{served.facts['asked']}/antwoord/"
            body = f"{token}&message_id={{uuid}}&text=Graag"
            figures = self.pages.setdefault((life, SENDING), Figures())
            figures.take(served, path, served.facts["helper"], seconds, body)

    def table(self, queries: dict[str, int]) -> list[str]:
        """One line for each page."""
        lines = ["| page | queries | req/s | p95 ms | CPU ms | CPU × bare | p95 × bare | year ÷ day |"]
        lines.append("| --- | --- | --- | --- | --- | --- | --- | --- |")
        for name, figures in (("Bare page", self.get), ("Bare form", self.post)):
            rps, p95, processor = figures.middle()
            lines.append(f"| {name} | | {rps:.0f} | {p95:.0f} | {processor:.1f} | 1 | 1 | |")
        for name, count in queries.items():
            reference = (self.post if name == SENDING else self.get).middle()
            rps, p95, processor = self.pages["year", name].middle()
            earlier = self.pages["day", name].middle()[2]
            lines.append(
                f"| {name} | {count} | {rps:.0f} | {p95:.0f} | {processor:.1f} | {processor / reference[2]:.1f} "
                f"| {p95 / reference[1]:.1f} | {processor / earlier:.2f} |"
            )
        return lines


def measure(engine: str, postgres: str, seconds: float, rounds: int) -> list[str]:
    """The section of the report for one engine."""
    with ExitStack() as stack:
        base = stack.enter_context(bare(postgres))
        lives = {life: stack.enter_context(app(postgres, life)) for life in ("day", "year")}
        measured = Measured()
        for part in (Measured.read, Measured.send):
            part(Measured(), base, lives, seconds)  # templates and models are loaded at the first request
            for _ in range(rounds):
                part(measured, base, lives, seconds)
        whole, shared = lives["year"].memory()
        plain, _ = base.memory()
    return [
        f"## {engine}",
        "",
        *measured.table(lives["year"].facts["queries"]),
        "",
        f"Memory of supervisor, server and worker: {whole:.0f} MB resident ({shared:.0f} MB with shared",
        f"pages counted once); the bare server: {plain:.0f} MB.",
        "",
    ]


def first_visit() -> list[str]:
    """What a browser that was never here fetches for the sign-in page and for Vandaag."""
    from playwright.sync_api import sync_playwright

    from tests.e2e.browser import find_chromium

    lines = ["## First visit", "", "| page | requests | kB over the wire |", "| --- | --- | --- |"]
    with app("", "day") as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        for name, path, signed_in in (("Sign-in", "/inloggen/", False), ("Vandaag", "/", True)):
            context = browser.new_context()
            if signed_in:
                value = served.facts["cookie"].split("=")[1].split(";")[0]
                context.add_cookies([{"name": "session", "value": value, "url": f"http://localhost:{served.port}"}])
            page = context.new_page()
            sizes: list[float] = []
            wire = context.new_cdp_session(page)
            wire.send("Network.enable")
            wire.on("Network.loadingFinished", lambda event, sizes=sizes: sizes.append(event["encodedDataLength"]))
            page.goto(f"http://localhost:{served.port}{path}", wait_until="networkidle")
            lines.append(f"| {name} | {len(sizes)} | {sum(sizes) / 1000:.0f} |")
            context.close()
        browser.close()
    return [*lines, ""]


def renewed(report: str, sections: list[list[str]]) -> str:
    """The report with these sections in the place of those with the same heading. The rest of it stays."""
    parts = {part.partition("\n")[0]: part for part in ("\n" + report).split("\n## ")}
    for lines in sections:
        text = "\n".join(lines).removeprefix("## ")
        parts[lines[0].removeprefix("## ")] = text
    return "\n## ".join(parts.values()).strip() + "\n"


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgres", default="", help="the address of a PostgreSQL where databases may be made")
    options = parser.parse_args()
    sections = [measure("SQLite", "", options.seconds, options.rounds)]
    if options.postgres:
        sections.append(measure("PostgreSQL", options.postgres, options.seconds, options.rounds))
    sections.append(first_visit())
    REPORT.write_text(renewed(REPORT.read_text(encoding="utf-8"), sections), encoding="utf-8")
    print("\n".join(line for lines in sections for line in lines))


if __name__ == "__main__":
    main()
