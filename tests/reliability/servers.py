"""A served installation, and what its processes are."""

import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

from tests.mail.servers import free_port
from tests.reliability.installation import Installation


@dataclass
class Server:
    """The supervisor and its port."""

    supervisor: psutil.Process
    port: int

    def family(self) -> list[psutil.Process]:
        """Everything the supervisor started."""
        return list(self.supervisor.children(recursive=True))

    def child(self, word: str) -> psutil.Process | None:
        """The child with this word on its command line."""
        for one in self.supervisor.children():
            try:
                if word in one.cmdline():
                    return one
            except psutil.Error:
                continue  # it died a moment ago
        return None

    def replaced(self, old: psutil.Process, word: str) -> bool:
        """Whether another process does the work of `old`."""
        new = self.child(word)
        return new is not None and new.pid != old.pid

    def answers(self) -> bool:
        """Whether it serves. A host that it does not know, and a missing https, are answers too."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/gezond/", timeout=2):
                return True
        except urllib.error.HTTPError as answer:
            answer.close()
            return True
        except OSError:
            return False


def until(what: Callable[[], object], seconds: float = 30) -> bool:
    """Wait for something to become true."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if what():
            return True
        time.sleep(0.1)
    return False


@contextmanager
def serving(installation: Installation, fault: str = "") -> Iterator[Server]:
    """`bemanning serve`, up and running, perhaps with a fault (faulty_serve.py); stopped afterwards."""
    port = free_port()
    words = ("--port", str(port))
    process = installation.start_faulty(fault, *words) if fault else installation.start("serve", *words)
    server = Server(psutil.Process(process.pid), port)
    try:
        assert until(server.answers)
        assert until(lambda: server.child("worker"))
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
