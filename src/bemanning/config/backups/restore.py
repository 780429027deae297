"""Put a backup back in an empty place, and prove that it is whole before anybody uses it."""

import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader

from bemanning.accounts.queries import erased_elsewhere
from bemanning.config.backups import archive, datakeys
from bemanning.config.backups.archive import BackupError, Manifest
from bemanning.config.backups.databases import KEYS, Database, counted, database, value
from bemanning.config.installation import secret_key_file, write_once
from bemanning.core.encryption import KeyFileError, SealBrokenError
from bemanning.core.models import DataKey, SealedModel
from bemanning.schools.actions.erasing import erase_again


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: how many people were erased since, and which schools or boards nobody can set up now."""

    manifest: Manifest
    erased: int
    left_alone: tuple[str, ...]


def restore(path: Path, keys: Path, *, now: datetime) -> Restored:
    """Put the backup in `path` back, with the keys of people in `keys`.

    Whatever goes wrong, nothing is left of it. Raises BackupError where the operator can do something about it.
    """
    engine = database()
    engine.require_empty()
    with tempfile.TemporaryDirectory(prefix="bemanning-restore-") as name, ExitStack() as undo:
        place = Path(name)
        found = archive.unpack(path, place)
        if found.engine != engine.name:
            raise BackupError(f"This is a backup of {found.engine}; DATABASE_URL says {engine.name}.")
        people = datakeys.read(keys, since=datetime.fromisoformat(found.made_at))
        undo.callback(engine.clear_away)
        try:
            _put_back(engine, place / "database", people, found)
            _put_secrets(place, undo)
            _refuse_newer(found)
            call_command("migrate", interactive=False, verbosity=0)
            _try_one_text()
            restored = _keep_erased(found, now)
            _put_files(place, undo)
        except (BackupError, DatabaseError, KeyFileError, SealBrokenError) as error:
            raise BackupError(f"Nothing was restored. {error}") from error
        # Who was signed in then may have left since.
        Session.objects.all().delete()
        UserSession.objects.all().delete()
        undo.pop_all()  # it is whole: nothing is undone
    return restored


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


def _put_secrets(place: Path, undo: ExitStack) -> None:
    for name, target in (("encryption.keys", settings.ENCRYPTION_KEY_FILE), ("secret.key", secret_key_file())):
        if (place / name).exists() and write_once(target, (place / name).read_text(encoding="ascii").rstrip("\n")):
            undo.callback(target.unlink, missing_ok=True)


def _put_files(place: Path, undo: ExitStack) -> None:
    target = settings.DATA / "files"
    if not (place / "files").is_dir():
        return
    if target.is_dir() and any(target.iterdir()):
        raise BackupError(f"{target} holds files already and is left as it is. Move it away first.")
    undo.callback(shutil.rmtree, target, ignore_errors=True)
    shutil.copytree(place / "files", target, dirs_exist_ok=True)


def _refuse_newer(found: Manifest) -> None:
    """A database that went further than this program knows would be read wrongly, and written to."""
    loader = MigrationLoader(connection)
    known = set(loader.disk_migrations)
    known.update(old for migration in loader.disk_migrations.values() for old in migration.replaces)
    unknown = sorted(set(loader.applied_migrations) - known)
    if unknown:
        raise BackupError(
            f"The backup was made by a newer Bemanning ({found.version}; this is {version('bemanning')}) and holds a "
            f"change that this one does not know: {'.'.join(unknown[0])}. Install that version, then restore again."
        )


def _keep_erased(found: Manifest, now: datetime) -> Restored:
    """Who was erased since the backup has no key; here they would sign in again, so they are erased once more."""
    people = erased_elsewhere()
    left_alone: dict[str, None] = {}
    for user in people:
        left_alone |= dict.fromkeys(erase_again(user=user, now=now))
    return Restored(found, len(people), tuple(left_alone))


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
