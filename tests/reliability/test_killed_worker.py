"""Criterion 24: the mail worker is killed twenty times, at the worst moments; each event is mailed once.

Runs on SQLite, and on PostgreSQL when DATABASE_URL names one.
"""

import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.mail.servers import Mailbox, mail_server
from tests.reliability.installation import install, migrated_database

pytestmark = [pytest.mark.process, pytest.mark.postgres, pytest.mark.reliability]

LEASE = 0.4


class Killer(Mailbox):
    """A mail server that kills the worker: at the address, before it takes a mail, or after, before it says so."""

    def __init__(self, kills: int, worker: Path) -> None:
        super().__init__()
        self.left = kills
        self.unsaid = 0
        self.asked = 0
        self.worker = worker

    def strike(self, moment: int) -> bool:
        """Every third mail, at one of three moments in turn."""
        if self.left == 0 or self.asked % 3 or (self.asked // 3) % 3 != moment:
            return False
        self.left -= 1
        os.kill(int(self.worker.read_text()), signal.SIGKILL)
        return True

    async def handle_RCPT(  # noqa: N802  (the name that the server looks for)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """The first moment."""
        self.asked += 1
        envelope.rcpt_tos.append(address)
        self.strike(0)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """The second and the third."""
        if self.strike(1):
            return "451 too late"
        answer = await super().handle_DATA(server, session, envelope)
        self.unsaid += self.strike(2)
        return answer


def deliver(folder: Path, mails: int, kills: int, fault: str = "") -> dict[str, int]:
    """Queue, deliver with a worker that keeps dying, and count what went wrong."""
    box = Killer(kills, folder / "worker.pid")
    with (
        migrated_database() as database,
        mail_server(box) as port,
        install(folder, database).driver(BEMANNING_SMTP_URL=f"smtp://127.0.0.1:{port}") as driver,
    ):
        queued = set(driver.ask("queue", mails).split())
        deadline = time.monotonic() + (5 if fault else 60)
        left = mails
        while left and time.monotonic() < deadline:
            left = int(driver.ask("tend", LEASE, fault))
            time.sleep(0.05)
    received = Counter(mail["Message-ID"] for mail in box.mails)
    return {
        "kills left": box.left,
        "lost": len(queued - set(received)),
        "unknown": len(set(received) - queued),
        "stuck": left,
        # A worker that dies between the server's yes and its own note repeats that mail, with the same Message-ID.
        "repeated for no reason": received.total() - len(received) - box.unsaid,
    }


def test_each_event_is_mailed_once_though_the_worker_is_killed_twenty_times(tmp_path: Path) -> None:
    wrong = deliver(tmp_path, mails=70, kills=20)
    assert wrong == dict.fromkeys(wrong, 0)


@pytest.mark.parametrize(("fault", "seen"), [("no-reaper", "stuck"), ("sent-first", "lost"), ("new-id", "unknown")])
def test_the_measurement_sees_a_worker_with_a_fault(tmp_path: Path, fault: str, seen: str) -> None:
    assert deliver(tmp_path, mails=20, kills=3, fault=fault)[seen] > 0
