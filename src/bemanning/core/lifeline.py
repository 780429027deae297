"""How a child process notices that its supervisor is gone: a pipe that closes when the supervisor dies.

The operating system closes the pipe even after SIGKILL, on Linux and macOS alike.
"""

import os
from collections.abc import Callable
from threading import Thread


def watch(pipe: int, gone: Callable[[], None]) -> None:
    """Call `gone` once, from a thread, when the other end of the pipe has closed."""

    def wait() -> None:
        while os.read(pipe, 1):
            pass
        gone()

    Thread(target=wait, name="lifeline", daemon=True).start()
