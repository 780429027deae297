"""What waits for somebody, and the lists "van mij" and "aan mij"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Generic, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Window
from django.utils import timezone

from bemanning.core.prepared import Prepared, prepared
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
_COUNT: Final = Window(Count("*"))  # of every row that the query finds, beside each of them
PAGE: Final = 20
Line = TypeVar("Line")
RUNNING: Final = [RequestState.OPEN, RequestState.ANSWERED]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for one person, at most `limit` of each. `to_tell` also holds questions that nobody answered."""

    unread: list[Message]
    to_tell: list[HelpRequest]
    asked: list[Ask]


@dataclass(frozen=True, slots=True)
class Lines(Generic[Line]):
    """One side of the list, as a Paginator of PAGE lines wants it: how many there are, and those of one page."""

    members: list[UUID]
    states: list[str]
    rows: Prepared[Line]
    counted: Prepared[tuple[int]]

    def count(self) -> int:
        """How many lines there are. One query."""
        return sum(count for (count,) in self.counted(self.members, self.states))

    def __getitem__(self, page: slice) -> list[Line]:
        """The lines from where the slice begins. One query."""
        return self.rows(self.members, self.states, page.start, PAGE)

    def newest(self) -> list[Line]:
        """Those that a search looks through. One query."""
        return self.rows(self.members, self.states, 0, MOST_SEARCHED)


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
    for ask in _contributors([request.id for request in requests]):
        names.setdefault(ask.request_id, []).append(ask.first_name)
    return names


@prepared
def _contributors(requests: list[UUID]) -> QuerySet[Ask]:
    asks = Ask.objects.filter(request__in=requests, state=AskState.ANSWERED)
    return asks.select_related("member__user").order_by("responded_at")


def my_requests(viewer: Viewer, states: Iterable[RequestState]) -> Lines[HelpRequest]:
    """The questions this person asked, latest activity first, each with `has_unread`."""
    return Lines(viewer.member_ids, list(states), _mine, _count_of_mine)


def asked_of_me(viewer: Viewer, states: Iterable[RequestState]) -> Lines[Ask]:
    """The places of this person among the asked, latest first."""
    return Lines(viewer.member_ids, [state for state in states if state in SENT], _at_me, _count_at_me)


def _by_me(members: list[UUID], states: list[str]) -> QuerySet[HelpRequest]:
    return HelpRequest.objects.filter(asker__in=members, state__in=states)


@prepared
def _mine(members: list[UUID], states: list[str], first: int, most: int) -> QuerySet[HelpRequest]:
    fresh = Message.objects.filter(request=OuterRef("pk"), ask__isnull=False, read_at=None, withdrawn_at=None)
    found = _by_me(members, states).select_related("key", "silence_plan__next_member__user", "silence_plan__team")
    found = found.only(*_ROW, *_PLAN).annotate(has_unread=Exists(fresh))
    return found.order_by("-last_activity_at", "-id")[first : first + most]


@prepared
def _count_of_mine(members: list[UUID], states: list[str]) -> QuerySet[HelpRequest, tuple[int]]:
    return _by_me(members, states).annotate(every=_COUNT).values_list("every")[:1]


def _to_me(members: list[UUID], states: list[str]) -> QuerySet[Ask]:
    return Ask.objects.filter(
        member__in=members, state__in=READING, request__state__in=states, request__sent_at__isnull=False
    )


@prepared
def _at_me(members: list[UUID], states: list[str], first: int, most: int) -> QuerySet[Ask]:
    found = _to_me(members, states).select_related("request__key", "request__asker__user")
    found = found.only("state", "request_id", "request__asker__user__name", *(f"request__{name}" for name in _ROW))
    return found.order_by("-request__last_activity_at", "-id")[first : first + most]


@prepared
def _count_at_me(members: list[UUID], states: list[str]) -> QuerySet[Ask, tuple[int]]:
    return _to_me(members, states).annotate(every=_COUNT).values_list("every")[:1]


def names_asked(requests: Iterable[HelpRequest]) -> dict[UUID, list[str]]:
    """The names of everybody chosen or asked, by question: one query."""
    names: dict[UUID, list[str]] = {}
    for request, *known_as in _named([request.id for request in requests]):
        names.setdefault(request, []).append(next(filter(None, known_as), ""))
    return names


@prepared
def _named(requests: list[UUID]) -> QuerySet[Ask, tuple[UUID, str | None, str, str]]:
    """Each ask with what Ask.display_name chooses from."""
    asks = Ask.objects.filter(request__in=requests).exclude(state=AskState.REVOKED).order_by("id")
    return asks.values_list("request_id", "member__user__name", "guest_name", "guest_email")


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
