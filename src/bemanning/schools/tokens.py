"""Secrets in links. A link holds the secret; the database holds only its hash."""

import base64
import hashlib
import hmac
import secrets

from django.conf import settings


def new_token() -> str:
    """The secret of a link: 32 random bytes, safe in an address."""
    return secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """What is stored of a token. It is random enough to need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def setup_code() -> str:
    """The code for the page that makes the first school. It follows from the secret key, so nothing is stored."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"bemanning.schools.first-school", hashlib.sha256).digest()
    return base64.b32encode(digest[:15]).decode().lower()


def is_setup_code(code: str) -> bool:
    """Whether this is the set-up code, without telling by time how far it matches."""
    return hmac.compare_digest(code.lower().encode(), setup_code().encode())
