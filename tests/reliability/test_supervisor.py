"""`bemanning serve` keeps its parts running, stops them all, and leaves no orphan when it is killed itself."""

import signal
import socket
from functools import partial
from pathlib import Path

import psutil
import pytest

from tests.reliability.installation import install
from tests.reliability.servers import serving, until

pytestmark = [pytest.mark.process, pytest.mark.reliability]


def test_a_part_that_dies_is_started_again_and_a_stop_stops_all(tmp_path: Path) -> None:
    with serving(install(tmp_path)) as server:
        for word in ("worker", "gunicorn"):
            old = server.child(word)
            assert old is not None
            old.send_signal(signal.SIGKILL)
            assert until(partial(server.replaced, old, word))
        assert until(server.answers)
        family = server.family()
        server.supervisor.send_signal(signal.SIGTERM)
        assert server.supervisor.wait(30) == 0
        gone, alive = psutil.wait_procs(family, timeout=5)
    assert (len(gone), alive) == (len(family), [])


def test_nothing_stays_behind_when_the_supervisor_is_killed(tmp_path: Path) -> None:
    with serving(install(tmp_path)) as server:
        family = server.family()
        server.supervisor.send_signal(signal.SIGKILL)
        _gone, alive = psutil.wait_procs(family, timeout=15)
    assert alive == []


@pytest.mark.parametrize("fault", ["no-restart", "no-lifeline"])
def test_the_measurement_sees_a_part_that_stays_dead_and_one_that_stays_behind(tmp_path: Path, fault: str) -> None:
    """The supervisor runs with a fault: it starts nothing again, or its children do not notice its death."""
    installation = install(tmp_path)
    with serving(installation, fault) as server:
        worker = server.child("worker")
        assert worker is not None
        if fault == "no-restart":
            worker.send_signal(signal.SIGKILL)
            assert not until(partial(server.replaced, worker, "worker"), 5)
            return
        family = server.family()
        server.supervisor.send_signal(signal.SIGKILL)
        _gone, alive = psutil.wait_procs(family, timeout=5)
        for one in alive:
            one.kill()
    assert alive != []


def test_a_port_that_is_taken_is_said_at_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = install(tmp_path).run("serve", "--port", str(port))
    assert (done.returncode, f"Port {port} on 127.0.0.1 is not available" in done.stderr) == (1, True)


def test_a_broken_setting_stops_the_start_with_a_reason(tmp_path: Path) -> None:
    done = install(tmp_path).run("serve", "--port", "0", BEMANNING_ENCRYPTION_KEY_FILE="/nowhere/keys")
    assert (done.returncode, "The key file /nowhere/keys cannot be read" in done.stderr) == (1, True)
