"""`bemanning restore FILE`: a backup, in an empty place."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bemanning.config.backups import datakeys
from bemanning.config.backups.archive import BackupError
from bemanning.config.backups.restore import restore
from bemanning.core import clock


class Command(BaseCommand):
    """Refuses a damaged file, and refuses to overwrite anything."""

    help = "Put a backup back where nothing is yet."
    requires_system_checks: list[str] = []  # the keys may be in the backup

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The backup, and the file of keys if that is somewhere else."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--datakeys", type=Path, help=f"the file {datakeys.NAME}, if it is not beside the backup")

    def handle(self, *args: Any, **options: Any) -> None:
        """Put it back and say what is there."""
        keys = options["datakeys"] or options["file"].with_name(datakeys.NAME)
        try:
            restored = restore(options["file"], keys, now=clock.now())
        except BackupError as error:
            raise CommandError(str(error)) from None
        found = restored.manifest
        self.stdout.write(f"The backup of {found.made_at} is back: {sum(found.counts.values())} rows, all checked.")
        if restored.erased:
            self.stdout.write(f"Accounts deleted since the backup, and deleted here too: {restored.erased}")
        for name in restored.left_alone:
            self.stdout.write(f"Nobody can set up {name} now. Say who does: bemanning appoint ADDRESS '{name}'")
        self.stdout.write("Everybody signs in again. Now: bemanning setup, then bemanning serve.")
