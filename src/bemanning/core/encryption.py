"""Texts at rest: each person has a data key; the data keys are wrapped by a key-encryption key outside the database.

Sealed text is `nonce (12 bytes) || AES-256-GCM ciphertext and tag`. The associated data names the row, the field and
its version, so that ciphertext moved to another row, field or version does not open. A data key is wrapped the same
way, with the id of its row as associated data. Losing a data key row makes everything sealed with it unreadable:
that is how a person is erased, also from an older backup that holds the texts but not the keys.
"""

import base64
import binascii
import hashlib
import os
import uuid
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE = 12
KEY = 32


class KeyFileError(Exception):
    """The key file is missing, unreadable or damaged; the message says which and where."""


class SealBrokenError(Exception):
    """Sealed bytes do not open: wrong key, or moved from another row, field or version, or damaged."""


@dataclass(frozen=True, slots=True)
class MasterKey:
    """A key-encryption key and the short id by which a wrapped key names it."""

    id: str
    secret: bytes


def new_master_key() -> str:
    """One line for the key file."""
    return base64.b64encode(os.urandom(KEY)).decode()


def read_key_file(path: Path) -> tuple[MasterKey, ...]:
    """The keys in `path`, the one that seals first. Raises KeyFileError with a sentence for the operator."""
    try:
        lines = path.read_text(encoding="ascii").split()
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be read: {error.strerror}.") from None
    keys = []
    for number, line in enumerate(lines, start=1):
        try:
            secret = base64.b64decode(line, validate=True)
        except binascii.Error:
            raise KeyFileError(f"Line {number} of {path} is not base64.") from None
        if len(secret) != KEY:
            raise KeyFileError(f"Line {number} of {path} holds {len(secret)} bytes; it must be {KEY}.")
        keys.append(MasterKey(hashlib.sha256(secret).hexdigest()[:16], secret))
    if not keys:
        raise KeyFileError(f"The key file {path} is empty.")
    return tuple(keys)


@lru_cache(maxsize=4)
def _read_at(path: Path, mtime_ns: int) -> tuple[MasterKey, ...]:
    return read_key_file(path)


def master_keys(path: Path) -> tuple[MasterKey, ...]:
    """The keys in `path`, read again only when the file has changed (a rotation needs no restart)."""
    try:
        stamp = path.stat().st_mtime_ns
    except OSError as error:
        raise KeyFileError(f"The key file {path} cannot be read: {error.strerror}.") from None
    return _read_at(path, stamp)


def encrypt(secret: bytes, plain: bytes, associated: bytes) -> bytes:
    """Seal `plain` so that it only opens with the same key and the same associated data."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(secret).encrypt(nonce, plain, associated)


def decrypt(secret: bytes, sealed: bytes, associated: bytes) -> bytes:
    """The reverse of `encrypt`. Raises SealBrokenError."""
    try:
        return AESGCM(secret).decrypt(sealed[:NONCE], sealed[NONCE:], associated)
    except (InvalidTag, ValueError):
        raise SealBrokenError("Sealed bytes do not open with this key, row, field and version.") from None


def place(label: str, row: uuid.UUID, field: str, version: int) -> bytes:
    """The associated data of one field in one row: where sealed text belongs."""
    return f"{label}:{row}:{field}:{version}".encode()
