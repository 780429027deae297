"""What differs between SQLite and PostgreSQL when a database is copied and put back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Final, Protocol

from django.conf import settings
from django.db import connection, transaction

from bemanning.config.backups.archive import BackupError
from bemanning.core.models import DataKey

KEYS: Final = DataKey._meta.db_table


class Database(Protocol):
    """How one engine is copied while people work, and put back where nothing is."""

    name: str

    def copy(self, target: Path) -> dict[str, int]:
        """One moment of the database in `target`, without keys of people; returns the rows by table."""

    def require_empty(self) -> None:
        """Raises BackupError when there is something that would be overwritten."""

    def put_back(self, source: Path) -> None:
        """The tables and rows, before anything checks how they refer to each other."""

    def finish(self, source: Path) -> None:
        """What checks the rows: indexes and constraints."""

    def is_sound(self) -> bool:
        """Whether the file and the references in it are whole."""

    def clear_away(self) -> None:
        """Leave nothing of a restore that failed."""


def database() -> Database:
    """The one of this installation."""
    return Sqlite() if connection.vendor == "sqlite" else Postgres()


def counted(run: Any, tables: list[str]) -> dict[str, int]:
    """The number of rows in each table; `run` gives the only value of a statement."""
    return {table: run(f'SELECT count(*) FROM "{table}"') for table in sorted(tables) if table != KEYS}  # noqa: S608


def value(statement: str) -> Any:
    """The only value that a statement gives, on the connection of the app."""
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


class Sqlite:
    """A file. Its own backup function reads one moment of it, while others write."""

    name = "sqlite"

    def __init__(self) -> None:
        self.path = Path(str(settings.DATABASES["default"]["NAME"]))

    def copy(self, target: Path) -> dict[str, int]:
        with closing(sqlite3.connect(self.path, timeout=60)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
            copy.execute("PRAGMA foreign_keys=OFF")
            copy.execute(f"DELETE FROM {KEYS}")  # noqa: S608  (our own table)
            copy.commit()
            copy.execute("VACUUM")  # what was deleted still stood in the free pages
            tables = copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            return counted(lambda sql: copy.execute(sql).fetchone()[0], [row[0] for row in tables])

    def require_empty(self) -> None:
        if self.path.exists():
            raise BackupError(f"{self.path} exists and is left as it is. Move it away first.")

    def put_back(self, source: Path) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(source, self.path)
        self.path.chmod(0o600)

    def finish(self, source: Path) -> None:
        """Nothing: the file came whole."""

    def is_sound(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            whole = cursor.fetchall() == [("ok",)]
            cursor.execute("PRAGMA foreign_key_check")
            return bool(whole and cursor.fetchall() == [])

    def clear_away(self) -> None:
        connection.close()
        for suffix in ("", "-journal", "-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)


class Postgres:
    """A server. Its own programs read one moment of it and put it back."""

    name = "postgresql"

    def copy(self, target: Path) -> dict[str, int]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot()")
            snapshot = cursor.fetchone()[0]
            keep = ["--format=custom", "--no-owner", "--no-privileges", f"--exclude-table-data={KEYS}"]
            _program("pg_dump", *keep, f"--snapshot={snapshot}", f"--file={target}")
            return counted(value, connection.introspection.table_names())

    def require_empty(self) -> None:
        if connection.introspection.table_names():
            raise BackupError("The database holds tables already and is left as it is. Make an empty one first.")

    def put_back(self, source: Path) -> None:
        for section in ("pre-data", "data"):
            self._restore(source, section)

    def finish(self, source: Path) -> None:
        self._restore(source, "post-data")

    def is_sound(self) -> bool:
        """Every constraint was made anew over the rows."""
        return bool(value("SELECT count(*) FROM pg_constraint WHERE NOT convalidated") == 0)

    def clear_away(self) -> None:
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names():
                cursor.execute(f'DROP TABLE "{table}" CASCADE')

    def _restore(self, source: Path, section: str) -> None:
        options = ["--exit-on-error", "--no-owner", "--no-privileges", f"--section={section}"]
        _program("pg_restore", *options, f"--dbname={connection.settings_dict['NAME']}", str(source))


def _program(name: str, *options: str) -> None:
    """Run a program of PostgreSQL on the database of this installation. The password stays out of the command line."""
    found = shutil.which(name)
    if found is None:
        raise BackupError(f"{name} is missing. Debian, Ubuntu: sudo apt-get install postgresql-client")
    parts = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    env = os.environ | {variable: str(parts[part]) for variable, part in names.items() if parts[part]}
    done = subprocess.run([found, *options], env=env, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{name} failed: {done.stderr.strip()[-400:]}")
