"""`bemanning setup`: makes an installation ready to serve. Safe to run again, also after an upgrade."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.urls import reverse

from bemanning.schools.models import School
from bemanning.schools.tokens import setup_code


class Command(BaseCommand):
    """The folder and the secrets exist by now (config/installation.py)."""

    help = "Make the data folder, the secrets, the database and the static files; say where the first school starts."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, collect, and tell what comes next."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"Data: {settings.DATA}")
        self.stdout.write(f"Encryption keys: {settings.ENCRYPTION_KEY_FILE} (keep a copy apart from the database)")
        if not School.objects.exists():
            self.stdout.write(f"First school: {settings.BASE_URL}{reverse('school_begin', args=[setup_code()])}")
