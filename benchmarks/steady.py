"""The processor time of a page against that of the bare one, on a machine that is busy with other things.

    python -m benchmarks.steady [--rounds 15] [--life day]

Two processes, one with the bare project and one with the app, each called without a web server. They take turns, a few
requests at a time, so that whatever else runs slows both; the medians of the ratios are printed. What a server and eight
connections add to it, benchmarks.pages measures.
"""

import argparse
import gc
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import uuid4

from benchmarks.pages import ROOT, SENDING, run

PORT = "8000"
WARM = 12
BARE_TURN, TURN = 20, 8  # requests at a time: about as long a turn for both
TOKEN = "csrfmiddlewaretoken=" + "c" * 32
Wanted = dict[str, tuple[str, str, str]]  # by name: path, cookie, body


def ask(application: Callable[..., Any], path: str, cookie: str, body: str) -> None:
    """One request, as a web server hands it over."""
    data = body.replace("{uuid}", str(uuid4())).encode()
    statuses: list[str] = []
    request = {
        "REQUEST_METHOD": "POST" if data else "GET",
        "PATH_INFO": path,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": PORT,
        "HTTP_HOST": f"localhost:{PORT}",
        "HTTP_COOKIE": cookie,
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(data)),
        "wsgi.input": io.BytesIO(data),
        "wsgi.url_scheme": "http",
    }
    response = application(request, lambda status, headers: statuses.append(status))
    b"".join(response)
    response.close()
    assert statuses[0][:3] == ("302" if data else "200"), (path, statuses)


def answer(module: str, wanted: Wanted) -> None:
    """In a process of its own: for each line `name|times` the milliseconds of processor time that one request took."""
    application = import_module(module).application
    for what in wanted.values():
        for _ in range(WARM):
            ask(application, *what)
    gc.collect()
    gc.freeze()  # as the server does
    for line in sys.stdin:
        name, times = line.strip().split("|")
        begun = time.process_time()
        for _ in range(int(times)):
            ask(application, *wanted[name])
        print((time.process_time() - begun) / int(times) * 1000, flush=True)


@contextmanager
def other(module: str, wanted: Wanted, env: dict[str, str]) -> Iterator[Any]:
    """That process."""
    command = [sys.executable, "-m", "benchmarks.steady", "--answer", module, json.dumps(wanted)]
    process: Any = subprocess.Popen(  # noqa: S603  (our own module)
        command, cwd=ROOT, env=os.environ | env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        yield process
        process.stdin.close()


def turn(process: Any, name: str, times: int) -> float:
    """Let it ask; gives milliseconds."""
    process.stdin.write(f"{name}|{times}\n")
    process.stdin.flush()
    return float(process.stdout.readline())


def main() -> None:
    """Take turns and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--life", choices=["day", "year"], default="day")
    parser.add_argument("--answer", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.answer:
        answer(options.answer[0], json.loads(options.answer[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), options.rounds, options.life)


def compare(folder: Path, rounds: int, life: str) -> None:
    """Fill both databases, take turns, and print the medians."""
    common = {"BEMANNING_URL": f"http://localhost:{PORT}", "BEMANNING_DATA": str(folder)}
    plain = common | {"BARE_DATABASE_URL": f"sqlite:///{folder}/bare.sqlite3", "BEMANNING_SECRET_KEY": "x" * 50}
    ours = common | {"DATABASE_URL": f"sqlite:///{folder}/ours.sqlite3"}
    run("django", "migrate", "-v0", "--settings=benchmarks.bare.settings", "--run-syncdb", **plain)
    run("bemanning.cli", "setup", "--skip-checks", **ours)
    base, facts = (
        json.loads(run("benchmarks.seed", "bare", **plain)),
        json.loads(run("benchmarks.seed", life, **ours)),
    )
    bare: Wanted = {
        kind: ("/", base["cookie"], body) for kind, body in (("get", ""), ("post", f"{TOKEN}&text=Graag"))
    }
    pages: Wanted = {name: (path, facts["cookie"], "") for name, path in facts["pages"].items()}
    body = f"{TOKEN}&message_id={{uuid}}&text=Graag"
    pages[SENDING] = (f"/vragen/{facts['asked']}/antwoord/", facts["helper"], body)
    with other("benchmarks.bare.wsgi", bare, plain) as one, other("bemanning.config.wsgi", pages, ours) as two:
        # Sending comes last: each line that the bare form adds makes the list of the bare page longer to sort.
        for names in (facts["pages"], [SENDING]):
            ratios: dict[str, list[float]] = {name: [] for name in names}
            for _ in range(rounds):
                for name, found in ratios.items():
                    kind = "post" if name == SENDING else "get"
                    before, took = turn(one, kind, BARE_TURN), turn(two, name, TURN)
                    found.append(took / statistics.mean([before, turn(one, kind, BARE_TURN)]))
            for name, found in ratios.items():
                print(f"| {name} | {facts['queries'][name]} | {statistics.median(found):.2f} |")


if __name__ == "__main__":
    main()
