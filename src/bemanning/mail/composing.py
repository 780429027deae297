"""Mails that are written when they leave, so that they tell nothing that was handled in the meantime."""

from collections.abc import Callable
from datetime import datetime

from bemanning.mail.letters import Letter
from bemanning.mail.models import OutgoingMail

# Writes a mail at the moment it leaves; None when there is nothing to say (any more), and it is not sent. A moment when
# whoever gets it rests until then: the mail is written at that moment.
Composed = Letter | datetime | None
Composer = Callable[[OutgoingMail, datetime], Composed]

composers: dict[str, Composer] = {}


def register(name: str, composer: Composer) -> None:
    """Add a composer under the name that its mails carry. Called from `apps.ready`."""
    composers[name] = composer


def compose(mail: OutgoingMail, now: datetime) -> Composed:
    """What this mail says now, or until when it waits."""
    return composers[mail.composer](mail, now)
