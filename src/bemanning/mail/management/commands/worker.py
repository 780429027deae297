"""`bemanning worker`: sends mail and runs the scheduled work. `bemanning serve` starts one by itself."""

import os
import signal
from argparse import ArgumentParser
from datetime import timedelta
from types import FrameType
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from bemanning.core.lifeline import watch
from bemanning.mail.delivery import LEASE
from bemanning.mail.worker import Worker


class Command(BaseCommand):
    """The background worker."""

    help = "Send mail and run the scheduled work, until SIGTERM or SIGINT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The lease is an option so that a test need not wait minutes."""
        parser.add_argument("--lease", type=float, default=LEASE.total_seconds(), help="seconds that a mail is held")
        parser.add_argument("--owner", type=UUID, help="the name under which mail is held; a successor has the same")
        parser.add_argument("--lifeline", type=int, help="a pipe of the supervisor; the worker stops when it closes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        worker = Worker(timedelta(seconds=options["lease"]), options["owner"])

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop.set()

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        if options["lifeline"] is not None:
            watch(options["lifeline"], lambda: os.kill(os.getpid(), signal.SIGTERM))
        worker.run()
