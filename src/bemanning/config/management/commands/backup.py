"""`bemanning backup FOLDER`: a copy of everything, while people work."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bemanning.config.backups import datakeys
from bemanning.config.backups.archive import BackupError
from bemanning.config.backups.backup import backup
from bemanning.core import clock


class Command(BaseCommand):
    """The texts in one file, the keys of people in another."""

    help = "Make a backup in a folder, while people work."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, and whether the master keys come along."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--with-keys", action="store_true", help="put the master keys inside too (moving house)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say where it is."""
        try:
            path = backup(options["folder"], now=clock.now(), with_keys=options["with_keys"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{path} ({path.stat().st_size} bytes)")
        self.stdout.write(f"{path.with_name(datakeys.NAME)} belongs to it. Keep only the newest of that file.")
        if options["with_keys"]:
            self.stdout.write("The master keys are inside: whoever has this file can read everything.")
