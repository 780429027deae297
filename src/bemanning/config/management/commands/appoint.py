"""`bemanning appoint ADDRESS NAME`: somebody sets up a school or a board from now, where nobody can appoint them."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bemanning.core import clock
from bemanning.schools.actions.members import appoint


class Command(BaseCommand):
    """For an installation whose last administrator is gone, as after an older backup."""

    help = "Let somebody set up a school where they work, or a board."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and what."""
        parser.add_argument("address")
        parser.add_argument("name", help="of the school or the board, as it stands on the page")

    def handle(self, *args: Any, **options: Any) -> None:
        """Appoint them and say so."""
        if not appoint(email=options["address"], name=options["name"], now=clock.now()):
            raise CommandError("Nobody with this address works there. Look at the address and the name.")
        self.stdout.write(f"{options['address']} sets up {options['name']} from now.")
