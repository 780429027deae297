"""One question with its people, its thread and its follow-up."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, prefetch_related_objects

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
    everybody = {ask.id: ask for ask in request.asks.select_related("key", "member__user", "suggested__user")}
    asks = sorted((ask for ask in everybody.values() if ask.state != AskState.REVOKED), key=lambda ask: ask.id)
    files = Attachment.objects.select_related("key").defer("content")
    has_files = Exists(Attachment.objects.filter(message=OuterRef("pk")))
    messages = list(request.messages.select_related("key").annotate(has_files=has_files))
    # Few messages have files, and a query for none costs as much as one for many.
    prefetch_related_objects([one for one in messages if one.has_files], Prefetch("attachments", files))
    for message in messages:  # their writers were read a moment ago, once each
        message.ask = everybody.get(message.ask_id) if message.ask_id else None
    if reader is not None:
        # That somebody is away, or that a mail did not arrive, is for the asker.
        messages = [message for message in messages if message.kind in WRITTEN]
    closed = request.state == RequestState.CLOSED  # nothing is told before that
    follow_up = FollowUp.objects.select_related("key").filter(request=request).first() if closed else None
    thanked = list(follow_up.thanked.select_related("member__user").order_by("id")) if follow_up else []
    author = reader.id if reader else None
    mine = frozenset(message.id for message in messages if message.ask_id == author)
    return Thread(request, asks, messages, follow_up, thanked, mine)


def private_of(request: HelpRequest) -> PrivateReflection | None:
    """What the asker kept private. Only the asker's own pages may call this."""
    return PrivateReflection.objects.select_related("key").filter(request=request).first()
