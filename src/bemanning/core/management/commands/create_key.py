"""`bemanning create-key`: makes the file with the encryption key, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from bemanning.core.encryption import new_master_key
from bemanning.core.keyfile import replace


class Command(BaseCommand):
    """Refuses to touch a key file that exists: a lost key is a lost school."""

    help = "Make the file with the encryption key."
    requires_system_checks: list[str] = []  # the checks ask for the file that this makes

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, for this user alone."""
        path = settings.ENCRYPTION_KEY_FILE
        if path.exists():
            raise CommandError(f"{path} exists and is left as it is. A new key: bemanning rotate-key.")
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace(path, [new_master_key()])
        self.stdout.write(f"{path} is made. Keep a copy of it apart from the database.")
