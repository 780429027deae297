"""System checks: mistakes of an operator, found when the server starts and named with their remedy."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Tags, Warning, register

from bemanning.core import encryption
from bemanning.expertise import nearness
from wievraagik.embeddings import UnusableModelError


@register(Tags.security)
def encryption_keys(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """The key file exists, can be read by us alone, and holds sound keys."""
    path = settings.ENCRYPTION_KEY_FILE
    try:
        encryption.read_key_file(path)
    except encryption.KeyFileError as error:
        return [
            Error(
                str(error),
                hint="Run `bemanning create-key` once, or set BEMANNING_ENCRYPTION_KEY_FILE.",
                id="bemanning.E001",
            )
        ]
    if path.stat().st_mode & 0o077:
        return [Warning(f"{path} can be read by other users.", hint=f"Run: chmod 600 {path}", id="bemanning.W001")]
    return []


@register(Tags.database)
def sqlite_journal(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Says which journal SQLite uses and why (a bug before 3.51.3 can corrupt a WAL under several connections)."""
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3":
        return []
    why = "WAL is sound from 3.51.3" if settings.SQLITE_JOURNAL == "WAL" else "WAL can corrupt before 3.51.3"
    return [Info(f"SQLite {sqlite3.sqlite_version}: journal {settings.SQLITE_JOURNAL}, {why}.", id="bemanning.I001")]


@register(Tags.security, deploy=True)
def mail_goes_somewhere(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A real school needs mail: without it nobody can sign in."""
    if settings.EMAIL_BACKEND == "bemanning.mail.folder.EmailBackend":
        return [
            Warning(
                "Mail is written to files and reaches nobody.",
                hint="Set BEMANNING_SMTP_URL.",
                id="bemanning.W002",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def no_demo_in_production(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """One-click sign-in must never reach a real school."""
    if settings.DEMO or settings.DEBUG:
        return [Error("BEMANNING_DEMO or BEMANNING_DEBUG is on.", hint="Leave both out.", id="bemanning.E002")]
    return []


@register(Tags.security, deploy=True)
def replies_have_a_way_in(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """An address for replies and a way in for them belong together."""
    way = bool(settings.INBOUND_LISTEN or settings.INBOUND_MAILBOX)
    if settings.INBOUND_ADDRESS and not way:
        return [
            Warning(
                "Mails ask for a reply, but no reply is read.",
                hint="Set BEMANNING_INBOUND_LISTEN or BEMANNING_INBOUND_IMAP_URL, or leave out BEMANNING_INBOUND_ADDRESS.",
                id="bemanning.W003",
            )
        ]
    if way and "@" not in settings.INBOUND_ADDRESS:
        return [
            Warning(
                "Mail is taken, but no mail of ours asks for a reply.",
                hint="Set BEMANNING_INBOUND_ADDRESS, such as antwoord@mijnschool.nl.",
                id="bemanning.W004",
            )
        ]
    return []


@register()
def sentence_model_can_be_read(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """A sentence model that was asked for is there, with the libraries that run it."""
    try:
        nearness.sense()
    except UnusableModelError as error:
        return [Error(str(error), hint="Mend BEMANNING_EMBEDDINGS, or leave it out.", id="bemanning.E003")]
    return []
