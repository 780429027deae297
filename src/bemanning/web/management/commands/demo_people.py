"""`bemanning demo_people`: whom a visitor of the demo can be."""

from typing import Any

from django.core.management.base import BaseCommand

from bemanning.web.demonstration import demo_people


class Command(BaseCommand):
    """Prints a line for each."""

    requires_system_checks: list[str] = []  # it reads a file; the checks run where the server starts
    help = "Name the people of the demo that can be signed in as with one click."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name and job."""
        for person in demo_people():
            self.stdout.write(f"    {person.name}, {person.job}")
