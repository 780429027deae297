"""The receiver of mail as a part of `bemanning serve`: it is there, comes back, and goes with the rest."""

import signal
import smtplib
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.mail.servers import free_port
from tests.reliability.installation import install
from tests.reliability.servers import serving, until

pytestmark = [pytest.mark.process, pytest.mark.reliability]


def greets(port: int) -> bool:
    """Whether a mail server can hand over its mail."""
    try:
        with smtplib.LMTP("127.0.0.1", port, timeout=5) as server:
            return server.ehlo()[0] == 250
    except OSError:
        return False


def test_it_takes_mail_comes_back_and_stops_with_the_rest(tmp_path: Path) -> None:
    port = free_port()
    installation = install(tmp_path)
    installation.env |= {
        "BEMANNING_INBOUND_ADDRESS": "antwoord@school.example",
        "BEMANNING_INBOUND_LISTEN": f"lmtp://127.0.0.1:{port}",
    }
    with serving(installation) as server:
        assert until(lambda: greets(port))
        old = server.child("receive")
        assert old is not None
        old.send_signal(signal.SIGKILL)
        assert until(partial(server.replaced, old, "receive"))
        assert until(lambda: greets(port))
        family = server.family()
        server.supervisor.send_signal(signal.SIGTERM)
        assert server.supervisor.wait(30) == 0
        gone, alive = psutil.wait_procs(family, timeout=5)
    assert (len(gone), alive) == (len(family), [])


def test_without_a_way_in_there_is_no_receiver(tmp_path: Path) -> None:
    with serving(install(tmp_path)) as server:
        assert server.child("receive") is None
