"""The transactional outbox: a mail is a row of the same transaction as the event that causes it."""

from django.db import models
from django.db.models import Q

from bemanning.core.identifiers import uuid7
from bemanning.core.models import SealedModel
from bemanning.mail.enums import MailState

UNDER_WAY = [MailState.QUEUED, MailState.SENDING]


class OutgoingMail(SealedModel):
    """One mail to one address. What it says is sealed, and wiped when it has been sent.

    `event` names what it is for and is unique: the same event never mails twice. The Message-ID derives from it, so
    that even a mail handed over twice (the worker died between the server's yes and our note of it) is one mail to a
    mailbox that knows its Message-IDs.
    """

    SEALED = ("subject", "text", "html")

    event = models.CharField(max_length=160, unique=True)
    thread = models.CharField(max_length=80, blank=True)
    to_address = models.EmailField()
    to_name = models.CharField(max_length=120, blank=True)
    subject = models.BinaryField(default=b"")
    text = models.BinaryField(default=b"")
    html = models.BinaryField(default=b"")
    message_id = models.CharField(max_length=200)
    in_reply_to = models.CharField(max_length=200, blank=True)
    references = models.TextField(blank=True)
    # A mail with a composer has no text of its own: it is written when it leaves (mail/composing.py).
    composer = models.CharField(max_length=40, blank=True)
    # Where one click ends mails like this one (RFC 8058).
    unsubscribe_url = models.CharField(max_length=300, blank=True)
    auto_submitted = models.CharField(max_length=20, default="auto-generated")
    # Somebody who replies to this mail writes to the address with this token (mail/inbound/addressing.py).
    reply_token = models.CharField(max_length=60, blank=True)

    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)
    # When it was sent, failed for good or was cancelled; from then on it holds no text.
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MailState.values), name="mail_state_known"),
            models.CheckConstraint(
                condition=Q(state="sending", lease__isnull=False, leased_until__isnull=False)
                | (~Q(state="sending") & Q(lease=None, leased_until=None)),
                name="mail_lease_while_sending",
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="mail_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDER_WAY, ended_at=None)
                | (~Q(state__in=UNDER_WAY) & Q(ended_at__isnull=False, key=None)),
                name="mail_ended_is_wiped",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="mail_due"),
            models.Index(fields=["leased_until"], condition=Q(state="sending"), name="mail_leased"),
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="mail_ended"),
            # Whole: SQLite does not see that a given thread is not empty, and would leave a partial index alone.
            models.Index(fields=["thread", "to_address", "created_at"], name="mail_thread"),
            # A bounce and an absence note name the mail of ours that they answer.
            models.Index(fields=["message_id"], name="mail_message_id"),
        ]

    def __str__(self) -> str:
        return self.event


class Reminder(models.Model):
    """That somebody was reminded of one thing, by which mail. Whoever reminds (a plan, a job, a digest): once.

    `event` is that of the mail that may remind. The same mail made anew after a failure may remind again; another
    may not.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    address = models.EmailField()
    thing = models.CharField(max_length=120)
    event = models.CharField(max_length=160)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "thing"], name="reminder_once")]
        indexes = [models.Index(fields=["thing"], name="reminder_thing")]

    def __str__(self) -> str:
        return self.thing


class ReceivedMail(models.Model):
    """That a mail came in, so that the same mail counts once, whichever way it comes. Nothing of who or what."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    fingerprint = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["received_at"], name="received_at")]

    def __str__(self) -> str:
        return str(self.id)
