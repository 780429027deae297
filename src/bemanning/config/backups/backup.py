"""Make a backup while people work."""

import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import Field

from bemanning.config.backups import archive, datakeys
from bemanning.config.backups.databases import database
from bemanning.config.installation import secret_key_file
from bemanning.core.models import DataKey


def backup(folder: Path, *, now: datetime, with_keys: bool = False) -> Path:
    """Write a backup in `folder` and replace the file of keys there; returns the backup.

    `with_keys` puts the master keys and the secret key inside as well: handy for moving house, unsafe to keep.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"bemanning-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.backup"
    if path.exists():
        raise archive.BackupError(f"{path} exists and is left as it is.")
    # First the texts, then the keys: a key that is made in between is one too many, never one too few.
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as place:
        copy = Path(place) / "database"
        engine = database()
        counts = engine.copy(copy)
        manifest = archive.Manifest(now.isoformat(), version("bemanning"), engine.name, counts, _key_columns())
        archive.write(path, manifest, {"database": copy} | _files() | (_secrets() if with_keys else {}))
    datakeys.write(folder / datakeys.NAME, datakeys.rows(), now=now)
    return path


def _key_columns() -> list[tuple[str, str]]:
    fields = (field for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, Field))
    return [(field.model._meta.db_table, str(field.column)) for field in fields if field.related_model is DataKey]


def _files() -> dict[str, Path]:
    folder = settings.DATA / "files"
    return {"files": folder} if folder.is_dir() else {}


def _secrets() -> dict[str, Path]:
    found = {"encryption.keys": settings.ENCRYPTION_KEY_FILE, "secret.key": secret_key_file()}
    return {name: path for name, path in found.items() if path.exists()}
