"""What waits for somebody, and the lists "van mij" and "aan mij"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bemanning.core.prepared import prepared
from bemanning.helprequests.access import READING, SENT
from bemanning.helprequests.enums import AskState, PlanState, RequestState
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.schools.access import Viewer

MOST_SEARCHED: Final = 600  # texts are sealed, so a search opens them one by one; newest first
# A list reads the columns that it shows. Rows of four joined tables have sixty, and each costs time.
_TITLE: Final = ("subject", "sealed_version", "key__wrapped", "key__master_key")
_TITLE_OF_REQUEST: Final = tuple(f"request__{name}" for name in _TITLE)
_NAME_OF_ASK: Final = ("ask__guest_name", "ask__guest_email", "ask__member__user__name")
_ROW: Final = ("state", "body", "last_activity_at", *_TITLE)
_PLAN: Final = (
    *(f"silence_plan__{name}" for name in ("request", "step", "day", "state", "team__name")),
    *(f"silence_plan__next_member__user__{name}" for name in ("name", "email", "key")),
)
RUNNING: Final = [RequestState.OPEN, RequestState.ANSWERED]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person, at most `limit` of each. `to_tell` also holds questions that nobody answered."""

    unread: list[Message]
    to_tell: list[HelpRequest]
    asked: list[Ask]


def waiting_for(viewer: Viewer, *, today: date, limit: int = 3) -> Waiting:
    """Answers to read, follow-ups to tell, and people who ask: three queries, bounded."""
    members = viewer.member_ids
    return Waiting(_unread(members, limit), _to_tell(members, today, limit), _asked(members, limit))


@prepared
def _unread(members: list[UUID], limit: int) -> QuerySet[Message]:
    return (
        Message.objects.filter(
            request__asker__in=members,
            request__state__in=RUNNING,
            ask__isnull=False,
            read_at=None,
            withdrawn_at=None,
        )
        .select_related("ask__member__user", "request__key")
        .only("request_id", "written_at", *_TITLE_OF_REQUEST, *_NAME_OF_ASK)
        .order_by("written_at")[:limit]
    )


@prepared
def _to_tell(members: list[UUID], today: date, limit: int) -> QuerySet[HelpRequest]:
    # Beside those to tell: questions in silence whose asker was told so, and has not chosen to let it be.
    unanswered = Q(state=RequestState.OPEN, reminded_at__isnull=False) & ~Q(silence_plan__state=PlanState.STOPPED)
    return (
        HelpRequest.objects.filter(
            Q(state=RequestState.ANSWERED, follow_up_on__lte=today) | unanswered, asker__in=members
        )
        .select_related("key")
        .only("follow_up_on", *_TITLE)
        .order_by("follow_up_on")[:limit]
    )


@prepared
def _asked(members: list[UUID], limit: int) -> QuerySet[Ask]:
    return (
        Ask.objects.filter(member__in=members, state=AskState.ASKED, request__state__in=RUNNING)
        .select_related("request__key", "request__asker__user")
        .only("state", "asked_at", "request_id", "request__asker__user__name", *_TITLE_OF_REQUEST)
        .order_by("asked_at")[:limit]
    )


def contributor_names(requests: Iterable[HelpRequest]) -> dict[UUID, list[str]]:
    """The first names of those who thought along, by question: one query."""
    names: dict[UUID, list[str]] = {}
    asks = Ask.objects.filter(request__in=list(requests), state=AskState.ANSWERED)
    for ask in asks.select_related("member__user").order_by("responded_at"):
        names.setdefault(ask.request_id, []).append(ask.first_name)
    return names


def my_requests(viewer: Viewer, states: Iterable[RequestState]) -> QuerySet[HelpRequest]:
    """The questions this person asked, latest activity first, each with `has_unread`."""
    fresh = Message.objects.filter(request=OuterRef("pk"), ask__isnull=False, read_at=None, withdrawn_at=None)
    return (
        HelpRequest.objects.filter(asker__in=viewer.member_ids, state__in=list(states))
        .select_related("key", "silence_plan__next_member__user", "silence_plan__team")
        .only(*_ROW, *_PLAN)
        .annotate(has_unread=Exists(fresh))
        .order_by("-last_activity_at", "-id")
    )


def asked_of_me(viewer: Viewer, states: Iterable[RequestState]) -> QuerySet[Ask]:
    """The places of this person among the asked, latest first."""
    return (
        Ask.objects.filter(
            member__in=viewer.member_ids,
            state__in=READING,
            request__state__in=[state for state in states if state in SENT],
            request__sent_at__isnull=False,
        )
        .select_related("request__key", "request__asker__user")
        .only("state", "request_id", "request__asker__user__name", *(f"request__{name}" for name in _ROW))
        .order_by("-request__last_activity_at", "-id")
    )


def names_asked(requests: Iterable[HelpRequest]) -> dict[UUID, list[str]]:
    """The names of everybody chosen or asked, by question: one query."""
    names: dict[UUID, list[str]] = {}
    for ask in _named([request.id for request in requests]):
        names.setdefault(ask.request_id, []).append(ask.display_name)
    return names


@prepared
def _named(requests: list[UUID]) -> QuerySet[Ask]:
    asks = Ask.objects.filter(request__in=requests).exclude(state=AskState.REVOKED).select_related("member__user")
    return asks.only("request_id", "guest_name", "guest_email", "member__user__name").order_by("id")


def matches(request: HelpRequest, words: list[str]) -> bool:
    """Whether every word (in lower case) occurs in the subject or the text."""
    text = f"{request.opened('subject')}\n{request.opened('body')}".casefold()
    return all(word in text for word in words)


def asked_this_month(member_ids: list[UUID], now: datetime) -> dict[UUID, int]:
    """How often people were asked in this calendar month. For spreading questions only; shown to nobody."""
    since = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = (
        Ask.objects.filter(asked_at__gte=since, member__in=member_ids)
        .values_list("member")
        .annotate(times=Count("id"))
    )
    return {member: times for member, times in rows if member is not None}
