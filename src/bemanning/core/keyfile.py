"""Rotation of the master key: a new key in front, all data keys wrapped again, the old key out.

Every step can be cut off at any moment and run again. The file holds more than one key exactly while a rotation is
under way.
"""

import base64
import os
import time
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from bemanning.core.encryption import MasterKey, new_master_key, read_key_file
from bemanning.core.models import DataKey

BATCH = 100
# A server that was sealing while the file changed has finished by then.
SETTLE = 2.0


def replace(path: Path, lines: Sequence[str]) -> None:
    """Put the keys in the file, whole or not at all, readable by this user alone."""
    draft = path.with_name(f"{path.name}.{uuid4().hex[:8]}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as file:
        file.write("".join(f"{line}\n" for line in lines))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def rotate(settle: float = SETTLE) -> int:
    """Rotate, or finish a rotation that was cut off; returns how many data keys were wrapped again."""
    path = settings.ENCRYPTION_KEY_FILE
    keys = read_key_file(path)
    if len(keys) == 1:
        replace(path, [new_master_key(), *map(_line, keys)])
        keys = read_key_file(path)
    wrapped = _wrap_all(keys[0])
    time.sleep(settle)
    wrapped += _wrap_all(keys[0])
    replace(path, [_line(keys[0])])
    return wrapped


def _wrap_all(newest: MasterKey) -> int:
    count = 0
    while batch := list(DataKey.objects.exclude(master_key=newest.id).order_by("id")[:BATCH]):
        with transaction.atomic():
            for row in batch:
                before = row.master_key
                row.wrap(row.secret())
                # An update, never a save: a person who is erased meanwhile stays erased.
                unchanged = DataKey.objects.filter(id=row.id, master_key=before)
                count += unchanged.update(wrapped=row.wrapped, master_key=row.master_key)
    return count


def _line(key: MasterKey) -> str:
    return base64.b64encode(key.secret).decode()
