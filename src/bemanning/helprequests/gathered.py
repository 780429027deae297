"""Ideas for a board come to the asker by mail together, once a day at most, and never those that were read already."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bemanning.helprequests.enums import MessageKind
from bemanning.helprequests.letters import thread_link
from bemanning.helprequests.models import HelpRequest, Message
from bemanning.mail import actions as mail
from bemanning.mail import rest
from bemanning.mail.letters import Block, Button, Letter, Quote, Small, Text
from bemanning.mail.models import OutgoingMail

COMPOSER: Final = "ideas"
GATHERED_AT: Final = time(16)  # after the lessons, when there is still time to read
MOST_QUOTED: Final = 5


def queue(request: HelpRequest, *, now: datetime) -> None:
    """To the asker: the ideas of today. The first of a day queues the mail, which is written when it leaves."""
    user = request.asker.user
    if not request.asker.is_active:
        return
    due_at = rest.earliest(_next_gathering(now), address=user.email, place=request.school_id)
    mail.queue_composed(
        event=f"request:{request.id}:ideas:{timezone.localdate(due_at)}",
        composer=COMPOSER,
        to=user.email,
        to_name=user.name,
        now=now,
        due_at=due_at,
    )


def compose(letter: OutgoingMail, now: datetime) -> Letter | None:
    """What was not read and not mailed before; None when there is nothing (any more), or the question has ended."""
    found = (
        HelpRequest.objects.select_related("key", "asker__user").filter(id=UUID(letter.event.split(":")[1])).first()
    )
    if found is None or not found.is_live or not found.asker.is_active:
        return None
    fresh = Message.objects.select_related("key", "ask__member__user").filter(
        request=found, kind=MessageKind.ANSWER, ask__isnull=False, read_at=None, withdrawn_at=None
    )
    ideas = [
        idea
        for idea in fresh.order_by("written_at")
        if mail.may_remind(thing=f"idea:{idea.id}", to=letter.to_address, event=letter.event, now=now)
    ]
    if not ideas:
        return None
    with translation.override(found.asker.user.language):
        return _letter(found, ideas)


def _letter(found: HelpRequest, ideas: Sequence[Message]) -> Letter:
    count = {"count": len(ideas)}
    first = ngettext("There is %(count)s new idea.", "There are %(count)s new ideas.", len(ideas)) % count
    quotes = [Quote(idea.text, caption=idea.ask.display_name if idea.ask else "") for idea in ideas[:MOST_QUOTED]]
    blocks: list[Block] = [
        Text(_("Hello %(name)s,") % {"name": found.asker.user.first_name}),
        Text(first),
        *(quote for quote in quotes if quote.text),
        Button(_("Look at the ideas side by side"), thread_link(found)),
        Text(_("You decide, and you say why. Whenever it suits you.")),
        Small(_("New ideas come in one mail a day at most.")),
    ]
    return Letter(found.opened("subject"), tuple(blocks), found.asker.user.language, first)


def _next_gathering(now: datetime) -> datetime:
    local = timezone.localtime(now)
    day = local.date() if local.time() < GATHERED_AT else local.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, GATHERED_AT))
