"""Thinking along: answers, replies, "niet nu", "vraag liever …", edits and withdrawals of messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, QuerySet
from django.utils import timezone

from bemanning.core import audit
from bemanning.core.prepared import prepared
from bemanning.core.writes import insert, update
from bemanning.helprequests import gathered, letters
from bemanning.helprequests.actions.locking import locked, require_live
from bemanning.helprequests.actions.plans import expect_later, overtake
from bemanning.helprequests.actions.sending import LINK_LIFE, asked_people
from bemanning.helprequests.enums import HEARING, AskState, MessageKind, RequestState
from bemanning.helprequests.files import Accepted
from bemanning.helprequests.machine import ask_step, step
from bemanning.helprequests.models import Ask, Attachment, HelpRequest, Message
from bemanning.helprequests.queries.asked import BOARDS
from bemanning.helprequests.signals import answer_changed
from bemanning.schools.models import Membership

MOST_AUTOMATIC: Final = 3  # absence notes of one person on one question


class IdTakenError(Exception):
    """Something else was kept under this id, such as a message in another question. With a new id it can be kept."""


@transaction.atomic
def answer(*, ask: Ask, message_id: UUID, text: str, now: datetime, files: Sequence[Accepted] = ()) -> Message:
    """An asked person thinks along, with files beside it. The same `message_id` twice (a double click) is one answer.

    Raises StepRefusedError when the question has ended, and IdTakenError.
    """
    request, ask = _running(ask, message_id)
    if ask.is_kept and (existing := _kept_before(message_id, request, ask)) is not None:  # type: ignore[attr-defined]
        return existing
    if ask.state != AskState.ANSWERED:
        ask.state = ask_step(ask.state, AskState.ANSWERED)
    ask.responded_at = now
    update(ask, "state", "responded_at")
    message = _write(request, message_id, kind=MessageKind.ANSWER, ask=ask, text=text, files=files, now=now)
    if request.state == RequestState.OPEN:
        request.state = step(request.state, RequestState.ANSWERED)
        if request.reminded_at is not None:
            expect_later(request, timezone.localdate(now), now=now)
    request.last_activity_at = now
    update(request, "state", "last_activity_at")
    overtake(request, now=now)
    if request.audience in BOARDS:
        gathered.queue(request, now=now)
    else:
        letters.queue_answer(request, message, now=now)
    answer_changed.send(Message, message=message)
    _record("answered", ask, now)
    return message


@transaction.atomic
def reply(
    *,
    by: Membership,
    request: HelpRequest,
    message_id: UUID,
    text: str,
    now: datetime,
    files: Sequence[Accepted] = (),
) -> Message:
    """The asker writes in the thread; everybody who thought along hears it. Idempotent by `message_id`."""
    request = locked(request.id)
    if (existing := _kept_before(message_id, request, None)) is not None:
        return existing
    require_live(request)
    message = _write(request, message_id, kind=MessageKind.REPLY, ask=None, text=text, files=files, now=now)
    request.last_activity_at = now
    request.save(update_fields=["last_activity_at"])
    for ask in asked_people(request):
        if ask.state in HEARING:
            letters.queue_reply(request, message, ask, files=len(files), now=now)
    audit.record(action="replied", by=by.user_id, school=request.school_id, about=message, now=now)
    return message


@transaction.atomic
def note_automatic(*, ask: Ask, message_id: UUID, text: str, now: datetime) -> None:
    """A machine answered for an asked person, such as an absence note. The asker sees it; nothing else changes."""
    request, ask = _running(ask)
    earlier = Message.objects.filter(ask=ask, kind=MessageKind.AUTO).select_related("key")
    if len(earlier) >= MOST_AUTOMATIC or any(one.text == text for one in earlier):
        return
    _note(request, ask, message_id, kind=MessageKind.AUTO, text=text, now=now)
    _record("answered_automatically", ask, now)


@transaction.atomic
def note_bounce(*, ask: Ask, message_id: UUID, now: datetime) -> None:
    """The mail to an asked person came back. The asker hears it once, and can choose somebody else."""
    request, ask = _running(ask)
    if Message.objects.filter(ask=ask, kind=MessageKind.BOUNCE).exists():
        return
    _note(request, ask, message_id, kind=MessageKind.BOUNCE, text="", now=now)
    letters.queue_bounced(request, ask, now=now)
    _record("bounced", ask, now)


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
    if request.audience not in BOARDS:
        letters.queue_not_now(request, ask, now=now)
    elif request.state == RequestState.OPEN and not request.asks.filter(state=AskState.ASKED).exists():
        letters.queue_all_passed(request, now=now)  # of a team, one who passes is no news; all of them are
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
def count_nameless_answer(*, request: HelpRequest) -> None:
    """Somebody thought along without a name: the question was answered, and no moment of it is kept.

    Raises StepRefusedError when the question has ended.
    """
    request = locked(request.id)
    require_live(request)
    if request.state == RequestState.OPEN:
        request.state = step(request.state, RequestState.ANSWERED)
        request.save(update_fields=["state"])


@transaction.atomic
def edit_message(*, message: Message, text: str, now: datetime) -> None:
    """Change one's own message; readers see that it was changed. Not after the question has ended."""
    require_live(locked(message.request_id))
    message.seal(body=text)
    message.edited_at = now
    message.save()
    answer_changed.send(Message, message=message)


@transaction.atomic
def withdraw_message(*, message: Message, now: datetime) -> None:
    """Take back one's own message: its text and files are gone, a line says that it was there."""
    require_live(locked(message.request_id))
    message.attachments.all().delete()
    message.seal(body="")
    message.withdrawn_at = now
    message.save()
    answer_changed.send(Message, message=message)


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


@prepared
def _fresh(ask: UUID) -> QuerySet[Ask]:
    return Ask.objects.select_related("key", "member__user__key", "suggested__user").filter(id=ask)


@prepared
def _answering(ask: UUID, message: UUID) -> QuerySet[Ask]:
    kept = Exists(Message.objects.filter(id=message))
    return Ask.objects.select_related("key", "member").filter(id=ask).annotate(is_kept=kept)


@prepared
def _by_id(message: UUID) -> QuerySet[Message]:
    return Message.objects.filter(id=message)


def _running(ask: Ask, message_id: UUID | None = None) -> tuple[HelpRequest, Ask]:
    """Both as they stand now, held. With a `message_id` the ask `is_kept` when there is such a message already."""
    request = locked(ask.request_id)
    require_live(request)
    [fresh] = _answering(ask.id, message_id) if message_id else _fresh(ask.id)
    fresh.request = request  # read a moment ago
    return request, fresh


def _kept_before(message_id: UUID, request: HelpRequest, ask: Ask | None) -> Message | None:
    """The message that a double click sent already. Raises IdTakenError when the id belongs to another one."""
    found = _by_id.first(message_id)
    if found is not None and (found.request_id, found.ask_id) != (request.id, ask.id if ask else None):
        raise IdTakenError
    return found


def require_new(message_id: UUID) -> None:
    """Raises IdTakenError when there is a message with this id already."""
    if Message.objects.filter(id=message_id).exists():
        raise IdTakenError


def _write(
    request: HelpRequest,
    message_id: UUID,
    *,
    kind: MessageKind,
    ask: Ask | None,
    text: str,
    now: datetime,
    files: Sequence[Accepted] = (),
) -> Message:
    message = Message(
        id=message_id, request=request, ask=ask, kind=kind, key=ask.key if ask else request.key, written_at=now
    )
    message.seal(body=text)
    insert(message)
    for position, file in enumerate(files):
        attachment = Attachment(message=message, key=message.key, kind=file.kind, position=position)
        attachment.seal(name=file.name)
        attachment.seal_content(file.content)
        attachment.save(force_insert=True)
    return message


def _note(request: HelpRequest, ask: Ask, message_id: UUID, *, kind: MessageKind, text: str, now: datetime) -> None:
    require_new(message_id)
    message = _write(request, message_id, kind=kind, ask=ask, text=text, now=now)
    # It stands in the thread, but nobody waits for the asker to read it.
    message.read_at = now
    message.save(update_fields=["read_at"])


def _record(action: str, ask: Ask, now: datetime) -> None:
    by = ask.member.user_id if ask.member else None
    audit.record(action=action, by=by, school=ask.request.school_id, about=ask, now=now)
