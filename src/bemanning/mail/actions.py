"""Writes of the outbox: queue a letter, cancel what has not left, keep no more than needed."""

import hashlib
import hmac
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

from bemanning.core.models import DataKey
from bemanning.core.prepared import prepared
from bemanning.core.writes import insert
from bemanning.mail.enums import MailState
from bemanning.mail.letters import Letter, one_line, render
from bemanning.mail.models import OutgoingMail, ReceivedMail, Reminder

# The outbox has a key for each day, found by its date. It is thrown away when the mails of that day have left, so
# that a backup of last week opens no mail.
OUTBOX = UUID("6f0d6a2e-6d55-4bb3-9a51-0d7b6c0f4a11")
KEY_DAYS = 400  # how far back keys are looked for, also after a long standstill
WIPED = {"subject": b"", "text": b"", "html": b"", "key": None, "unsubscribe_url": ""}


def queue(
    *,
    event: str,
    to: str,
    to_name: str,
    letter: Letter,
    now: datetime,
    due_at: datetime | None = None,
    thread: str = "",
    auto_submitted: str = "auto-generated",
    reply_token: str = "",
) -> OutgoingMail | None:
    """Put a letter in the outbox, in the transaction of what it tells about. The same event queues once.

    Returns None when the event was queued before. The first mail of a thread to an address opens it; later ones
    refer to that one, so that a mailbox shows them together. With a `reply_token` a reply to it reaches the feature
    that registered for that kind of token.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("queue() belongs in the transaction of its event.")
    rendered = render(letter)
    opener = _opener(thread, to)
    mail = OutgoingMail(
        key=_outbox_key(now.date()),
        event=event,
        thread=thread,
        to_address=to,
        to_name=one_line(to_name),
        message_id=_message_id(event),
        in_reply_to=opener,
        references=opener,
        auto_submitted=auto_submitted,
        reply_token=reply_token,
        created_at=now,
        due_at=due_at or now,
    )
    mail.seal(subject=rendered.subject, text=rendered.text, html=rendered.html)
    # A savepoint would cost two queries more. What is in the table now decides whether it was ours that came first.
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)
    return mail if _of_event(event) == [(mail.id,)] else None


def queue_composed(
    *,
    event: str,
    composer: str,
    to: str,
    to_name: str,
    now: datetime,
    unsubscribe_url: str = "",
    due_at: datetime | None = None,
    thread: str = "",
    reply_token: str = "",
) -> None:
    """Queue a mail that its composer writes when it leaves. The same event queues once, as in `queue`."""
    mail = OutgoingMail(
        event=event,
        composer=composer,
        thread=thread,
        reply_token=reply_token,
        unsubscribe_url=unsubscribe_url,
        to_address=to,
        to_name=one_line(to_name),
        message_id=_message_id(event),
        created_at=now,
        due_at=due_at or now,
    )
    insert(mail, unless_there=True)


@prepared
def _of_event(event: str) -> QuerySet[OutgoingMail, tuple[UUID]]:
    return OutgoingMail.objects.filter(event=event).values_list("id")


def write(mail: OutgoingMail, letter: Letter, *, now: datetime) -> None:
    """What the composer of a mail wrote, in memory alone: sealed as other mails, and referring to what opened its thread."""
    rendered = render(letter)
    mail.key = _outbox_key(now.date())
    mail.seal(subject=rendered.subject, text=rendered.text, html=rendered.html)
    opener = _opener(mail.thread, mail.to_address)
    mail.in_reply_to = mail.references = "" if opener == mail.message_id else opener


def cancel(*, event_prefix: str, now: datetime, to: str = "") -> int:
    """Take back the mails of these events that have not left (to one address, if given); returns how many."""
    waiting = OutgoingMail.objects.filter(event__startswith=event_prefix, state=MailState.QUEUED)
    if to:
        waiting = waiting.filter(to_address=to)
    return waiting.update(state=MailState.CANCELLED, ended_at=now, **WIPED)


def forget_address(*, address: str, now: datetime) -> None:
    """Somebody is erased: what waits for this address is cancelled, and no row names it any more."""
    cancel(event_prefix="", to=address, now=now)
    # One that is being handed over is let go too: else a failure would queue it again, with address and text.
    sending = OutgoingMail.objects.filter(to_address=address, state=MailState.SENDING)
    sending.update(state=MailState.CANCELLED, lease=None, leased_until=None, ended_at=now, **WIPED)
    OutgoingMail.objects.filter(to_address=address).update(to_address="", to_name="")
    Reminder.objects.filter(address=address).delete()


def may_remind(*, thing: str, to: str, event: str, now: datetime) -> bool:
    """Whether the mail of `event` may remind this address of one thing. The first event that asks may, no other ever.

    `thing` names what it is about, such as `ask:{id}`. Call it in the transaction that queues or writes the mail.
    """
    Reminder.objects.bulk_create([Reminder(address=to, thing=thing, event=event, at=now)], ignore_conflicts=True)
    return Reminder.objects.filter(address=to, thing=thing, event=event).exists()


def forget(*, now: datetime) -> int:
    """Delete the rows of mails that ended long ago, and the keys of days whose mails have all left."""
    before = now - timedelta(days=settings.MAIL_KEEP_DAYS)
    ReceivedMail.objects.filter(received_at__lt=before).delete()
    gone, _ = OutgoingMail.objects.filter(ended_at__lt=before).delete()
    old = [_key_id(now.date() - timedelta(days=age)) for age in range(2, KEY_DAYS)]
    in_use = OutgoingMail.objects.filter(key__in=old).values("key")
    DataKey.objects.filter(id__in=old).exclude(id__in=in_use).delete()
    return gone


def _opener(thread: str, to: str) -> str:
    if not thread:
        return ""
    opener = _opener_of(thread, to)
    return opener[0][0] if opener else ""


@prepared
def _opener_of(thread: str, to: str) -> QuerySet[OutgoingMail, tuple[str]]:
    earlier = OutgoingMail.objects.filter(thread=thread, to_address=to).exclude(state=MailState.CANCELLED)
    return earlier.order_by("created_at", "id").values_list("message_id")[:1]


def _message_id(event: str) -> str:
    """Stable for an event, tells nothing about it, and short: a folded Message-ID confuses some mailboxes."""
    digest = hmac.new(settings.SECRET_KEY.encode(), event.encode(), hashlib.sha256).hexdigest()[:24]
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or urlsplit(settings.BASE_URL).hostname
    return f"<{digest}@{domain}>"


def _key_id(day: date) -> UUID:
    return uuid5(OUTBOX, day.isoformat())


@prepared
def _key(id: UUID) -> QuerySet[DataKey]:
    return DataKey.objects.filter(id=id)


def _outbox_key(day: date) -> DataKey:
    key = _key.first(_key_id(day))
    if key is not None:
        return key
    try:
        with transaction.atomic():
            return DataKey.create(_key_id(day))
    except IntegrityError:
        return DataKey.objects.get(id=_key_id(day))
