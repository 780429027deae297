"""Real mail servers on loopback: one that takes mail and can be told to refuse, and a mailbox at a provider."""

import grp
import imaplib
import logging
import os
import pwd
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

logging.getLogger("mail.log").setLevel(logging.ERROR)  # the server's own chatter


class Mailbox:
    """Keeps what it is given. `answers` are said to the next mails instead of a yes."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.answers: list[str] = []
        self.connections = 0
        self._parsed: list[EmailMessage] = []
        self._parsing = Lock()

    async def handle_EHLO(  # noqa: N802  (the name that the server looks for)
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count the connections."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or say what was prepared."""
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        self.raw.append(envelope.content)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        """What has arrived, parsed; each mail once, because who waits for one asks ten times a second.

        The thread of the server asks too: with each connection it looks through all that a mailbox has.
        """
        with self._parsing:
            new = self.raw[len(self._parsed) :]
            self._parsed += [message_from_bytes(raw, _class=EmailMessage, policy=policy.default) for raw in new]
            return list(self._parsed)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(mailbox: Mailbox) -> Iterator[int]:
    """A server that fills the mailbox; gives its port."""
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@dataclass(frozen=True)
class Dovecot:
    """A real mailbox at a "provider"; `place` is how the settings name it."""

    place: dict[str, object]

    def connect(self) -> imaplib.IMAP4:
        """As the owner would."""
        box = imaplib.IMAP4("127.0.0.1", int(str(self.place["port"])), timeout=20)
        box.login("school", "geheim")
        return box

    def put(self, raw: bytes) -> None:
        """A mail arrives in the inbox."""
        box = self.connect()
        box.append("INBOX", "", "", raw)
        box.logout()

    def count(self, folder: str) -> int:
        """How many mails a folder holds; 0 when there is none."""
        box = self.connect()
        answer, data = box.select(f'"{folder}"', readonly=True)
        box.logout()
        return int(data[0] or 0) if answer == "OK" else 0


@contextmanager
def dovecot(able: str = "") -> Iterator[Dovecot]:
    """Debian's dovecot on a free port, without rights of root, with all it keeps in a folder that is thrown away.

    `able` are the extensions of IMAP that it tells of, if not all that it has.
    """
    port = free_port()
    user = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    names = {"user": user.pw_name, "group": grp.getgrgid(user.pw_gid).gr_name, "uid": user.pw_uid, "gid": user.pw_gid}
    with TemporaryDirectory(prefix="bemanning-imap-", ignore_cleanup_errors=True) as place:
        config = Path(place) / "dovecot.conf"
        config.write_text(DOVECOT.format(place=place, port=port, able=able, **names))
        os.chown(place, user.pw_uid, user.pw_gid)
        rights: dict[str, Any] = {}
        if os.getuid() == 0:
            rights = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        server = subprocess.Popen(["/usr/sbin/dovecot", "-F", "-c", str(config)], **rights)  # noqa: S603
        try:
            _until_it_listens(port)
            yield Dovecot({**PLACE, "port": port})
        finally:
            server.terminate()
            server.wait(20)


def _until_it_listens(port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


PLACE = {"host": "127.0.0.1", "user": "school", "password": "geheim", "folder": "INBOX", "tls": "none"}
DOVECOT = """
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
imap_capability = {able}
mail_location = maildir:{place}/mail
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password=geheim
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}
}}
"""
