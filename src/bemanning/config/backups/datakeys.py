"""The keys of people, apart from their texts: one file, replaced at each backup.

They are wrapped with the master key, so the file alone opens nothing. A key that is gone from this file is gone from
every backup.
"""

import base64
import hashlib
import json
import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from bemanning.config.backups.archive import BackupError
from bemanning.core.models import DataKey

NAME: Final = "bemanning.datakeys"


def rows() -> list[dict[str, str]]:
    """All keys as they stand in the database now."""
    return [
        {"id": str(key.id), "wrapped": base64.b64encode(key.wrapped).decode(), "master_key": key.master_key}
        for key in DataKey.objects.order_by("id")
    ]


def write(path: Path, found: Iterable[dict[str, str]], *, now: datetime) -> None:
    """Replace the file, whole or not at all. Its first line is the checksum of the second."""
    body = json.dumps({"made_at": now.isoformat(), "keys": list(found)})
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write(f"{_digest(body)}\n{body}\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def read(path: Path, *, since: datetime) -> list[DataKey]:
    """The keys in the file, not saved yet. Raises BackupError when it is missing, damaged or from before `since`.

    Whoever came after an older file was made would have no key, and would be taken for somebody who was erased.
    """
    try:
        digest, _, body = path.read_text(encoding="ascii").rstrip("\n").partition("\n")
    except (OSError, UnicodeDecodeError):
        raise BackupError(f"{path} cannot be read. Without it no text can be opened; say --datakeys FILE.") from None
    if digest != _digest(body):
        raise BackupError(f"{path} is damaged: its checksum does not match.")
    read = json.loads(body)
    if datetime.fromisoformat(read["made_at"]) < since:
        raise BackupError(f"{path} is older than the backup. Use the newest one; say --datakeys FILE.")
    return [
        DataKey(id=row["id"], wrapped=base64.b64decode(row["wrapped"]), master_key=row["master_key"])
        for row in read["keys"]
    ]


def _digest(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()
