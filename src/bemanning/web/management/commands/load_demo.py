"""`bemanning load_demo`: the demo school, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bemanning.core import clock
from bemanning.schools.models import School
from bemanning.web import demo_school


class Command(BaseCommand):
    """Refuses a real installation; does nothing where a school exists."""

    requires_system_checks: list[str] = []  # setup ran them a moment ago
    help = "Load De Vuurtoren, the demo school, into an empty demo installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether the school keeps hours."""
        words = "Leave out the school year and all quiet hours: mail leaves at any hour, as journeys of tests need."
        parser.add_argument("--at-any-hour", action="store_true", help=words)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say why not."""
        if not settings.DEMO:
            raise CommandError("This is not a demo (BEMANNING_DEMO): the demo school does not belong here.")
        if School.objects.exists():
            self.stdout.write("There is a school already; nothing was loaded.")
            return
        school = demo_school.load(now=clock.now(), at_any_hour=options["at_any_hour"])
        self.stdout.write(f"Loaded {school.name} with {school.memberships.count()} people.")
