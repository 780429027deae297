"""The address that a reply goes to: `antwoord+TOKEN@school.example`. The token says which feature, which thing of it,
and which version of the address; it is signed, so that only addresses that we gave out are looked at.

An address may lose its capitals on the way, and its local part has 64 characters: hence base32 and a short signature.
It is no proof of who writes. The feature compares the sender too.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from hashlib import sha256
from uuid import UUID

from django.conf import settings

RECIPIENTS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_KIND = re.compile(r"[a-z]")
_SIGNATURE = 12  # bytes: guessing one takes 2^95 mails
_TOKEN = re.compile(r"\+([a-z][a-z2-7]{40,52})@", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a token stands for: a letter of the feature, the id of its thing, and the version of the address."""

    kind: str
    id: UUID
    version: int


def make_token(reference: Reference) -> str:
    """The signed token of a reply address."""
    if not _KIND.fullmatch(reference.kind):
        raise ValueError("a kind of token is one lower-case letter")
    payload = reference.id.bytes + reference.version.to_bytes(2, "big")
    signed = payload + _sign(reference.kind, payload)
    return reference.kind + base64.b32encode(signed).decode().rstrip("=").lower()


def read_token(token: str) -> Reference | None:
    """What a token stands for; None for one that we did not make."""
    kind, body = token[:1].lower(), token[1:].upper()
    try:
        signed = base64.b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError):
        return None
    payload, signature = signed[:18], signed[18:]
    if len(payload) != 18 or not hmac.compare_digest(signature, _sign(kind, payload)):
        return None
    return Reference(kind, UUID(bytes=payload[:16]), int.from_bytes(payload[16:], "big"))


def reply_address(token: str) -> str:
    """The address with this token, or nothing when this installation takes no mail."""
    local, at, domain = settings.INBOUND_ADDRESS.rpartition("@")
    return f"{local}+{token}@{domain}" if at else ""


def reply_header(token: str, name: str) -> str:
    """The address as it stands in Reply-To, with the name of the installation."""
    return formataddr((name, reply_address(token)))


def token_for(recipient: str, addresses: Iterable[str]) -> str:
    """The token in the address that the server named, or else in the first of these that has one of ours."""
    return next((token for one in (recipient, *addresses) if (token := token_in(one))), "")


def token_in(text: str) -> str:
    """The first token of a reply address of ours in this text."""
    return next((token for token in _TOKEN.findall(text.lower()) if read_token(token)), "")


def is_ours(address: str) -> bool:
    """Whether we take mail for this address: a reply address, or the one that our own mails come from."""
    bare = address.strip("<> ").lower()
    own = {settings.INBOUND_ADDRESS.lower(), parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()}
    if bare in own:
        return True
    local, _, domain = settings.INBOUND_ADDRESS.lower().rpartition("@")
    return bool(domain) and bare.startswith(f"{local}+") and bare.endswith(f"@{domain}")


def _sign(kind: str, payload: bytes) -> bytes:
    key = f"mail.inbound.token:{settings.SECRET_KEY}".encode()
    return hmac.new(key, kind.encode() + payload, sha256).digest()[:_SIGNATURE]
