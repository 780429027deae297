"""The receiver of mail is killed in the middle of deliveries, again and again: no mail is lost, none is doubled.

The mail server of the school is played by the test: a mail that got no yes is offered again, as every one does.
Runs on SQLite, and on PostgreSQL when DATABASE_URL names one.
"""

import smtplib
import time
from email.message import EmailMessage
from pathlib import Path
from threading import Thread

import pytest

from tests.mail.servers import free_port
from tests.reliability.installation import install, migrated_database

pytestmark = [pytest.mark.process, pytest.mark.reliability]


def reply(number: int, recipient: str, sender: str) -> bytes:
    """One of many replies, each with words of its own."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, recipient, "Re: Hoe"
    mail["Message-ID"] = f"<antwoord-{number}@b.example>"
    mail.set_content(f"Antwoord {number}: zo doe ik het.")
    return mail.as_bytes()


def hand_over(port: int, raw: bytes, recipient: str) -> bool:
    """Whether the receiver said yes."""
    try:
        with smtplib.LMTP("127.0.0.1", port, timeout=10) as server:
            return server.sendmail("server@b.example", [recipient], raw) == {}
    except (OSError, smtplib.SMTPException):
        return False


def deliver(port: int, mails: list[bytes], recipient: str, taken: list[bytes]) -> None:
    """Offer each mail until there is a yes, and then never again."""
    for raw in mails:
        while not hand_over(port, raw, recipient):
            time.sleep(0.01)
        taken.append(raw)


def come_in(folder: Path, mails: int, fault: str = "") -> tuple[int, int]:
    """How many answers stand in the thread in the end, and how many different ones."""
    port = free_port()
    with (
        migrated_database() as database,
        install(folder, database).driver(BEMANNING_INBOUND_ADDRESS="antwoord@b.example") as driver,
    ):
        recipient, sender = driver.ask("make-asked").split()
        driver.ask("restart-receiver", port, fault)
        raw = [reply(number, recipient, sender) for number in range(mails)]
        taken: list[bytes] = []
        server = Thread(target=deliver, args=(port, raw, recipient, taken), daemon=True)
        server.start()
        for kill in range(mails):
            while server.is_alive() and len(taken) <= kill:
                time.sleep(0.002)
            time.sleep(kill % 7 * 0.03)  # somewhere in the mail after that one
            driver.ask("restart-receiver", port, fault)
        server.join()
        present, different = map(int, driver.ask("answers").split())
    return present, different


def test_every_mail_is_taken_once_though_the_receiver_is_killed(tmp_path: Path) -> None:
    assert come_in(tmp_path, mails=25) == (25, 25)


def test_the_measurement_sees_a_yes_that_comes_too_soon(tmp_path: Path) -> None:
    present, _different = come_in(tmp_path, mails=15, fault="yes-first")
    assert present < 15


def test_the_measurement_sees_a_receiver_without_a_memory(tmp_path: Path) -> None:
    present, different = come_in(tmp_path, mails=15, fault="no-memory")
    assert (present > 15, different) == (True, 15)
