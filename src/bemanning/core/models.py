"""Keys, audit events and the runs of scheduled jobs."""

import os
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from bemanning.core import encryption
from bemanning.core.identifiers import uuid7


class DataKey(models.Model):
    """The key of one person (or of the outgoing mail), wrapped by a master key.

    Rows that hold sealed text point here, and join it in the same query. Deleting the row erases the texts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    wrapped = models.BinaryField(editable=False)
    master_key = models.CharField(max_length=16, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["master_key"], name="datakey_master")]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def create(cls, id: UUID | None = None) -> "DataKey":
        """A fresh key, wrapped and stored; under `id` if it must be found again by that."""
        row = cls(id=id or uuid7())
        row.wrap(os.urandom(encryption.KEY))
        row.save(force_insert=True)
        return row

    def wrap(self, secret: bytes) -> None:
        """Wrap `secret` with the master key that seals now (does not save)."""
        master = encryption.master_keys(settings.ENCRYPTION_KEY_FILE)[0]
        self.wrapped = encryption.encrypt(master.secret, secret, str(self.id).encode())
        self.master_key = master.id

    def secret(self) -> bytes:
        """The key itself. Raises SealBrokenError if its master key is gone from the key file."""
        for master in encryption.master_keys(settings.ENCRYPTION_KEY_FILE):
            if master.id == self.master_key:
                return encryption.decrypt(master.secret, bytes(self.wrapped), str(self.id).encode())
        raise encryption.SealBrokenError(f"Master key {self.master_key} is not in the key file.")


class SealedModel(models.Model):
    """A row with sealed text fields. `SEALED` names them; they are BinaryFields, empty for an empty text.

    Read with `row.opened("body")`, write with `row.seal(body="…")` before saving. Fetch with
    `select_related("key")`, or every row costs a query.
    """

    SEALED: ClassVar[tuple[str, ...]] = ()
    # Bytes that are sealed once and apart, such as a file: re-sealing them with every text would be a waste.
    SEALED_BYTES: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.ForeignKey(DataKey, on_delete=models.SET_NULL, null=True, related_name="+")
    sealed_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def seal(self, **texts: str) -> None:
        """Seal the given texts and re-seal the other fields under the next version (does not save)."""
        if self.key is None:
            raise encryption.SealBrokenError(f"{self._meta.label} {self.id} has no key any more.")
        secret = self.key.secret()
        plain = {name: texts[name] if name in texts else self.opened(name) for name in self.SEALED}
        unknown = set(texts) - set(self.SEALED)
        if unknown:
            raise TypeError(f"{self._meta.label} seals no {', '.join(sorted(unknown))}.")
        self.sealed_version += 1
        for name, text in plain.items():
            where = encryption.place(self._meta.label_lower, self.id, name, self.sealed_version)
            setattr(self, name, encryption.encrypt(secret, text.encode(), where) if text else b"")

    def opened(self, name: str) -> str:
        """The text of a sealed field; empty when nothing was written or when the person was erased."""
        sealed = bytes(getattr(self, name))
        if not sealed or self.key is None:
            return ""
        where = encryption.place(self._meta.label_lower, self.id, name, self.sealed_version)
        return encryption.decrypt(self.key.secret(), sealed, where).decode()

    @property
    def erased(self) -> bool:
        """Whether the texts are gone for good, because the person they belonged to was erased."""
        return self.key_id is None


class AuditEvent(models.Model):
    """Who did what to which object, and when. Never what it said.

    Ids instead of relations: an event outlives the rows it names, and this app knows no other.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    school = models.UUIDField(null=True)
    action = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)
    object_id = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["school", "-at"], name="audit_school_at"),
            models.Index(fields=["actor"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_type}"


class JobRun(models.Model):
    """When a scheduled job last ran, and who holds it now: the lease keeps two workers from running it together."""

    name = models.CharField(primary_key=True, max_length=80)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.name
