"""The logbook of somebody in the demo school. The one place where the server seals: what it seals was never a secret.

A real logbook is made by the browser alone; this follows the same format (docs/logboek-crypto.md).
"""

import hashlib
import json
import os
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bemanning.accounts.models import User
from bemanning.core.encryption import encrypt
from bemanning.logbook import actions
from bemanning.logbook.enums import WrapKind
from bemanning.logbook.forms import LEAST_ROUNDS
from bemanning.logbook.models import FORMAT, Vault

PASSPHRASE = "vuurtoren in de mist"  # noqa: S105 (the demo shows it)
BLOCK = 512
LABEL = f"bemanning-logbook/{FORMAT}"


def fill(*, owner: User, payloads: Sequence[dict[str, Any]], now: datetime) -> Vault:
    """Begin the logbook of `owner` with these texts. It opens with PASSPHRASE; nobody knows its recovery code."""
    vault_id, key = uuid4(), os.urandom(32)
    salt = os.urandom(16)
    by_words = hashlib.pbkdf2_hmac("sha256", PASSPHRASE.encode(), salt, LEAST_ROUNDS, 32)
    by_code = HKDF(SHA256(), 32, salt, f"{LABEL}|recovery".encode()).derive(os.urandom(15))

    def wrap(kind: WrapKind, wrapping: bytes, rounds: int | None) -> actions.WrapData:
        id = uuid4()
        wrapped = encrypt(wrapping, key, _place("key", owner.id, vault_id, id, kind.value))
        return actions.WrapData(id=id, kind=kind, salt=salt, rounds=rounds, credential=b"", wrapped=wrapped)

    wraps = [wrap(WrapKind.PASSPHRASE, by_words, LEAST_ROUNDS), wrap(WrapKind.RECOVERY, by_code, None)]
    vault = actions.start_vault(by=owner, vault_id=vault_id, wraps=wraps, now=now)
    for payload in payloads:
        entry_id = uuid4()
        sealed = encrypt(key, _padded(payload), _place("entry", owner.id, vault_id, entry_id, 1))
        actions.save_entry(vault=vault, entry_id=entry_id, version=1, sealed=sealed)
    return vault


def _padded(payload: dict[str, Any]) -> bytes:
    raw = json.dumps(payload, ensure_ascii=False).encode()
    return raw.ljust((len(raw) // BLOCK + 1) * BLOCK)


def _place(*parts: object) -> bytes:
    return "|".join([LABEL, *map(str, parts)]).encode()
