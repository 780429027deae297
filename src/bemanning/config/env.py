"""Typed reading of the environment: a missing or odd value stops the start with a sentence that says what to do."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str | None = None) -> str:
    """The value of `name`; without a default, a missing value is an error."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. See docs/beheer/instellingen.md.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """`1`, `true`, `yes`, `on` or their opposites."""
    value = os.environ.get(name, "").strip().lower()
    if value == "":
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is not yes or no. Use 1 or 0.")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = os.environ.get(name, "").strip()
    if value == "":
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None


def secret(name: str, default: str | None = None, default_file: Path | None = None) -> str:
    """A secret from `NAME`, or from the file that `NAME_FILE` points at (Docker and systemd credentials).

    Without either, from `default_file` when `bemanning setup` has made that.
    """
    path = os.environ.get(f"{name}_FILE")
    if path is None and name not in os.environ and default_file is not None and default_file.exists():
        path = str(default_file)
    if path is None:
        return text(name, default)
    if name in os.environ:
        raise ImproperlyConfigured(f"Both {name} and {name}_FILE are set. Keep one.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE: {path} cannot be read ({error.strerror}).") from None


def database(url: str) -> dict[str, object]:
    """Django's database settings for `sqlite:///path` or `postgresql://user:password@host:port/name`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path.removeprefix("/"))
        if not path:
            raise ImproperlyConfigured("DATABASE_URL has no file: use sqlite:///absolute/or/relative/path.")
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path}
    if parts.scheme in {"postgresql", "postgres"}:
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.removeprefix("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or "") or query.pop("host", ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": query,
        }
    raise ImproperlyConfigured(f"DATABASE_URL has an unknown scheme {parts.scheme!r}: sqlite or postgresql.")


def smtp(url: str) -> dict[str, object]:
    """Django's mail settings for `smtp://user:password@host:587?tls=starttls` (`tls`: starttls, direct or none)."""
    parts = urlsplit(url)
    tls = parse_qs(parts.query).get("tls", ["none"])[-1]
    if parts.scheme != "smtp" or not parts.hostname or tls not in {"starttls", "direct", "none"}:
        raise ImproperlyConfigured("BEMANNING_SMTP_URL must look like smtp://user:password@host:587?tls=starttls.")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"starttls": 587, "direct": 465, "none": 25}[tls],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": tls == "starttls",
        "EMAIL_USE_SSL": tls == "direct",
    }


def mailbox(url: str) -> dict[str, Any]:
    """A mailbox to read: `imap://user:password@host:993/FOLDER?tls=direct` (`tls`: direct, starttls or none)."""
    parts = urlsplit(url)
    tls = parse_qs(parts.query).get("tls", ["direct"])[-1]
    if parts.scheme != "imap" or not parts.hostname or tls not in {"starttls", "direct", "none"}:
        raise ImproperlyConfigured("BEMANNING_INBOUND_IMAP_URL must look like imap://user:password@host:993/INBOX.")
    return {
        "host": parts.hostname,
        "port": parts.port or (993 if tls == "direct" else 143),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "folder": unquote(parts.path.strip("/")) or "INBOX",
        "tls": tls,
    }


def listener(url: str) -> dict[str, Any]:
    """Where mail is received: `lmtp://127.0.0.1:8024` or `smtp://127.0.0.1:8025`."""
    parts = urlsplit(url)
    if parts.scheme not in {"lmtp", "smtp"} or not parts.hostname or not parts.port:
        raise ImproperlyConfigured("BEMANNING_INBOUND_LISTEN must look like lmtp://127.0.0.1:8024.")
    return {"protocol": parts.scheme, "host": parts.hostname, "port": parts.port}
