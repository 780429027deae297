"""Writes of team questions: keyword-only, atomic. An idea without a name leaves no trace of when and who."""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.core.cache import cache
from django.db import transaction
from django.db.models import F

from bemanning.core import audit
from bemanning.helprequests.actions import closing, drafts, thread
from bemanning.helprequests.actions.locking import locked, require_live
from bemanning.helprequests.enums import MessageKind, Outcome
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask, Message
from bemanning.helprequests.queries.asked import BOARDS
from bemanning.schools.models import Membership
from bemanning.teamquestions.access import ALPHABET
from bemanning.teamquestions.models import Group, Idea, Meeting, TeamQuestion
from bemanning.teamquestions.queries import may_hide

LONGEST_MEETING: Final = timedelta(hours=12)
MOST_IDEAS: Final = 500
MOST_UNSIGNED: Final = 300  # of those, without an account: a room that goes wild leaves space for colleagues
MOST_FROM_ONE: Final = 20  # by one phone in one meeting


class TooFewError(Exception):
    """So few people can answer that leaving out the name would hide nobody."""


class ShareError(Exception):
    """One phone in the room put as many ideas on the board as one person may."""


class FullError(Exception):
    """The question has as many ideas as a screen can bear."""


@transaction.atomic
def save_draft(
    *,
    by: Membership,
    request_id: UUID,
    text: str,
    choice: drafts.Choice,
    nameless_allowed: bool,
    edition: int | None,
    now: datetime,
) -> TeamQuestion:
    """Keep a question to teams that is not sent yet. Raises as `drafts.save_draft` does; it leaves by `sending.send`."""
    request = drafts.save_draft(by=by, draft_id=request_id, text=text, choice=choice, edition=edition, now=now)
    question, _created = TeamQuestion.objects.update_or_create(
        request=request, defaults={"nameless_allowed": nameless_allowed}
    )
    return question


@transaction.atomic
def add_unsigned(*, question: TeamQuestion, idea_id: UUID, text: str) -> None:
    """A colleague who was asked gives an idea without a name. Raises TooFewError, and what add_nameless raises.

    Counted at every idea: people leave, and then fewer are left to be among.
    """
    if not may_hide(question):
        raise TooFewError
    add_nameless(question=question, idea_id=idea_id, text=text)


@transaction.atomic
def add_nameless(*, question: TeamQuestion, idea_id: UUID, text: str, name: str = "") -> None:
    """An idea from nobody in particular; the same `idea_id` twice (a double click) is one idea.

    There is no `by`, no `now` and no audit row on purpose: nothing of them may be kept. Raises StepRefusedError when
    the question has ended, FullError when there are very many ideas, IdTakenError when another question has this id.
    """
    thread.count_nameless_answer(request=question.request)
    present = Idea.objects.filter(question=question)
    if present.filter(id=idea_id).exists():
        return
    if present.count() >= MOST_IDEAS or present.filter(message=None).count() >= MOST_UNSIGNED:
        raise FullError
    if Idea.objects.filter(id=idea_id).exists():
        raise thread.IdTakenError
    idea = Idea(id=idea_id, question=question, key=question.request.key)
    idea.seal(text=text, name=name)
    _shuffle(question, idea)
    _changed(question.id)


@transaction.atomic
def add_from_room(*, meeting: Meeting, phone: str, idea_id: UUID, text: str, name: str) -> None:
    """An idea of a phone that joined. Raises ShareError, and what add_nameless raises.

    `phone` is a number that the phone got at the door. Only how many ideas it gave is counted, apart from them, and
    that is forgotten when a meeting can no longer be open.
    """
    if Idea.objects.filter(id=idea_id, question=meeting.question).exists():
        return  # a double click does not count twice
    count = f"room:{meeting.id.hex}:{phone}"
    given = cache.get(count, 0)
    if given >= MOST_FROM_ONE:
        raise ShareError
    add_nameless(question=meeting.question, idea_id=idea_id, text=text, name=name)
    cache.set(count, given + 1, timeout=int(LONGEST_MEETING.total_seconds()))


@transaction.atomic
def remove_idea(*, by: Membership, idea: Idea, now: datetime) -> None:
    """The asker takes a card of nobody in particular off the board, also after the end: there is nobody else to."""
    question = idea.question
    locked(question.request_id)
    Idea.objects.filter(id=idea.id, message=None).delete()
    Group.objects.filter(question=question, ideas=None).delete()
    _changed(question.id)
    audit.record(action="idea_removed", by=by.user_id, school=by.school_id, about=question, now=now)


def _shuffle(question: TeamQuestion, newest: Idea) -> None:
    """Write all nameless ideas anew in a random order: where a row lies in the database file says when it came."""
    rows = [*Idea.objects.filter(question=question, message=None), newest]
    secrets.SystemRandom().shuffle(rows)
    Idea.objects.filter(question=question, message=None).delete()
    Idea.objects.bulk_create(rows)


def on_answer_changed(sender: Any, message: Message, **kwargs: Any) -> None:
    """Receiver of helprequests.signals.answer_changed: an answer to a team question is a card, by web and by mail."""
    if message.kind != MessageKind.ANSWER or message.request.audience not in BOARDS:
        return
    question = TeamQuestion.objects.filter(request=message.request_id).first()
    if question is None:
        return
    if message.withdrawn_at is not None:
        Idea.objects.filter(message=message).delete()
    else:
        Idea.objects.get_or_create(message=message, defaults={"question": question})
    _changed(question.id)


@transaction.atomic
def gather(*, by: Membership, question: TeamQuestion, ideas: Collection[UUID], name: str, now: datetime) -> None:
    """Put ideas together under a name; without a name they stand alone again. Empty groups go.

    Raises StepRefusedError when the question has ended.
    """
    # Held as by a new idea, which writes all nameless rows anew: else one of the two would undo the other.
    require_live(locked(question.request_id))
    chosen = Idea.objects.filter(question=question, id__in=ideas)
    chosen.update(group=_group(question, name) if name else None)
    Group.objects.filter(question=question, ideas=None).delete()
    _changed(question.id)
    audit.record(action="ideas_grouped", by=by.user_id, school=question.request.school_id, about=question, now=now)


def _group(question: TeamQuestion, name: str) -> Group:
    for group in Group.objects.select_related("key").filter(question=question):
        if group.opened("name").casefold() == name.casefold():
            return group
    group = Group(question=question, key=question.request.key)
    group.seal(name=name)
    group.save(force_insert=True)
    return group


@transaction.atomic
def decide(
    *,
    by: Membership,
    question: TeamQuestion,
    chosen: Collection[UUID],
    did: str,
    ground: str,
    thanks: str,
    thanked: Sequence[Ask],
    now: datetime,
) -> None:
    """Mark what is chosen, say why, and tell everybody who was asked. Raises StepRefusedError when told already."""
    told = closing.Told(outcome=Outcome.USED, did=did, ground=ground, thanks=thanks, thanked=thanked)
    closing.close(by=by, request=question.request, told=told, now=now)
    Idea.objects.filter(question=question, id__in=chosen).update(chosen=True)
    Meeting.objects.filter(question=question, closed_at=None).update(closed_at=now)
    _changed(question.id)


@transaction.atomic
def open_meeting(*, by: Membership, question: TeamQuestion, now: datetime) -> Meeting:
    """Open a meeting with a code of its own; the one that is open already stays. Raises StepRefusedError."""
    TeamQuestion.objects.select_for_update().get(id=question.id)
    if not question.request.is_live:
        raise StepRefusedError("not running")
    Meeting.objects.filter(closed_at=None, ends_at__lte=now).update(closed_at=F("ends_at"))
    present = Meeting.objects.filter(question=question, closed_at=None).first()
    if present is not None:
        return present
    taken = set(Meeting.objects.filter(closed_at=None).values_list("code", flat=True))
    meeting = Meeting(question=question, code=_code(taken), opened_at=now, ends_at=now + LONGEST_MEETING)
    meeting.save(force_insert=True)
    audit.record(action="meeting_opened", by=by.user_id, school=question.request.school_id, about=meeting, now=now)
    return meeting


@transaction.atomic
def close_meeting(*, by: Membership, question: TeamQuestion, now: datetime) -> None:
    """Close it: the code and everything that joined by it are worth nothing from now on."""
    if Meeting.objects.filter(question=question, closed_at=None).update(closed_at=now):
        _changed(question.id)
        audit.record(
            action="meeting_closed", by=by.user_id, school=question.request.school_id, about=question, now=now
        )


def _code(taken: set[str]) -> str:
    while True:
        code = "".join(secrets.choice(ALPHABET) for _place in range(6))
        if code not in taken:
            return code


def _changed(question_id: UUID) -> None:
    TeamQuestion.objects.filter(id=question_id).update(version=F("version") + 1)
