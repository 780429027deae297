"""The only way from an address to a question. The object, or 404: a stranger cannot tell whether it exists."""

import re
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.db.models import Q, QuerySet
from django.http import Http404

from bemanning.accounts.queries import addresses_of as addresses_of_user
from bemanning.core.prepared import prepared
from bemanning.helprequests.enums import CHANGEABLE, WRITTEN, AskState, RequestState
from bemanning.helprequests.models import Ask, Attachment, HelpRequest, Message
from bemanning.mail.inbound.addressing import Reference, make_token
from bemanning.schools.access import Viewer

# An asked person reads along from the moment they are asked until they are no longer asked.
READING = [AskState.ASKED, AskState.ANSWERED, AskState.NOT_NOW, AskState.REDIRECTED, AskState.RELEASED]
SENT = [RequestState.OPEN, RequestState.ANSWERED, RequestState.CLOSED, RequestState.WITHDRAWN]
# The kinds of our tokens in reply addresses: of somebody who is asked, and of the asker.
REPLY = "h"
ASKER_REPLY = "v"
_SIGNER = Signer(salt="helprequests.ask")
# The token of a link, and the secret half of a reply address, wherever a mail program put them.
_SECRETS = re.compile(r"[0-9a-f]{32}\.\d{1,5}\.[\w-]{43}|(?<=\+)[a-z][a-z2-7]{40,52}(?=@)", re.IGNORECASE)


def _requests() -> QuerySet[HelpRequest]:
    return HelpRequest.objects.select_related("key", "asker__user", "team", "school")


def readable(viewer: Viewer) -> QuerySet[HelpRequest]:
    """Every question that this person may read: their own, and those they are asked, in any of their schools."""
    return _readable(viewer.member_ids)


def _readable(members: list[UUID]) -> QuerySet[HelpRequest]:
    asked = Ask.objects.filter(member__in=members, state__in=READING).values("request")
    return _requests().filter(Q(asker__in=members) | Q(id__in=asked, state__in=SENT, sent_at__isnull=False))


@prepared
def _readable_one(members: list[UUID], request_id: UUID) -> QuerySet[HelpRequest]:
    return _readable(members).filter(id=request_id)


def access_request(viewer: Viewer, request_id: UUID) -> HelpRequest:
    """A question that this person may read, or 404."""
    found = _readable_one.first(viewer.member_ids, request_id)
    if found is None:
        raise Http404("no such question")
    return found


def access_own(viewer: Viewer, request_id: UUID) -> HelpRequest:
    """A question that this person asked, or 404."""
    found = _requests().filter(asker__in=viewer.member_ids, id=request_id).first()
    if found is None:
        raise Http404("no such question of this person")
    return found


def find_ask(viewer: Viewer, request_id: UUID) -> Ask | None:
    """The place of this person among the asked of a question, if they have one."""
    return _place.first(viewer.member_ids, request_id)


@prepared
def _place(members: list[UUID], request_id: UUID) -> QuerySet[Ask]:
    return _asks().filter(
        request=request_id,
        member__in=members,
        state__in=READING,
        request__state__in=SENT,
        request__sent_at__isnull=False,
    )[:1]


def access_ask(viewer: Viewer, request_id: UUID) -> Ask:
    """The place of this person among the asked of a question, or 404."""
    found = find_ask(viewer, request_id)
    if found is None:
        raise Http404("not asked")
    return found


def access_own_ask(viewer: Viewer, request_id: UUID, ask_id: UUID) -> Ask:
    """One asked person on a question of the viewer's own, or 404."""
    found = _asks().filter(id=ask_id, request=access_own(viewer, request_id)).first()
    if found is None:
        raise Http404("no such asked person")
    return found


def access_own_message(viewer: Viewer, request_id: UUID, message_id: UUID) -> Message:
    """A message that this person wrote on a question they may read, or what they heard on their own; or 404."""
    request = access_request(viewer, request_id)
    mine = Q(ask__member__in=viewer.member_ids)
    if request.asker_id in viewer.member_ids:
        mine |= Q(ask=None)
    found = _messages().filter(mine, request=request, id=message_id, withdrawn_at=None, kind__in=CHANGEABLE).first()
    if found is None:
        raise Http404("no such message of this person")
    return found


class LinkExpiredError(Exception):
    """A link that was good once. Carries the ask, so that a new link can be mailed to the same address."""

    def __init__(self, ask: Ask) -> None:
        super().__init__("expired")
        self.ask = ask


class ForeignSenderError(Exception):
    """A reply to an address of ours, from somebody who was not given that address."""


def link_token(ask: Ask) -> str:
    """The signed token of the link in a mail: this question, this person, until it expires or is revoked."""
    return _SIGNER.sign(f"{ask.id.hex}.{ask.link_version}").replace(":", ".")


def without_secrets(text: str) -> str:
    """A text without tokens of links and reply addresses: whoever reads one may write in the name of its owner."""
    return _SECRETS.sub("…", text)


def access_link(token: str, now: datetime) -> Ask:
    """The asked person behind a link, or 404. Raises LinkExpiredError for one that was good once."""
    try:
        ask_hex, version = _SIGNER.unsign(":".join(token.rsplit(".", 1))).split(".")
        ask_id = UUID(ask_hex)
    except (BadSignature, ValueError):
        raise Http404("no such link") from None
    return _reached(ask_id, int(version), now)


def reply_token(ask: Ask) -> str:
    """The token of the address that a reply by mail goes to. It lives and dies with the link in the same mail."""
    return make_token(Reference(REPLY, ask.id, ask.link_version))


def access_reply(reference: Reference, sender: str, now: datetime) -> Ask:
    """The asked person behind a reply address, or 404.

    Raises LinkExpiredError as `access_link` does, and ForeignSenderError for a mail that another address sent.
    """
    ask = _reached(reference.id, reference.version, now)
    if sender not in addresses_of(ask):
        raise ForeignSenderError
    return ask


def access_mailed(reference: Reference, now: datetime) -> Ask:
    """The asked person whose mail a machine answers, whoever that machine says it is; or 404, or LinkExpiredError."""
    return _reached(reference.id, reference.version, now)


def addresses_of(ask: Ask) -> set[str]:
    """From where this person may reply: the address that was asked, and those that are proven to be theirs."""
    return addresses_of_user(ask.member.user) if ask.member else {ask.guest_email.lower()}


def asker_reply_token(request: HelpRequest) -> str:
    """The token of the address that the asker replies to by mail. It is worth nothing without the asker's address."""
    return make_token(Reference(ASKER_REPLY, request.id, 0))


def access_asker_reply(reference: Reference, sender: str) -> HelpRequest:
    """The question of the asker behind a reply address, or 404.

    Raises ForeignSenderError for a mail that another address sent.
    """
    found = _requests().filter(id=reference.id, state__in=SENT, asker__left_at=None).first()
    if found is None or not found.asker.is_active:
        raise Http404("no such question of somebody here")
    if sender not in addresses_of_user(found.asker.user):
        raise ForeignSenderError
    return found


def access_attachment(viewer: Viewer, request_id: UUID, attachment_id: UUID) -> Attachment:
    """A file in the conversation of a question that this person may read, or 404."""
    return _attachment(access_request(viewer, request_id), attachment_id)


def access_link_attachment(ask: Ask, attachment_id: UUID) -> Attachment:
    """A file in the conversation that the person behind a link reads, or 404."""
    return _attachment(ask.request, attachment_id)


def _attachment(request: HelpRequest, attachment_id: UUID) -> Attachment:
    found = (
        Attachment.objects.select_related("key")
        .filter(id=attachment_id, message__request=request, message__withdrawn_at=None, key__isnull=False)
        .first()
    )
    if found is None:
        raise Http404("no such file")
    return found


def _reached(ask_id: UUID, version: int, now: datetime) -> Ask:
    found = _asks().filter(id=ask_id, link_version=version, state__in=READING).first()
    if found is None or (found.member is not None and not found.member.is_active):
        raise Http404("link revoked")
    if found.request.state not in SENT:
        raise Http404("link of a question that was never sent")
    if found.link_expires_at is None or found.link_expires_at <= now:
        raise LinkExpiredError(found)
    return found


def access_link_message(ask: Ask, message_id: UUID) -> Message:
    """A message that the person behind a link wrote, or 404."""
    found = _messages().filter(ask=ask, id=message_id, withdrawn_at=None, kind__in=WRITTEN).first()
    if found is None:
        raise Http404("no such message of this person")
    return found


def _asks() -> QuerySet[Ask]:
    return Ask.objects.select_related(
        "key", "member__user", "request__key", "request__asker__user", "request__school"
    )


def _messages() -> QuerySet[Message]:
    return Message.objects.select_related("key", "ask__member__user", "request__key", "request__asker__user")
