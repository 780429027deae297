"""Kind explanations by mail to somebody whose reply could not be used. At most one for each cause, and few for one
address that we gave out, so that two machines can never keep each other busy."""

from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from django.utils import translation
from django.utils.translation import gettext as _

from bemanning.mail import actions
from bemanning.mail.inbound.message import Inbound, Reason
from bemanning.mail.letters import Letter, Small, Text
from bemanning.mail.models import OutgoingMail

MOST = 10  # explanations for one reply address, whoever writes to it


class Why(StrEnum):
    """What somebody is told. None of these tells anything of what was asked."""

    FOREIGN = "foreign"
    GONE = "gone"
    ENDED = "ended"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    FILES = "files"


REASONS = {
    Reason.TOO_LARGE: Why.TOO_LARGE,
    Reason.TOO_LONG: Why.TOO_LONG,
    Reason.ENCRYPTED: Why.ENCRYPTED,
    Reason.EMPTY: Why.EMPTY,
}


def explain(*, mail: Inbound, why: Why, now: datetime, language: str = "nl", names: tuple[str, ...] = ()) -> bool:
    """Tell the sender of a mail why it was not used; `names` are files that were left out. False when it stays silent.

    In the transaction of the arrival. Needs a mail with a sender and a token that we made.
    """
    about = f"explained:{sha256(mail.token.encode()).hexdigest()[:20]}:"
    if not mail.sender or OutgoingMail.objects.filter(event__startswith=about).count() >= MOST:
        return False
    # Files may be left out of more than one mail; every other cause is told once.
    once = sha256(f"{why}:{mail.sender}:{mail.message_id if names else ''}".encode()).hexdigest()[:20]
    with translation.override(language):
        letter = _letter(why, language, names)
    queued = actions.queue(
        event=about + once, to=mail.sender, to_name="", letter=letter, now=now, auto_submitted="auto-replied"
    )
    return queued is not None


def _letter(why: Why, language: str, names: tuple[str, ...]) -> Letter:
    subject = _("A file did not arrive") if why == Why.FILES else _("Your reply did not arrive")
    blocks = [Text(_("Hello,")), *(Text(one) for one in _sentences(why, names))]
    return Letter(subject, (*blocks, Small(_("This mail was made automatically. You need not answer it."))), language)


def _sentences(why: Why, names: tuple[str, ...]) -> list[str]:
    gone = _("We kept nothing of your mail and passed nothing on.")
    return {
        Why.FOREIGN: [
            _("You wrote to a reply address that was given to another address than yours."),
            gone,
            _("Was the mail passed on to you? Then write to the person who passed it on."),
            _("Do you have several addresses? Then reply from the one where you got the mail."),
        ],
        Why.GONE: [_("This reply address no longer works."), gone],
        Why.ENDED: [
            _("This conversation has ended in the meantime. You need not do anything any more."),
            gone,
        ],
        Why.TOO_LARGE: [
            _("Your mail is too large."),
            gone,
            _("Send it again with a smaller file, or without one."),
        ],
        Why.TOO_LONG: [
            _("Your reply is too long to show."),
            gone,
            _("Send the main points, or add the text as a file."),
        ],
        Why.ENCRYPTED: [
            _("Your mail is encrypted, so we cannot read it."),
            gone,
            _("Send it again without encryption."),
        ],
        Why.EMPTY: [
            _("We found no words of your own in your mail."),
            gone,
            _("Write your reply at the top of the mail, and send it again."),
        ],
        Why.FILES: [
            _("Your reply arrived, but this was left out:"),
            "\n".join(names),
            _("Pictures, PDF and the usual office files are fine. Programs and archives are not."),
        ],
    }[why]
