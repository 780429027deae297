"""How a letter of the main job goes out: to whom, when, and where a reply to it comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from bemanning.helprequests.access import reply_token
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.mail import actions as mail
from bemanning.mail import rest
from bemanning.mail.letters import Block, Letter, Text


@dataclass(frozen=True, slots=True)
class Body:
    """What a letter says between the greeting, which all share, and the foot."""

    blocks: tuple[Block, ...]
    preheader: str = ""


@dataclass(frozen=True, slots=True)
class To:
    """Who gets it, and in which language. No first name where an address is all that we know."""

    address: str
    name: str
    first_name: str
    language: str


def mail_to_asked(
    request: HelpRequest, ask: Ask, event: str, write: Callable[[], Body], *, now: datetime, insists: bool = False
) -> bool:
    """Queue a letter to somebody who is asked. False for whoever left, and for a letter that was queued before."""
    if ask.member is not None and not ask.member.is_active:
        return False  # whoever left gets no mail any more, also not of what they once thought along with
    user = ask.member.user if ask.member else None
    to = To(
        address=ask.address,
        name=ask.display_name,
        first_name=ask.first_name if user or ask.guest_name else "",
        language=user.language if user else request.asker.user.language,
    )
    # The quiet time of whoever gets it: of their own school, where that is another one.
    place = ask.member.school_id if ask.member else request.school_id
    return _queue(request, event, to, write, reply_token=reply_token(ask), now=now, place=None if insists else place)


def mail_to_asker(request: HelpRequest, event: str, write: Callable[[], Body], *, now: datetime) -> None:
    """Queue a letter to the asker, unless they left."""
    if request.asker.is_active:
        _queue(request, event, _asker(request), write, now=now, place=request.school_id)


def queue_for_asker(request: HelpRequest, event: str, composer: str, *, now: datetime, reply_token: str) -> None:
    """Queue a letter to the asker that is written when it leaves, unless they left themselves.

    Its composer asks `welcome_to_asker`, so that whoever writes does not wait for that.
    """
    to = _asker(request)
    if request.asker.is_active:
        mail.queue_composed(
            event=f"request:{request.id}:{event}",
            composer=composer,
            to=to.address,
            to_name=to.name,
            now=now,
            thread=f"request:{request.id}",
            reply_token=reply_token,
        )


def welcome_to_asker(request: HelpRequest, now: datetime) -> datetime:
    """The first moment from now at which the asker takes mail."""
    return rest.earliest(now, address=request.asker.user.email, place=request.school_id)


def letter_to_asker(request: HelpRequest, write: Callable[[], Body]) -> Letter:
    """The whole letter."""
    return _letter(request, _asker(request), write)


def _asker(request: HelpRequest) -> To:
    user = request.asker.user
    return To(user.email, user.name, user.first_name, user.language)


def _letter(request: HelpRequest, to: To, write: Callable[[], Body]) -> Letter:
    with translation.override(to.language):
        body = write()
        greeting = Text(_("Hello %(name)s,") % {"name": to.first_name} if to.first_name else _("Hello,"))
    return Letter(request.opened("subject"), (greeting, *body.blocks), to.language, body.preheader)


def _queue(
    request: HelpRequest,
    event: str,
    to: To,
    write: Callable[[], Body],
    *,
    now: datetime,
    place: UUID | None,
    reply_token: str = "",
) -> bool:
    queued = mail.queue(
        event=f"request:{request.id}:{event}",
        to=to.address,
        to_name=to.name,
        letter=_letter(request, to, write),
        now=now,
        due_at=rest.earliest(now, address=to.address, place=place),
        thread=f"request:{request.id}",
        reply_token=reply_token,
    )
    return queued is not None
