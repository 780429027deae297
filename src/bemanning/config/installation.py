"""What an installation needs before the settings can be read: a folder and two secrets. Never overwrites."""

import os
import secrets
from pathlib import Path

from bemanning.config import env
from bemanning.core.encryption import new_master_key


def data_folder() -> Path:
    """Where this installation keeps its data."""
    return Path(env.text("BEMANNING_DATA", "var")).resolve()


def secret_key_file() -> Path:
    """Where the secret key stands when the environment does not give one."""
    return data_folder() / "secret.key"


def prepare() -> None:
    """Make the data folder, the secret key and the encryption key, each readable by this user alone."""
    folder = data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if "BEMANNING_SECRET_KEY" not in os.environ and "BEMANNING_SECRET_KEY_FILE" not in os.environ:
        write_once(secret_key_file(), secrets.token_urlsafe(48))
    write_once(Path(env.text("BEMANNING_ENCRYPTION_KEY_FILE", str(folder / "encryption.keys"))), new_master_key())


def lend_secret_key() -> None:
    """A secret key for this process alone, where an installation has none yet."""
    if "BEMANNING_SECRET_KEY_FILE" not in os.environ and not secret_key_file().exists():
        os.environ.setdefault("BEMANNING_SECRET_KEY", secrets.token_urlsafe(48))


def write_once(path: Path, line: str) -> bool:
    """Write a secret to a new file. False when the file exists: it is left alone."""
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    return True
