"""The loop of the background worker: mail first, then the scheduled work, until it is told to stop."""

import logging
import smtplib
from datetime import timedelta
from threading import Event
from uuid import UUID, uuid4

from django.db import Error, close_old_connections

from bemanning.core import clock, schedule
from bemanning.mail.delivery import Postman, release_expired, release_held_by

log = logging.getLogger(__name__)
PAUSE = 0.5  # seconds; a code for signing in must not wait
# Seconds between two mails. While a mail is noted, nobody reads from an SQLite with a rollback journal, and who finds it
# held waits ever longer: without a breath a burst of mails makes every page wait until the last one has left.
BREATH = 0.03
LONGEST_PAUSE = 30.0  # when the mail server or the database is away


class Worker:
    """Delivers mail and runs jobs. `stop` may be set from a signal handler: the mail in hand is finished first.

    Under a supervisor each worker follows on a dead one and has its `owner`: what that one held need not wait for its
    lease to run out.
    """

    def __init__(self, lease: timedelta, owner: UUID | None = None) -> None:
        self.owner = owner or uuid4()
        self.postman = Postman(lease, self.owner)
        self.stop = Event()
        self.is_new = True

    def run(self) -> None:
        """Work until `stop` is set."""
        pause = PAUSE
        while not self.stop.is_set():
            try:
                self.turn()
                pause = PAUSE
            except (OSError, smtplib.SMTPException, Error) as error:
                log.warning("%s: the next try is in %.0f seconds.", type(error).__name__, pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            close_old_connections()
            self.stop.wait(pause)
        self.postman.rest()

    def turn(self) -> None:
        """One round: everything that is due now."""
        now = clock.now()
        if self.is_new:
            release_held_by(self.owner)
            self.is_new = False
        schedule.run_due(now)
        release_expired(now)
        while not self.stop.is_set() and self.postman.deliver_next(clock.now()):
            self.stop.wait(BREATH)
        self.postman.rest()
