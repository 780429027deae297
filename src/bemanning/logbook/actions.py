"""Writes of the logbook.

Beginning, erasing and changing a key leave an audit row. Writing does not: when and how often somebody writes in a
diary is nobody's business, and the audit trail would tell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.http import Http404

from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.logbook.enums import WrapKind
from bemanning.logbook.models import Entry, KeyWrap, Vault

MOST_BYTES = 100_000_000  # of all texts of one person: decades of writing
MOST_PASSKEYS = 10


class VaultExistsError(Exception):
    """This person has a logbook already, made in another tab or on another device."""


class EntryConflictError(Exception):
    """The text was changed elsewhere since the browser read it; `current` is what stands now, None when erased."""

    def __init__(self, current: Entry | None) -> None:
        super().__init__("changed elsewhere")
        self.current = current


class TooMuchError(Exception):
    """The logbook is full."""


@dataclass(frozen=True, slots=True)
class WrapData:
    """A wrapped key as the browser made it."""

    id: UUID
    kind: WrapKind
    salt: bytes
    rounds: int | None
    credential: bytes
    wrapped: bytes


@transaction.atomic
def start_vault(*, by: User, vault_id: UUID, wraps: Sequence[WrapData], now: datetime) -> Vault:
    """Make somebody's logbook with its first keys. Raises VaultExistsError."""
    User.objects.select_for_update().get(id=by.id)  # two tabs begin one after the other
    if Vault.objects.filter(owner=by).exists():
        raise VaultExistsError
    vault = Vault.objects.create(id=vault_id, owner=by)
    KeyWrap.objects.bulk_create(_row(vault, wrap) for wrap in wraps)
    audit.record(action="logbook.begun", by=by.id, school=None, about=vault, now=now)
    return vault


@transaction.atomic
def put_wrap(*, by: User, vault: Vault, wrap: WrapData, now: datetime) -> KeyWrap:
    """Add a key. A passphrase or a recovery code takes the place of the one before; passkeys stand side by side."""
    Vault.objects.select_for_update().get(id=vault.id)
    present = KeyWrap.objects.filter(id=wrap.id).first()
    if present is not None and present.vault_id != vault.id:
        raise Http404("no such key")
    if present is not None and wrap.kind == WrapKind.PASSKEY:
        return present  # the line fell away after it was kept, and the browser tries again
    same = KeyWrap.objects.filter(vault=vault, kind=wrap.kind)
    if wrap.kind != WrapKind.PASSKEY:
        same.delete()
    elif same.count() >= MOST_PASSKEYS:
        raise TooMuchError
    row = _row(vault, wrap)
    row.save(force_insert=True)
    audit.record(action=f"logbook.{wrap.kind}_set", by=by.id, school=None, about=vault, now=now)
    return row


@transaction.atomic
def remove_passkey(*, by: User, wrap: KeyWrap, now: datetime) -> None:
    """A passkey no longer opens the logbook. A passphrase and a recovery code can only be replaced."""
    if wrap.kind != WrapKind.PASSKEY:
        raise Http404("only a passkey can be removed")
    vault = wrap.vault
    wrap.delete()
    audit.record(action="logbook.passkey_removed", by=by.id, school=None, about=vault, now=now)


@transaction.atomic
def save_entry(*, vault: Vault, entry_id: UUID, version: int, sealed: bytes) -> Entry:
    """Store version `version` of a text, if the one before it stands here now (none, for the first).

    Raises EntryConflictError when somebody else was first; nothing is overwritten then.
    """
    vault = Vault.objects.select_for_update().get(id=vault.id)
    entry = Entry.objects.filter(id=entry_id).first()
    if entry is not None and entry.vault_id != vault.id:
        raise Http404("no such entry")
    if (entry.version if entry else 0) != version - 1:
        raise EntryConflictError(entry)
    grown = len(sealed) - (len(entry.sealed) if entry else 0)
    if grown > 0 and vault.size + grown > MOST_BYTES:
        raise TooMuchError
    saved, _made = Entry.objects.update_or_create(
        id=entry_id, vault=vault, defaults={"version": version, "sealed": sealed}
    )
    Vault.objects.filter(id=vault.id).update(size=F("size") + grown)
    return saved


@transaction.atomic
def erase_entry(*, entry: Entry) -> None:
    """One text goes, at once."""
    Vault.objects.select_for_update().get(id=entry.vault_id)
    Vault.objects.filter(id=entry.vault_id).update(size=F("size") - len(entry.sealed))
    entry.delete()


@transaction.atomic
def erase_vault(*, by: User, vault: Vault, now: datetime) -> None:
    """The whole logbook goes, keys first."""
    audit.record(action="logbook.erased", by=by.id, school=None, about=vault, now=now)
    vault.delete()


def on_person_erased(sender: Any, user: User, **kwargs: Any) -> None:
    """Receiver of schools.signals.person_erased: the logbook goes with the person."""
    Vault.objects.filter(owner=user).delete()


def _row(vault: Vault, wrap: WrapData) -> KeyWrap:
    return KeyWrap(
        id=wrap.id,
        vault=vault,
        kind=wrap.kind,
        salt=wrap.salt,
        rounds=wrap.rounds,
        credential=wrap.credential,
        wrapped=wrap.wrapped,
    )
