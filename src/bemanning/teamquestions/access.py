"""The only way to a team question: by the question itself, or by the code of a meeting that is open now."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from bemanning.helprequests.access import access_own, access_request
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.schools.access import Viewer
from bemanning.teamquestions.models import Idea, Meeting, TeamQuestion

# Letters and digits that nobody reads two ways, also from the back of the room.
ALPHABET: Final = "ACDEFGHJKMNPQRTUVWXY34679"
_STAND: Final = Signer(salt="teamquestions.stand")
_JOIN: Final = Signer(salt="teamquestions.join")


def access_question(viewer: Viewer, request_id: UUID) -> TeamQuestion:
    """A team question that this person may read, or 404."""
    return _of(access_request(viewer, request_id))


def access_own_question(viewer: Viewer, request_id: UUID) -> TeamQuestion:
    """A team question that this person asked, or 404."""
    return _of(access_own(viewer, request_id))


def question_of(ask: Ask) -> TeamQuestion:
    """The team question that somebody reached by the link in their mail, or 404 for another kind of question."""
    return _of(ask.request)


def access_code(typed: str, now: datetime) -> Meeting | None:
    """The open meeting with this code, typed in capitals or not, with spaces or not; or None."""
    code = re.sub(r"[\s-]", "", typed).upper()
    return _open(now).filter(code=code).first() if len(code) == 6 else None


@dataclass(frozen=True, slots=True)
class Joined:
    """An open meeting, and the number that this browser got at its door."""

    meeting: Meeting
    phone: str


def cookie_name() -> str:
    """The cookie of somebody who joined. With this prefix no other host of the school's domain can set it."""
    return "__Host-bijeenkomst" if settings.SESSION_COOKIE_SECURE else "bijeenkomst"


def join_token(meeting: Meeting) -> str:
    """What the cookie of somebody who joined holds: this meeting and a random number, and nothing of the person."""
    return _JOIN.sign(f"{meeting.id.hex}.{uuid4().hex}")


def access_joined(request: HttpRequest, now: datetime) -> Joined | None:
    """The open meeting that this browser joined, or None: a cookie is worth nothing once the meeting has closed."""
    try:
        meeting_id, _dot, phone = _JOIN.unsign(request.COOKIES.get(cookie_name(), "")).partition(".")
        meeting = _open(now).filter(id=UUID(meeting_id)).first()
    except (BadSignature, ValueError):
        return None
    return Joined(meeting, phone) if meeting else None


def access_loose_idea(viewer: Viewer, request_id: UUID, idea_id: UUID) -> Idea:
    """A card that no colleague signed, on a question of this person's own, or 404."""
    question = access_own_question(viewer, request_id)
    idea = Idea.objects.select_related("key").filter(question=question, message=None, id=idea_id).first()
    if idea is None:
        raise Http404("no such idea")
    idea.question = question
    return idea


def stand_token(question: TeamQuestion) -> str:
    """The token with which a screen asks whether something changed. It opens no words."""
    return _STAND.sign(question.id.hex).replace(":", ".")


def access_stand(token: str) -> int:
    """How often the question behind a token has changed, or 404. One query, and no session is read."""
    try:
        question_id = UUID(_STAND.unsign(":".join(token.rsplit(".", 1))))
    except (BadSignature, ValueError):
        raise Http404("no such question") from None
    version = TeamQuestion.objects.filter(id=question_id).values_list("version", flat=True).first()
    if version is None:
        raise Http404("no such question")
    return version


def _of(request: HelpRequest) -> TeamQuestion:
    question = TeamQuestion.objects.filter(request=request).first()
    if question is None:
        raise Http404("no question to a team")
    question.request = request  # read a moment ago, with what its page needs
    return question


def _open(now: datetime) -> QuerySet[Meeting]:
    running = [RequestState.OPEN, RequestState.ANSWERED]
    return Meeting.objects.select_related(
        "question__request__key", "question__request__asker__user", "question__request__school"
    ).filter(
        closed_at=None,
        ends_at__gt=now,
        question__request__state__in=running,
        question__request__asker__left_at=None,
        question__request__asker__user__is_active=True,
    )
