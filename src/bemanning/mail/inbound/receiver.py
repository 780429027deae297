"""The receiver: a small mail server on the machine itself, to which the school's own mail server hands replies.

LMTP is what mail servers speak for the last step; SMTP is there for those that do not. It says yes only when the mail
is in the database, and "later" when that fails, so that the mail server keeps it and tries again.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import connections

from bemanning.core import clock
from bemanning.mail.inbound.addressing import is_ours
from bemanning.mail.inbound.receiving import receive

log = logging.getLogger(__name__)
LINE = 65_536  # bytes of one line; some programs fold nothing


class Door:
    """What the mail server says to each step."""

    def __init__(self) -> None:
        # One at a time: reading a large mail takes memory, and the database has one writer anyway.
        self.clerk = ThreadPoolExecutor(max_workers=1, thread_name_prefix="inbound")

    async def handle_RCPT(  # noqa: N802  (the name that the library looks for)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Only our own addresses, one at a time: each gets its own yes or no."""
        if not is_ours(address):
            return "550 5.1.1 No mailbox here by that name"
        if envelope.rcpt_tos:
            return "452 4.5.3 One recipient at a time"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the mail; the loop goes on while the database works."""
        loop = asyncio.get_running_loop()
        raw = envelope.original_content or b""
        return await loop.run_in_executor(self.clerk, _take, raw, envelope.rcpt_tos[0])


def _take(raw: bytes, recipient: str) -> str:
    try:
        outcome = receive(raw, recipient=recipient, now=clock.now())
    except Exception:
        log.exception("A mail could not be taken; the mail server keeps it.")
        return "451 4.3.0 Try again later"
    finally:
        # Mail comes now and then: the thread keeps no connection waiting, and leaves none behind.
        connections.close_all()
    return f"250 2.0.0 {outcome}"


class _Smtp(SMTP):
    line_length_limit = LINE


class _Lmtp(LMTP):
    line_length_limit = LINE


class Receiver(Controller):
    """The server in a thread of its own; `start()` and `stop()`."""

    def __init__(self, protocol: str, host: str, port: int) -> None:
        self.protocol = protocol
        self.door = Door()
        super().__init__(self.door, hostname=host, port=port)

    def stop(self, no_assert: bool = False) -> None:
        """Take no more, and finish the mail in hand."""
        super().stop(no_assert)
        self.door.clerk.shutdown()

    def factory(self) -> SMTP:
        """One conversation. A mail over the limit is refused by its size, before it has been sent."""
        options: dict[str, Any] = {"data_size_limit": settings.INBOUND_MAX_BYTES, "enable_SMTPUTF8": True}
        kind = _Lmtp if self.protocol == "lmtp" else _Smtp
        return kind(self.handler, hostname="bemanning", ident="Bemanning", **options)
