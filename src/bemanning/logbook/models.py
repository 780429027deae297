"""What the server keeps of a logbook: wrapped keys and ciphertext.

No moments, titles, kinds or tags: all of that stands inside the ciphertext. The ids are chosen by the browser, because
they are part of what the ciphertext is bound to (docs/logboek-crypto.md).
"""

from django.db import models
from django.db.models import Q

from bemanning.accounts.models import User
from bemanning.logbook.enums import WrapKind

FORMAT = 1  # the only format so far


class Vault(models.Model):
    """The logbook of one person."""

    id = models.UUIDField(primary_key=True, editable=False)
    owner = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    format = models.PositiveSmallIntegerField(default=FORMAT)
    size = models.PositiveBigIntegerField(default=0)  # bytes of all entries, so that a bound costs no sum

    def __str__(self) -> str:
        return str(self.id)


class KeyWrap(models.Model):
    """The key of a logbook, wrapped by something that only the owner has."""

    id = models.UUIDField(primary_key=True, editable=False)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="wraps")
    kind = models.CharField(max_length=10, choices=WrapKind.choices)
    salt = models.BinaryField()
    rounds = models.PositiveIntegerField(null=True)  # of PBKDF2; for a passphrase alone
    credential = models.BinaryField(default=b"")  # which passkey
    wrapped = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=WrapKind.values), name="logbook_wrap_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=WrapKind.PASSPHRASE, rounds__gte=1)
                | (~Q(kind=WrapKind.PASSPHRASE) & Q(rounds=None)),
                name="logbook_wrap_rounds",
            ),
            models.UniqueConstraint(
                fields=["vault", "kind"],
                condition=Q(kind__in=[WrapKind.RECOVERY, WrapKind.PASSPHRASE]),
                name="logbook_wrap_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Entry(models.Model):
    """One text, as ciphertext. The version is bound into it, so that an older one cannot pass for a newer."""

    id = models.UUIDField(primary_key=True, editable=False)
    vault = models.ForeignKey(Vault, on_delete=models.CASCADE, related_name="entries")
    version = models.PositiveIntegerField()
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(version__gte=1), name="logbook_entry_version")]

    def __str__(self) -> str:
        return str(self.id)
