"""Delivery: a worker takes one mail at a time under a lease, hands it to the mail server and notes the outcome.

The state `sending` is committed before the server hears of the mail, and `sent` right after its yes. A worker that
dies in between leaves a lease behind; when that has run out the mail goes back to the queue. It may then reach the
server twice, with the same Message-ID (docs/adr/0003-outbox.md).
"""

import logging
import smtplib
from datetime import datetime, timedelta
from email.charset import QP, Charset
from email.utils import formataddr, parseaddr
from uuid import UUID, uuid4

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F

from bemanning.core.encryption import SealBrokenError
from bemanning.mail import composing
from bemanning.mail.actions import WIPED, write
from bemanning.mail.enums import MailState
from bemanning.mail.inbound.addressing import reply_header
from bemanning.mail.inbound.recognising import OURS
from bemanning.mail.models import OutgoingMail

log = logging.getLogger(__name__)
# Longer than one mail can take: each of the nine steps of an SMTP conversation may last EMAIL_TIMEOUT seconds.
LEASE = timedelta(seconds=180)
# The wait after each failure; a mail that fails once more has failed for good. Two days in all.
WAITS = [timedelta(seconds=s) for s in (10, 60, 300, 900, 3600, 3 * 3600, 8 * 3600, 12 * 3600, 24 * 3600)]
# Quoted-printable passes through servers that only take 7 bits; the name of the charset appears once.
UTF8 = Charset("utf-8")
UTF8.body_encoding = QP


class Postman:
    """Hands mails to the mail server over one connection, as long as there are mails."""

    def __init__(self, lease: timedelta = LEASE, owner: UUID | None = None) -> None:
        self.lease = lease
        self.owner = owner or uuid4()
        self.connection = get_connection()

    def deliver_next(self, now: datetime) -> bool:
        """Deliver the mail that has waited longest. False when nothing is due.

        Raises OSError when the mail server cannot be reached; no mail has been touched then.
        """
        due = OutgoingMail.objects.filter(state=MailState.QUEUED, due_at__lte=now)
        oldest = due.order_by("due_at", "id").values_list("id", flat=True).first()
        if oldest is None:
            return False
        self.connection.open()
        mail = _claim(oldest, now, self.lease, self.owner)
        if mail is not None:
            self._hand_over(mail, now)
        return True

    def rest(self) -> None:
        """Close the connection; the next mail opens it again."""
        try:
            self.connection.close()
        except (OSError, smtplib.SMTPException):
            log.info("The mail server had closed the connection.")
            self.connection = get_connection()

    def _hand_over(self, mail: OutgoingMail, now: datetime) -> None:
        if mail.composer and not _written(mail, now):
            return
        try:
            self.connection.send_messages([build(mail)])
        except SealBrokenError:
            _fail(mail, now, "the text does not open with its key", for_good=True)
        except (OSError, smtplib.SMTPException) as error:
            _fail(mail, now, _describe(error), for_good=_is_final(error))
            self.rest()
        else:
            _note(mail, state=MailState.SENT, sent_at=now, ended_at=now, last_error="", **WIPED)


def release_expired(now: datetime) -> int:
    """Put back the mails of workers that died; returns how many."""
    expired = OutgoingMail.objects.filter(state=MailState.SENDING, leased_until__lt=now)
    count = expired.update(state=MailState.QUEUED, lease=None, leased_until=None)
    if count:
        log.warning("%d mails were left by a worker that stopped; they are queued again.", count)
    return count


def release_held_by(owner: UUID) -> int:
    """Put back at once what a worker held that is known to be dead; returns how many."""
    held = OutgoingMail.objects.filter(state=MailState.SENDING, lease=owner)
    return held.update(state=MailState.QUEUED, lease=None, leased_until=None)


def build(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The mail as it goes over the line: plain text, and the same as HTML."""
    headers = {
        "Message-ID": mail.message_id,
        "Auto-Submitted": mail.auto_submitted,
        # A mail of ours that comes back is known by this, and answered by nobody.
        OURS: "1",
    }
    if mail.reply_token and settings.INBOUND_ADDRESS:
        headers["Reply-To"] = reply_header(mail.reply_token, parseaddr(settings.DEFAULT_FROM_EMAIL)[0])
    else:
        # Keeps absence replies of Outlook away where nobody would read them.
        headers["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    if mail.unsubscribe_url:
        headers |= {
            "List-Unsubscribe": f"<{mail.unsubscribe_url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    if mail.in_reply_to:
        headers |= {"In-Reply-To": mail.in_reply_to, "References": mail.references}
    to = formataddr((mail.to_name, mail.to_address))
    message = EmailMultiAlternatives(mail.opened("subject"), mail.opened("text"), to=[to], headers=headers)
    message.encoding = UTF8
    message.attach_alternative(mail.opened("html"), "text/html")
    return message


def _written(mail: OutgoingMail, now: datetime) -> bool:
    """Let the composer write the mail, in memory alone. False when it does not leave now: that is noted."""
    with transaction.atomic():
        letter = composing.compose(mail, now)
    if letter is None:
        _note(mail, state=MailState.CANCELLED, ended_at=now, **WIPED)
        return False
    if isinstance(letter, datetime):  # nobody tried to send it, so this was no attempt
        _note(mail, state=MailState.QUEUED, due_at=letter, attempts=F("attempts") - 1)
        return False
    write(mail, letter, now=now)
    return True


def _claim(oldest: UUID, now: datetime, lease: timedelta, owner: UUID) -> OutgoingMail | None:
    """Take the mail that was seen to wait longest; None when another worker took it a moment ago."""
    # Compare and set: of two workers that saw the same mail, the database lets one through.
    taken = OutgoingMail.objects.filter(id=oldest, state=MailState.QUEUED, due_at__lte=now).update(
        state=MailState.SENDING, lease=owner, leased_until=now + lease, attempts=F("attempts") + 1
    )
    return OutgoingMail.objects.select_related("key").get(id=oldest) if taken else None


def _fail(mail: OutgoingMail, now: datetime, why: str, *, for_good: bool) -> None:
    log.warning("Mail %s failed (attempt %d): %s", mail.id, mail.attempts, why)
    if for_good or mail.attempts > len(WAITS):
        _note(mail, state=MailState.FAILED, ended_at=now, last_error=why[:200], **WIPED)
    else:
        due_at = now + WAITS[mail.attempts - 1]
        _note(mail, state=MailState.QUEUED, due_at=due_at, last_error=why[:200])


def _note(mail: OutgoingMail, **outcome: object) -> None:
    held = OutgoingMail.objects.filter(id=mail.id, lease=mail.lease)
    if not held.update(lease=None, leased_until=None, **outcome):
        log.error("Mail %s was taken over: its lease ran out while it was being sent.", mail.id)


def _is_final(error: Exception) -> bool:
    """Whether the server refused this mail for good, rather than us or just now."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def _describe(error: Exception) -> str:
    """The kind of error and the server's code; never its words, which may repeat ours."""
    codes: list[int] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
    elif isinstance(error, smtplib.SMTPResponseException):
        codes = [error.smtp_code]
    return " ".join([type(error).__name__, *map(str, codes)])
