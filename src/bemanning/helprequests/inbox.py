"""Replies by mail to a question. One mail, once; called in the transaction that notes it as received."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404

from bemanning.helprequests.access import (
    ForeignSenderError,
    LinkExpiredError,
    access_asker_reply,
    access_mailed,
    access_reply,
    without_secrets,
)
from bemanning.helprequests.actions import thread
from bemanning.helprequests.files import Accepted, accept_all
from bemanning.helprequests.machine import StepRefusedError
from bemanning.mail.inbound.explaining import REASONS, Why, explain
from bemanning.mail.inbound.message import Kind
from bemanning.mail.inbound.registry import Arrival


@dataclass(frozen=True, slots=True)
class Door:
    """Where a mail comes in: how its words are kept, and the language of whoever wrote it."""

    language: str
    write: Callable[[str, list[Accepted]], object]


def on_mail(arrival: Arrival) -> None:
    """Of somebody who is asked: add an answer, note what a machine says, or explain kindly why a mail was not used."""
    match arrival.mail.kind:
        case Kind.AUTO_REPLY | Kind.BOUNCE:
            _note(arrival)
        case Kind.REPLY | Kind.REFUSED:
            _take(arrival, _door_of_asked)
        case Kind.LOOP:
            pass  # whatever one does with it, it comes back


def on_asker_mail(arrival: Arrival) -> None:
    """Of the asker: add it to the conversation as their message. What a machine of theirs says is for nobody."""
    if arrival.mail.kind in {Kind.REPLY, Kind.REFUSED}:
        _take(arrival, _door_of_asker)


def _door_of_asked(arrival: Arrival) -> Door:
    ask = access_reply(arrival.reference, arrival.mail.sender, arrival.now)

    def write(text: str, files: list[Accepted]) -> object:
        return thread.answer(ask=ask, message_id=arrival.id, text=text, files=files, now=arrival.now)

    return Door(ask.member.user.language if ask.member else ask.request.asker.user.language, write)


def _door_of_asker(arrival: Arrival) -> Door:
    request = access_asker_reply(arrival.reference, arrival.mail.sender)

    def write(text: str, files: list[Accepted]) -> object:
        by, now = request.asker, arrival.now
        return thread.reply(by=by, request=request, message_id=arrival.id, text=text, files=files, now=now)

    return Door(request.asker.user.language, write)


def _take(arrival: Arrival, reach: Callable[[Arrival], Door]) -> None:
    mail, now = arrival.mail, arrival.now
    try:
        door = reach(arrival)
        if mail.reason is not None:
            if mail.reason in REASONS:
                explain(mail=mail, why=REASONS[mail.reason], language=door.language, now=now)
            return
        accepted, refused = accept_all([(file.name, file.content) for file in mail.attachments])
        if mail.text or accepted:
            # A quote that was not recognised holds the writer's own link, and others read along.
            door.write(without_secrets(mail.text), accepted)
        if refused:
            explain(mail=mail, why=Why.FILES, names=tuple(refused), language=door.language, now=now)
    except ForeignSenderError:
        explain(mail=mail, why=Why.FOREIGN, language=settings.LANGUAGE_CODE, now=now)
    except (LinkExpiredError, Http404):
        explain(mail=mail, why=Why.GONE, language=settings.LANGUAGE_CODE, now=now)
    except StepRefusedError:
        explain(mail=mail, why=Why.ENDED, language=door.language, now=now)


def _note(arrival: Arrival) -> None:
    mail, now = arrival.mail, arrival.now
    try:
        if mail.kind == Kind.BOUNCE:
            thread.note_bounce(ask=access_mailed(arrival.reference, now), message_id=arrival.id, now=now)
        else:
            ask = access_reply(arrival.reference, mail.sender, now)
            thread.note_automatic(ask=ask, message_id=arrival.id, text=without_secrets(mail.text), now=now)
    except (ForeignSenderError, LinkExpiredError, Http404, StepRefusedError):
        pass  # a machine hears nothing back
