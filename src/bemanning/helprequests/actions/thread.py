"""Thinking along: answers, replies, "niet nu", "vraag liever …", edits and withdrawals of messages."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bemanning.core import audit
from bemanning.helprequests import letters
from bemanning.helprequests.actions.locking import locked, require_live
from bemanning.helprequests.actions.plans import expect_later, overtake
from bemanning.helprequests.actions.sending import LINK_LIFE, asked_people
from bemanning.helprequests.enums import AskState, MessageKind, RequestState
from bemanning.helprequests.machine import ask_step, step
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.schools.models import Membership


@transaction.atomic
def answer(*, ask: Ask, message_id: UUID, text: str, now: datetime) -> Message:
    """An asked person thinks along. The same `message_id` twice (a double click) is one answer.

    Raises StepRefusedError when the question has ended.
    """
    request, ask = _running(ask)
    existing = Message.objects.filter(id=message_id, ask=ask).first()
    if existing is not None:
        return existing
    if ask.state != AskState.ANSWERED:
        ask.state = ask_step(ask.state, AskState.ANSWERED)
    ask.responded_at = now
    ask.save()
    message = _write(request, message_id, kind=MessageKind.ANSWER, ask=ask, text=text, now=now)
    if request.state == RequestState.OPEN:
        request.state = step(request.state, RequestState.ANSWERED)
        if request.reminded_at is not None:
            expect_later(request, timezone.localdate(now), now=now)
    request.last_activity_at = now
    request.save()
    overtake(request, now=now)
    letters.queue_answer(request, message, now=now)
    _record("answered", ask, now)
    return message


@transaction.atomic
def reply(*, by: Membership, request: HelpRequest, message_id: UUID, text: str, now: datetime) -> Message:
    """The asker writes in the thread; everybody who thought along hears it. Idempotent by `message_id`."""
    request = locked(request.id)
    existing = Message.objects.filter(id=message_id, request=request, ask=None).first()
    if existing is not None:
        return existing
    require_live(request)
    message = _write(request, message_id, kind=MessageKind.REPLY, ask=None, text=text, now=now)
    request.last_activity_at = now
    request.save(update_fields=["last_activity_at"])
    for ask in asked_people(request):
        if ask.state in {AskState.ANSWERED, AskState.ASKED}:
            letters.queue_reply(request, message, ask, now=now)
    audit.record(action="replied", by=by.user_id, school=request.school_id, about=message, now=now)
    return message


@transaction.atomic
def not_now(*, ask: Ask, now: datetime) -> None:
    """ "Niet nu": no reason is asked or kept. Saying it twice is fine."""
    request, ask = _running(ask)
    if ask.state == AskState.NOT_NOW:
        return
    ask.state = ask_step(ask.state, AskState.NOT_NOW)
    ask.responded_at = now
    ask.save()
    overtake(request, now=now)
    letters.queue_not_now(request, ask, now=now)
    _record("not_now", ask, now)


@transaction.atomic
def redirect(*, ask: Ask, suggested: Membership | None, note: str, now: datetime) -> None:
    """ "Vraag liever …": names somebody else. Nothing is sent to that person: the asker decides."""
    request, ask = _running(ask)
    if ask.state == AskState.REDIRECTED:
        return
    ask.state = ask_step(ask.state, AskState.REDIRECTED)
    ask.suggested = suggested
    ask.seal(note=note)
    ask.responded_at = now
    ask.save()
    overtake(request, now=now)
    letters.queue_redirect(request, ask, now=now)
    _record("redirected", ask, now)


@transaction.atomic
def edit_message(*, message: Message, text: str, now: datetime) -> None:
    """Change one's own message; readers see that it was changed. Not after the question has ended."""
    require_live(locked(message.request_id))
    message.seal(body=text)
    message.edited_at = now
    message.save()


@transaction.atomic
def withdraw_message(*, message: Message, now: datetime) -> None:
    """Take back one's own message: its text is gone, a line says that it was there."""
    require_live(locked(message.request_id))
    message.seal(body="")
    message.withdrawn_at = now
    message.save()


@transaction.atomic
def mark_read(*, request: HelpRequest, now: datetime) -> None:
    """The asker has read the answers."""
    Message.objects.filter(request=request, ask__isnull=False, read_at=None).update(read_at=now)


@transaction.atomic
def renew_link(*, ask: Ask, now: datetime) -> None:
    """Mail a fresh link to the address that had the old one; the old one stays dead."""
    request, ask = _running(ask)
    if ask.link_expires_at is not None and ask.link_expires_at > now:
        return
    ask.link_version += 1
    ask.link_expires_at = now + LINK_LIFE
    ask.save()
    letters.queue_new_link(request, ask, now=now)
    _record("link_renewed", ask, now)


def _running(ask: Ask) -> tuple[HelpRequest, Ask]:
    request = locked(ask.request_id)
    require_live(request)
    fresh = Ask.objects.select_related("key", "member__user__key", "suggested__user").get(id=ask.id)
    fresh.request = request  # read a moment ago
    return request, fresh


def _write(
    request: HelpRequest, message_id: UUID, *, kind: MessageKind, ask: Ask | None, text: str, now: datetime
) -> Message:
    message = Message(
        id=message_id, request=request, ask=ask, kind=kind, key=ask.key if ask else request.key, written_at=now
    )
    message.seal(body=text)
    message.save(force_insert=True)
    return message


def _record(action: str, ask: Ask, now: datetime) -> None:
    by = ask.member.user_id if ask.member else None
    audit.record(action=action, by=by, school=ask.request.school_id, about=ask, now=now)
