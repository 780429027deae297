"""`bemanning rotate-key`: a new master key; the old one goes out of the file when nothing needs it any more."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from bemanning.core import keyfile


class Command(BaseCommand):
    """Safe to run again after it was cut off; the servers may keep running."""

    help = "Replace the encryption key and wrap all data keys again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate and say how many keys were wrapped."""
        count = keyfile.rotate()
        self.stdout.write(f"{count} keys are wrapped again; {settings.ENCRYPTION_KEY_FILE} holds the new key.")
        self.stdout.write("A backup from before still needs the old key: keep the copy that belongs to it.")
