"""Replies from a mailbox at a provider: read over IMAP, moved when they have been taken.

The note that a mail was taken is in the database, in the transaction of what it led to. A connection that breaks
between that and the move makes the mail come by again, and it is known then.
"""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import Error

from bemanning.mail.inbound.receiving import receive

log = logging.getLogger(__name__)
TIMEOUT = 30  # seconds for one step
AT_A_TIME = 50
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class MailboxError(Exception):
    """The mailbox said no; the message is for the log and holds nothing of a mail."""


def poll(place: dict[str, Any], now: datetime) -> int:
    """Take what waits in the mailbox at `place` (config/env.py), oldest first; returns how many mails. Raises OSError, MailboxError or a
    database error; the mail in hand waits then, and those before it are done."""
    with _opened(place) as box:
        waiting = _ask(box, "uid", "SEARCH", "UNDELETED")[0].split()[:AT_A_TIME]
        if waiting:
            for folder in (settings.INBOUND_DONE, settings.INBOUND_FAILED):
                box.create(_quoted(folder))  # a no means that it exists
        for number in waiting:
            _move(box, number, _handled(box, number, now))
    return len(waiting)


def _handled(box: imaplib.IMAP4, number: bytes, now: datetime) -> str:
    """Take one mail; gives the folder where it goes. A mail that none can take may not hold up the others."""
    try:
        receive(_fetch(box, number), now=now)
    except Error:
        raise  # the database is away: it is not this mail's fault
    except MailboxError:
        raise
    except Exception:
        log.exception("A mail in the mailbox could not be taken; it is in the folder %s.", settings.INBOUND_FAILED)
        return str(settings.INBOUND_FAILED)
    return str(settings.INBOUND_DONE)


def _fetch(box: imaplib.IMAP4, number: bytes) -> bytes:
    """The mail; of one that is larger than allowed only so much that its size is seen."""
    uid = number.decode()
    size = _SIZE.search(b" ".join(part for part in _ask(box, "uid", "FETCH", uid, "(RFC822.SIZE)") if part))
    limit = settings.INBOUND_MAX_BYTES + 1
    part = "(BODY.PEEK[])" if size and int(size.group(1)) < limit else f"(BODY.PEEK[]<0.{limit}>)"
    answer = _ask(box, "uid", "FETCH", uid, part)
    return next((bytes(one[1]) for one in answer if isinstance(one, tuple)), b"")


def _move(box: imaplib.IMAP4, number: bytes, folder: str) -> None:
    uid = number.decode()
    # Asked after signing in: many providers tell a stranger less.
    able = _ask(box, "capability")[0].upper().split()
    if b"MOVE" in able:
        _ask(box, "uid", "MOVE", uid, _quoted(folder))
        return
    _ask(box, "uid", "COPY", uid, _quoted(folder))
    _ask(box, "uid", "STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")
    if b"UIDPLUS" in able:
        _ask(box, "uid", "EXPUNGE", uid)
    else:
        _ask(box, "expunge")


@contextmanager
def _opened(place: dict[str, Any]) -> Iterator[imaplib.IMAP4]:
    try:
        box = _connect(place)
        try:
            box.login(place["user"], place["password"])
            _ask(box, "select", _quoted(place["folder"]))
            yield box
        finally:
            box.logout()
    except imaplib.IMAP4.error as error:
        raise MailboxError(type(error).__name__) from None


def _connect(place: dict[str, Any]) -> imaplib.IMAP4:
    if place["tls"] == "direct":
        context = ssl.create_default_context()
        return imaplib.IMAP4_SSL(place["host"], place["port"], ssl_context=context, timeout=TIMEOUT)
    box = imaplib.IMAP4(place["host"], place["port"], timeout=TIMEOUT)
    if place["tls"] == "starttls":
        box.starttls(ssl.create_default_context())
    return box


def _ask(box: imaplib.IMAP4, command: str, *words: str) -> list[Any]:
    answer, data = getattr(box, command)(*words)
    if answer != "OK":
        raise MailboxError(f"The mailbox says {answer} to {words[0] if command == 'uid' else command}.")
    return list(data)


def _quoted(folder: str) -> str:
    return '"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"'
