"""`bemanning coach report`: what writers said of the coach."""

from typing import Any

from django.core.management.base import BaseCommand

import tekstcoach
from bemanning.helprequests.queries.feedback import replies


class Command(BaseCommand):
    """Prints a table of counts by rule; there is nothing else to print."""

    help = "Laat per regel van de coach zien hoe vaak schrijvers hem raak vonden, niet raak, of lieten rusten."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the table, what is set aside most first."""
        names = {rule.id: rule.name.nl for rule in tekstcoach.rules()}
        rows = replies()
        self.stdout.write(f"{'regel':32} {'raak':>6} {'niet raak':>10} {'laten rusten':>13}")
        for row in rows:
            name = f"{names[row.rule]} ({row.rule})"
            self.stdout.write(f"{name:32} {row.right:6} {row.wrong:10} {row.rested:13}")
        if not any(row.right or row.wrong or row.rested for row in rows):
            self.stdout.write(
                "Er is nog niets geteld. Een school zet dit zelf aan, bij School → Naam, plaats en coach."
            )
