"""`bemanning serve`: one process that keeps the web server and the background worker running.

It loads no Django, so that it stays small. It opens the port itself: a port that is taken is said at once, and
visitors wait rather than fail while the web server restarts.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import FrameType
from uuid import uuid4

STOP_WITHIN = 15.0  # seconds; then a child is killed
TOO_OFTEN = 5  # deaths of a child within a minute
# With a heap for each thread glibc keeps tens of MB that nobody uses. And after one large piece it takes the next ones
# from the heap, which then never shrinks, unless these two bounds are set.
HEAP = {"MALLOC_ARENA_MAX": "2", "MALLOC_MMAP_THRESHOLD_": "65536", "MALLOC_TRIM_THRESHOLD_": "131072"}


@dataclass
class Child:
    """A process that must keep running, and when it died before."""

    name: str
    command: list[str]
    fds: tuple[int, ...]
    deaths: list[float] = field(default_factory=list)
    start_at: float = 0.0
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        self.process = subprocess.Popen(self.command, pass_fds=self.fds, start_new_session=True)  # noqa: S603

    def look(self, now: float) -> bool:
        """Start it when it is due. False when it dies so often that trying again makes no sense."""
        if self.process is None:
            if now >= self.start_at:
                self.start()
            return True
        code = self.process.poll()
        if code is None:
            return True
        self.process = None
        self.deaths = [*(moment for moment in self.deaths if now - moment < 60), now]
        wait = 2.0 ** (len(self.deaths) - 1)
        self.start_at = now + wait
        say(f"The {self.name} ended with code {code}; it starts again in {wait:.0f} s.")
        return len(self.deaths) < TOO_OFTEN

    def stop(self, deadline: float) -> None:
        """Ask it to end; kill its whole session when it has not ended by the deadline."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"The {self.name} does not end and is killed.")
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def say(line: str) -> None:
    """One line for the log of the service."""
    sys.stderr.write(f"serve: {line}\n")
    sys.stderr.flush()


def arguments(words: Sequence[str]) -> Namespace:
    """What follows `bemanning serve`."""
    parser = ArgumentParser(prog="bemanning serve", description="Serve the app and run the background worker.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="the port to listen on (8000; 0 takes a free one)")
    parser.add_argument("--workers", type=int, default=2, help="processes of the web server (2)")
    parser.add_argument("--threads", type=int, default=4, help="threads of each of them (4)")
    return parser.parse_args(words)


def listen(host: str, port: int) -> socket.socket:
    """The open port. Ends the program with a sentence when it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        say(f"Port {port} on {host} is not available: {error.strerror}. Choose another with --port.")
        raise SystemExit(1) from None
    listener.listen(1024)
    return listener


def mailbox_is_set() -> bool:
    """Whether replies are read from a mailbox; its address holds a password, and may stand in a file."""
    return any(os.environ.get(f"BEMANNING_INBOUND_IMAP_URL{end}") for end in ("", "_FILE"))


def serve(words: Sequence[str]) -> int:
    """Run until SIGTERM or SIGINT; returns the exit code."""
    options = arguments(words)
    with listen(options.host, options.port) as listener:
        return _serve_on(listener, options)


def _serve_on(listener: socket.socket, options: Namespace) -> int:
    python = [sys.executable, "-m", "bemanning.cli"]
    if subprocess.run([*python, "check", "--database", "default", "--fail-level", "ERROR"], check=False).returncode:  # noqa: S603
        say("The settings or the database are not in order; see above.")
        return 1
    # Nothing is ever written to the pipe. It closes when this process dies, however it dies.
    lifeline, held = os.pipe()
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "python:bemanning.config.gunicorn"]
    gunicorn += ["--bind", f"fd://{listener.fileno()}"]
    gunicorn += ["--workers", str(options.workers), "--threads", str(options.threads)]
    os.environ["BEMANNING_LIFELINE"] = str(lifeline)
    for name, value in HEAP.items():
        os.environ.setdefault(name, value)
    # One name for all workers that follow each other here: a new one takes over at once what a dead one held.
    worker = [*python, "worker", "--skip-checks", "--lifeline", str(lifeline), "--owner", str(uuid4())]
    children = [
        Child("web server", [*gunicorn, "bemanning.config.wsgi"], (listener.fileno(), lifeline)),
        Child("worker", worker, (lifeline,)),
    ]
    if os.environ.get("BEMANNING_INBOUND_LISTEN") or mailbox_is_set():
        command = [*python, "receive", "--skip-checks", "--lifeline", str(lifeline)]
        children.append(Child("receiver of mail", command, (lifeline,)))
    host, port = listener.getsockname()[:2]
    say(f"Listening on http://{host}:{port}")
    try:
        return _keep_running(children)
    finally:
        os.close(held)


def _keep_running(children: list[Child]) -> int:
    stopping = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    sound = True
    while sound and not stopping:
        now = time.monotonic()
        states = [child.look(now) for child in children]
        sound = all(states)
        time.sleep(0.2)
    if not sound:
        say("A part keeps ending; giving up. The lines above say why.")
    for child in children:
        if child.process is not None:
            child.process.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_WITHIN
    for child in children:
        child.stop(deadline)
    return 0 if sound else 1
