"""A question that was asked in person: no mail, and the same closing loop."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from bemanning.core import audit
from bemanning.helprequests.actions.locking import locked
from bemanning.helprequests.actions.sending import LINK_LIFE, NobodyToAskError, asked_people
from bemanning.helprequests.actions.thread import require_new
from bemanning.helprequests.enums import AskState, MessageKind, RequestState
from bemanning.helprequests.machine import ask_step, step
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.schools.models import Membership


@dataclass(frozen=True, slots=True)
class Heard:
    """What the asker heard, in their own words, and who said it."""

    asks: Sequence[Ask]
    text: str


@transaction.atomic
def log(
    *,
    by: Membership,
    request: HelpRequest,
    subject: str,
    heard: Heard,
    follow_up_on: date,
    message_id: UUID,
    now: datetime,
) -> HelpRequest:
    """Keep what was heard, sealed for the asker alone, and wait for the follow-up. Nobody gets a mail now.

    Who was chosen and not spoken to is not asked. Raises StepRefusedError (no draft any more), NobodyToAskError or IdTakenError.
    """
    request = locked(request.id)
    step(request.state, RequestState.OPEN)
    spoken = {ask.id for ask in heard.asks}
    request.asks.exclude(id__in=spoken).delete()
    asks = asked_people(request)
    if not asks:
        raise NobodyToAskError
    for ask in asks:
        _spoke(ask, now=now)
    request.seal(subject=subject)
    request.state = step(RequestState.OPEN, RequestState.ANSWERED)
    request.follow_up_on = follow_up_on
    request.sent_at = request.last_activity_at = now
    request.save()
    require_new(message_id)
    message = Message(
        id=message_id, request=request, kind=MessageKind.HEARD, key=request.key, written_at=now, read_at=now
    )
    message.seal(body=heard.text)
    message.save(force_insert=True)
    audit.record(action="asked_in_person", by=by.user_id, school=request.school_id, about=request, now=now)
    return request


def _spoke(ask: Ask, *, now: datetime) -> None:
    ask.state = ask_step(ask_step(ask.state, AskState.ASKED), AskState.ANSWERED)
    ask.asked_at = ask.responded_at = now
    ask.link_expires_at = now + LINK_LIFE
    ask.key = ask.member.user.key if ask.member else None
    ask.save()
