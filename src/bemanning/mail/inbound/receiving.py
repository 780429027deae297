"""A mail is taken once: what it leads to and the note that it came are one transaction."""

import logging
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from bemanning.mail.inbound.addressing import read_token
from bemanning.mail.inbound.message import Inbound, Kind, Limits
from bemanning.mail.inbound.parsing import parse
from bemanning.mail.inbound.registry import HANDLERS, Arrival
from bemanning.mail.models import OutgoingMail, ReceivedMail

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What came of a mail."""

    TAKEN = "taken"
    KNOWN = "known before"
    IGNORED = "for nobody"


def receive(raw: bytes, *, recipient: str = "", now: datetime) -> Outcome:
    """Take a mail from a mail server or a mailbox. Twice the same mail is one.

    Raises what the database raises; the mail has left no trace then and may be offered again.
    """
    limits = Limits(size=settings.INBOUND_MAX_BYTES, text=settings.MAX_TEXT)
    return take(parse(raw, recipient=recipient, limits=limits), now=now)


def take(mail: Inbound, *, now: datetime) -> Outcome:
    """Give a mail that was read to the feature whose token it has."""
    if mail.kind in {Kind.AUTO_REPLY, Kind.BOUNCE} and not mail.token:
        mail = replace(mail, token=_token_of(mail.references))
    reference = read_token(mail.token)
    handler = HANDLERS.get(reference.kind) if reference else None
    with transaction.atomic():
        row = ReceivedMail(fingerprint=fingerprint(mail), kind=mail.kind, received_at=now)
        ReceivedMail.objects.bulk_create([row], ignore_conflicts=True)
        if ReceivedMail.objects.values_list("id", flat=True).get(fingerprint=row.fingerprint) != row.id:
            return Outcome.KNOWN
        if reference is None or handler is None:
            log.info("A mail came in that is for nobody here (%s).", mail.kind)
            return Outcome.IGNORED
        handler(Arrival(row.id, mail, reference, now))
    log.info("A mail came in (%s).", mail.kind)
    return Outcome.TAKEN


def fingerprint(mail: Inbound) -> str:
    """What makes a mail this mail, whichever way it came: what it says, not what servers put on top on the way."""
    said = (mail.kind, mail.token, mail.sender, mail.message_id, mail.subject, mail.text)
    files = (part for one in mail.attachments for part in (one.name.encode(), one.content))
    return sha256(b"\0".join([*(one.encode() for one in said), *files])).hexdigest()


def _token_of(references: tuple[str, ...]) -> str:
    """The reply token of the mail of ours that a machine answers: it may know nothing of a reply address."""
    sent = OutgoingMail.objects.filter(message_id__in=references).exclude(reply_token="")
    return sent.values_list("reply_token", flat=True).first() or ""
