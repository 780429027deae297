"""Put a backup back in an empty place, and prove that it is whole before anybody uses it."""

import shutil
import tempfile
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection

from bemanning.config.backups import archive, datakeys
from bemanning.config.backups.archive import BackupError, Manifest
from bemanning.config.backups.databases import KEYS, Database, counted, database, value
from bemanning.config.installation import secret_key_file, write_once
from bemanning.core.encryption import KeyFileError, SealBrokenError
from bemanning.core.models import DataKey, SealedModel


def restore(path: Path, keys: Path) -> Manifest:
    """Put the backup in `path` back, with the keys of people in `keys`. Raises BackupError and leaves nothing."""
    engine = database()
    engine.require_empty()
    with tempfile.TemporaryDirectory(prefix="bemanning-restore-") as place:
        found = archive.unpack(path, Path(place))
        if found.engine != engine.name:
            raise BackupError(f"This is a backup of {found.engine}; DATABASE_URL says {engine.name}.")
        people = datakeys.read(keys)
        try:
            _put_back(engine, Path(place) / "database", people, found)
            _put_secrets(Path(place))
            call_command("migrate", interactive=False, verbosity=0)
            _try_one_text()
        except (BackupError, DatabaseError, KeyFileError, SealBrokenError) as error:
            engine.clear_away()
            raise BackupError(f"Nothing was restored. {error}") from error
        if (Path(place) / "files").is_dir():
            shutil.copytree(Path(place) / "files", settings.DATA / "files", dirs_exist_ok=True)
    # Who was signed in then may have left since.
    Session.objects.all().delete()
    UserSession.objects.all().delete()
    return found


def _put_back(engine: Database, source: Path, people: list[DataKey], found: Manifest) -> None:
    engine.put_back(source)
    DataKey.objects.bulk_create(people)
    with connection.cursor() as cursor:
        for table, column in found.key_columns:
            # Who was erased since the backup has no key any more, and stays erased.
            known = f'SELECT id FROM "{KEYS}"'  # noqa: S608  (names of our own tables)
            cursor.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE "{column}" NOT IN ({known})')  # noqa: S608
    engine.finish(source)
    if not engine.is_sound():
        raise BackupError("The database in the backup is not whole.")
    if counted(value, list(found.counts)) != found.counts:
        raise BackupError("The database does not hold as many rows as the backup says.")


def _put_secrets(place: Path) -> None:
    for name, target in (("encryption.keys", settings.ENCRYPTION_KEY_FILE), ("secret.key", secret_key_file())):
        if (place / name).exists():
            write_once(target, (place / name).read_text(encoding="ascii").rstrip("\n"))


def _try_one_text() -> None:
    """Open one text, so that missing master keys are found now and not on Monday morning."""
    for model in apps.get_models():
        if not issubclass(model, SealedModel):
            continue
        for name in model.SEALED:
            row = model._default_manager.exclude(key=None).exclude(**{name: b""}).select_related("key").first()
            if row is not None:
                row.opened(name)
                return
