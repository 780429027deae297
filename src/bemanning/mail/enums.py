"""Choices of the mail app."""

from django.db import models


class MailState(models.TextChoices):
    """Where a mail stands. `sending` means that a worker holds it, until its lease ends."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
