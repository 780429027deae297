"""Replies by mail to a question. One mail, once; called in the transaction that notes it as received."""

from django.conf import settings
from django.http import Http404

from bemanning.helprequests.access import (
    ForeignSenderError,
    LinkExpiredError,
    access_mailed,
    access_reply,
    without_secrets,
)
from bemanning.helprequests.actions import thread
from bemanning.helprequests.files import accept_all
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask
from bemanning.mail.inbound.explaining import REASONS, Why, explain
from bemanning.mail.inbound.message import Kind
from bemanning.mail.inbound.registry import Arrival


def on_mail(arrival: Arrival) -> None:
    """Add an answer to its thread, note what a machine says, or explain kindly why a mail was not used."""
    match arrival.mail.kind:
        case Kind.AUTO_REPLY | Kind.BOUNCE:
            _note(arrival)
        case Kind.REPLY | Kind.REFUSED:
            _answer(arrival)
        case Kind.LOOP:
            pass  # whatever one does with it, it comes back


def _answer(arrival: Arrival) -> None:
    mail, now = arrival.mail, arrival.now
    try:
        ask = access_reply(arrival.reference, mail.sender, now)
        if mail.reason is not None:
            if mail.reason in REASONS:
                explain(mail=mail, why=REASONS[mail.reason], language=_language(ask), now=now)
            return
        accepted, refused = accept_all([(file.name, file.content) for file in mail.attachments])
        if mail.text or accepted:
            # A quote that was not recognised holds the writer's own link, and others read along.
            text = without_secrets(mail.text)
            thread.answer(ask=ask, message_id=arrival.id, text=text, files=accepted, now=now)
        if refused:
            explain(mail=mail, why=Why.FILES, names=tuple(refused), language=_language(ask), now=now)
    except ForeignSenderError:
        explain(mail=mail, why=Why.FOREIGN, language=settings.LANGUAGE_CODE, now=now)
    except (LinkExpiredError, Http404):
        explain(mail=mail, why=Why.GONE, language=settings.LANGUAGE_CODE, now=now)
    except StepRefusedError:
        explain(mail=mail, why=Why.ENDED, language=_language(ask), now=now)


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


def _language(ask: Ask) -> str:
    return ask.member.user.language if ask.member else ask.request.asker.user.language
