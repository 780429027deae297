"""How the web server runs; `bemanning serve` gives the port and the numbers."""

import gc
import os
import signal
from pathlib import Path
from typing import Any

from bemanning.core.lifeline import watch

worker_class = "gthread"
# Signed links stand in addresses, so addresses are not logged.
accesslog = None
errorlog = "-"
loglevel = "warning"
# Another way in that nothing here needs.
control_socket_disable = True
# The heartbeat of the workers must not wait for a busy disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
graceful_timeout = 10
timeout = 60
keepalive = 5


def on_starting(server: Any) -> None:
    """Stop in an orderly way when the supervisor dies; the workers follow their parent."""
    pipe = os.environ.get("BEMANNING_LIFELINE")
    if pipe is not None:
        watch(int(pipe), lambda: os.kill(os.getpid(), signal.SIGTERM))


def post_worker_init(worker: Any) -> None:
    """Load the views too, and leave all that out of the collections to come.

    Each process loads the app itself. Loaded before they are forked, it would stay in the master as well, and the
    pages that the processes share at first are copied within minutes, because counting references writes in them.
    """
    from django.urls import get_resolver

    _ = get_resolver().url_patterns  # else the first address that is asked for loads every view
    gc.collect()
    gc.freeze()
