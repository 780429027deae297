"""`bemanning forget-passkeys ADDRESS`: somebody lost every device with a passkey."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bemanning.accounts.actions import forget_passkeys
from bemanning.core import clock


class Command(BaseCommand):
    """Be sure who asks for it: call them. After it, a code by mail is enough to make a new passkey."""

    help = "Take away the passkeys of somebody who lost them, and sign them out everywhere."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose."""
        parser.add_argument("address")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many there were."""
        count = forget_passkeys(email=options["address"], now=clock.now())
        if not count:
            raise CommandError("Nobody with this address has a passkey.")
        self.stdout.write(f"{count} passkeys are gone, and {options['address']} is signed out everywhere.")
