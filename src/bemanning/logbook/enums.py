"""Choices of the logbook."""

from django.db import models


class WrapKind(models.TextChoices):
    """What opens the key of a logbook. The values are part of the format: docs/logboek-crypto.md."""

    RECOVERY = "recovery"
    PASSPHRASE = "passphrase"  # noqa: S105 (a kind, not a secret)
    PASSKEY = "passkey"
