"""One question with its people, its thread and its follow-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from bemanning.core.prepared import prepared
from bemanning.helprequests.enums import WRITTEN, AskState, RequestState
from bemanning.helprequests.models import Ask, Attachment, FollowUp, HelpRequest, Message, PrivateReflection


@dataclass(frozen=True, slots=True)
class Thread:
    """What the page of a question shows."""

    request: HelpRequest
    asks: list[Ask]
    messages: Sequence[Message]  # each with `has_files`
    follow_up: FollowUp | None
    thanked: list[Ask]
    mine: frozenset[UUID]

    @property
    def contributors(self) -> list[Ask]:
        """Those who thought along."""
        return [ask for ask in self.asks if ask.state == AskState.ANSWERED]


def thread_of(request: HelpRequest, *, reader: Ask | None) -> Thread:
    """The thread of a question as `reader` sees it (None: the asker). At most five queries, however long it is."""
    everybody = {ask.id: ask for ask in _asks(request.id)}
    for ask in everybody.values():
        ask.request = request
    asks = sorted((ask for ask in everybody.values() if ask.state != AskState.REVOKED), key=lambda ask: ask.id)
    files = Attachment.objects.select_related("key").defer("content")
    messages = _messages(request.id)
    # Few messages have files, and a query for none costs as much as one for many.
    with_files = [message for message in messages if message.has_files]  # type: ignore[attr-defined]
    prefetch_related_objects(with_files, Prefetch("attachments", files))
    keys = {one.key_id: one.key for one in (request, *everybody.values())}
    for message in messages:  # their writers were read a moment ago, once each, with their keys
        message.request = request
        message.ask = everybody.get(message.ask_id) if message.ask_id else None
        if message.key_id in keys:
            message.key = keys[message.key_id]
    if reader is not None:
        # That somebody is away, or that a mail did not arrive, is for the asker.
        messages = [message for message in messages if message.kind in WRITTEN]
    closed = request.state == RequestState.CLOSED  # nothing is told before that
    follow_up = FollowUp.objects.select_related("key").filter(request=request).first() if closed else None
    thanked = list(follow_up.thanked.select_related("member__user").order_by("id")) if follow_up else []
    author = reader.id if reader else None
    mine = frozenset(message.id for message in messages if message.ask_id == author)
    return Thread(request, asks, messages, follow_up, thanked, mine)


@prepared
def _asks(request: UUID) -> QuerySet[Ask]:
    return Ask.objects.filter(request=request).select_related("key", "member__user", "suggested__user")


@prepared
def _messages(request: UUID) -> QuerySet[Message]:
    has_files = Exists(Attachment.objects.filter(message=OuterRef("pk")))
    return Message.objects.filter(request=request).annotate(has_files=has_files)


def private_of(request: HelpRequest) -> PrivateReflection | None:
    """What the asker kept private. Only the asker's own pages may call this."""
    return PrivateReflection.objects.select_related("key").filter(request=request).first()
