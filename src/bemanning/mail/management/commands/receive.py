"""`bemanning receive`: takes replies by mail. `bemanning serve` starts one by itself when a way in is set."""

import logging
import os
import signal
from argparse import ArgumentParser
from threading import Event
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections

from bemanning.core import clock
from bemanning.core.lifeline import watch
from bemanning.mail.inbound.mailbox import MailboxError, poll
from bemanning.mail.inbound.receiver import Receiver

log = logging.getLogger(__name__)
LONGEST_PAUSE = 600.0  # seconds; when the mailbox or the database is away


class Command(BaseCommand):
    """The way in for mail."""

    help = "Take replies by mail, over LMTP or SMTP and from a mailbox, until SIGTERM or SIGINT."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As of `worker`."""
        parser.add_argument("--lifeline", type=int, help="a pipe of the supervisor; this stops when it closes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until told to stop."""
        stop = Event()

        def end(number: int, frame: FrameType | None) -> None:
            stop.set()

        signal.signal(signal.SIGTERM, end)
        signal.signal(signal.SIGINT, end)
        if options["lifeline"] is not None:
            watch(options["lifeline"], lambda: os.kill(os.getpid(), signal.SIGTERM))
        receiver = Receiver(**settings.INBOUND_LISTEN) if settings.INBOUND_LISTEN else None
        if receiver is not None:
            receiver.start()
            log.info("Mail is taken at %(protocol)s://%(host)s:%(port)s.", settings.INBOUND_LISTEN)
        try:
            _look_until(stop)
        finally:
            if receiver is not None:
                receiver.stop()


def _look_until(stop: Event) -> None:
    """Look in the mailbox, if there is one, at its interval; when it is away, ever less often."""
    pause = float(settings.INBOUND_POLL)
    place = settings.INBOUND_MAILBOX
    while place and not stop.is_set():
        try:
            poll(place, clock.now())
            pause = float(settings.INBOUND_POLL)
        except (OSError, MailboxError, Error) as error:
            pause = min(pause * 2, LONGEST_PAUSE)
            log.warning("The mailbox: %s. The next look is in %.0f seconds.", type(error).__name__, pause)
        close_old_connections()
        stop.wait(pause)
    stop.wait()
