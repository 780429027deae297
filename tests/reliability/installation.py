"""A real installation in a folder of its own, used through its commands, as an operator would."""

import fcntl
import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import bemanning
from bemanning.core.encryption import new_master_key

PYTHON = sys.executable
SOURCE = Path(bemanning.__file__).parent
KEPT = SOURCE.parent.parent / ".pytest_cache" / "migrated"


@dataclass
class Installation:
    """A data folder and the environment of its processes."""

    folder: Path
    env: dict[str, str]

    def run(self, *words: str, **env: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        command = [PYTHON, "-m", "bemanning.cli", *words]
        return subprocess.run(  # noqa: S603  (our own command)
            command, env=self.env | env, capture_output=True, text=True, timeout=180, check=False
        )

    def succeed(self, *words: str) -> str:
        """Run a command that must end well; gives what it said."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *words: str, **env: str) -> "subprocess.Popen[str]":
        """Start a command that goes on."""
        return self._popen([PYTHON, "-m", "bemanning.cli", *words], env)

    def start_faulty(self, fault: str, *words: str) -> "subprocess.Popen[str]":
        """`bemanning serve` with a fault in it."""
        return self._popen([PYTHON, "-m", "tests.reliability.faulty_serve", fault, *words], {})

    def driver(self, **env: str) -> "Driver":
        """A process with the app loaded, that forks what must be killed (see driver.py)."""
        return Driver(self._popen([PYTHON, "-m", "tests.reliability.driver"], env))

    def _popen(self, command: list[str], env: dict[str, str]) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        return subprocess.Popen(  # noqa: S603  (our own command)
            command, env=self.env | env, stdin=pipe, stdout=pipe, text=True
        )


@dataclass
class Driver:
    """Asks a question in one line, gets the answer in one line."""

    process: "subprocess.Popen[str]"

    def ask(self, *words: str | int | float) -> str:
        """Say it and wait for the answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def __enter__(self) -> "Driver":
        return self

    def __exit__(self, *error: object) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=20)
        self.process.stdout.close()


@contextmanager
def fresh_database(template: str = "template1") -> Iterator[str]:
    """The address of an empty PostgreSQL database beside the one of the tests, or nothing for SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield ""
        return
    import psycopg

    name = f"reliability_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield url.rpartition("/")[0] + "/" + name
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def migrated_database() -> Iterator[str]:
    """The same with the tables in it, for `install`."""
    with fresh_database(template() or "template1") as url:
        yield url


def install(folder: Path, database_url: str = "") -> Installation:
    """Make an installation with production settings, migrated; on SQLite unless the address of a
    `migrated_database` is given.
    """
    env = environment(folder) | ({"DATABASE_URL": database_url} if database_url else {})
    keys = folder / "encryption.keys"
    keys.write_text(new_master_key() + "\n", encoding="ascii")
    keys.chmod(0o600)
    if not database_url:
        shutil.copy(migrated(), folder / "bemanning.sqlite3")
    return Installation(folder, env)


def without_settings() -> dict[str, str]:
    """The environment, with nothing of the tests' own settings."""
    ours = ("BEMANNING_", "DJANGO_", "DATABASE_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def environment(folder: Path) -> dict[str, str]:
    """Production settings, and nothing of the tests' own."""
    return without_settings() | {
        "BEMANNING_DATA": str(folder),
        "BEMANNING_URL": "https://bemanning.school.example",
        "BEMANNING_SECRET_KEY": secrets.token_urlsafe(48),
        "BEMANNING_SMTP_URL": "smtp://127.0.0.1:1",
        "PYTHONWARNINGS": "default",
    }


# --- A migrated database to copy: all migrations take seconds, a copy takes none ---------------------------------


@cache
def migrated() -> Path:
    """One on SQLite, made by the command itself; kept for as long as the migrations stay the same."""
    path = KEPT / f"{_state()}.sqlite3"
    with _one_at_a_time():
        if not path.exists():
            for old in KEPT.glob("*.sqlite3"):
                old.unlink()
            _migrate(f"sqlite:///{path}.new")
            Path(f"{path}.new").rename(path)
    return path


@cache
def template() -> str:
    """The name of one on the PostgreSQL of these tests; nothing for SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        return ""
    import psycopg

    name = f"migrated_{_state()}"
    with _one_at_a_time(), psycopg.connect(url, autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
        if name not in known:
            connection.execute(f"CREATE DATABASE {name}_new")
            _migrate(f"{url.rpartition('/')[0]}/{name}_new")
            connection.execute(f"ALTER DATABASE {name}_new RENAME TO {name}")
    return name


def _state() -> str:
    """Another one for every change that may give other tables."""
    said = hashlib.sha256(f"{sqlite3.sqlite_version} {version('django')} {version('django-allauth')}".encode())
    for path in sorted(SOURCE.glob("*/migrations/*.py")):
        said.update(path.read_bytes())
    return said.hexdigest()[:16]


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Of the processes that test side by side, the others wait for the first."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="bemanning-migrated-") as folder:
        installation = Installation(Path(folder), environment(Path(folder)) | {"DATABASE_URL": url})
        installation.succeed("migrate", "--verbosity", "0", "--skip-checks")
