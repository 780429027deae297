"""The file of a backup: one line that says what it is, one line with the checksum of the rest, then a tar.

`tail -n +3 FILE | tar x` unpacks it without this program.
"""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, cast

MAGIC: Final = b"bemanning backup 1\n"
DIGEST: Final = 65  # hexadecimal SHA-256 and the end of the line
CHUNK: Final = 1 << 20
MANIFEST: Final = "manifest.json"


class BackupError(Exception):
    """Something is wrong with a backup; the message is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in the file. `counts` is the number of rows by table, `key_columns` the columns that refer to a key."""

    made_at: str
    version: str
    engine: str
    counts: dict[str, int]
    key_columns: list[tuple[str, str]]


def write(path: Path, manifest: Manifest, members: Mapping[str, Path]) -> None:
    """Put everything in `path`, whole or not at all, readable by this user alone."""
    draft = path.with_name(f".{path.name}.part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
        file.write(MAGIC + b"0" * (DIGEST - 1) + b"\n")
        with tarfile.open(fileobj=file, mode="w") as tar:
            _add(tar, MANIFEST, json.dumps(asdict(manifest)).encode())
            for name, source in members.items():
                tar.add(source, arcname=name, filter=_anonymous)
        digest = _digest(file)
        file.seek(len(MAGIC))
        file.write(digest.encode())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def unpack(path: Path, folder: Path) -> Manifest:
    """Check every byte of `path`, then unpack it. Raises BackupError before anything is unpacked."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from None
    with file:
        head = file.read(len(MAGIC) + DIGEST)
        if not head.startswith(MAGIC):
            raise BackupError(f"{path} is not a backup of Bemanning, or its first bytes are damaged.")
        if head[len(MAGIC) :] != f"{_digest(file)}\n".encode():
            raise BackupError(f"{path} is damaged: its checksum does not match. Use another backup.")
        file.seek(len(MAGIC) + DIGEST)
        with tarfile.open(fileobj=file, mode="r:") as tar:
            for member in tar:
                _extract(tar, member, folder)
    read: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
    return Manifest(**read | {"key_columns": [(table, column) for table, column in read["key_columns"]]})


def _digest(file: IO[bytes]) -> str:
    file.seek(len(MAGIC) + DIGEST)
    found = hashlib.sha256()
    while piece := file.read(CHUNK):
        found.update(piece)
    return found.hexdigest()


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))


def _anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Regular files and folders only, without the names of this machine's users."""
    entry.uname = entry.gname = ""
    entry.uid = entry.gid = 0
    return entry if entry.isfile() or entry.isdir() else None


def _extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts:
        raise BackupError(f"The backup holds a strange path: {member.name}.")
    target = folder / name
    if member.isdir():
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    source = cast(IO[bytes], tar.extractfile(member))
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        while piece := source.read(CHUNK):
            file.write(piece)
