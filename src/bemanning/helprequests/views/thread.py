"""A question with its conversation, for people who sign in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.core import clock
from bemanning.helprequests.access import (
    READING,
    access_ask,
    access_attachment,
    access_own,
    access_own_message,
    access_request,
    find_ask,
)
from bemanning.helprequests.actions import thread as actions
from bemanning.helprequests.audience import audience_of, readers_of_answer
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.forms import AnswerForm, RedirectForm, ReminderForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import HelpRequest
from bemanning.helprequests.pages import pages_of
from bemanning.helprequests.queries.thread import thread_of
from bemanning.helprequests.views import conversation
from bemanning.helprequests.views.conversation import answer_form
from bemanning.helprequests.views.silence import silence_of
from bemanning.schools.access import Viewer, viewer_of

FRAME = "web/base.html"


@require_safe
def show(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The question, who is asked, and the conversation."""
    viewer = viewer_of(request)
    found = access_request(viewer, request_id)
    if found.state == RequestState.DRAFT:
        return redirect(pages_of(found.audience).write, request_id)
    if (page := pages_of(found.audience).show) != "request_thread":
        return redirect(page, request_id)
    return _show(request, viewer, found, AnswerForm())


@require_POST
def mark_read(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The asker has seen the answers."""
    actions.mark_read(request=access_own(viewer_of(request), request_id), now=clock.now())
    return redirect("request_thread", request_id)


@require_POST
def write(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """An answer of somebody who is asked, or a reply of the asker."""
    viewer = viewer_of(request)
    ask = find_ask(viewer, request_id)
    found = ask.request if ask else access_own(viewer, request_id)
    form = answer_form(request)
    if not form.is_valid():
        return _show(request, viewer, found, form, status=422)
    message = {**form.message(), "now": clock.now()}
    try:
        if ask is None:
            actions.reply(by=found.asker, request=found, **message)
        else:
            actions.answer(ask=ask, **message)
            messages.success(
                request, _("Thank you. %(name)s gets your answer.") % {"name": found.asker.user.first_name}
            )
    except actions.IdTakenError:
        conversation.press_again(request, form)
        return _show(request, viewer, found, form, status=409)
    except StepRefusedError:
        messages.error(request, _("This question has ended in the meantime. Your words are still in the field."))
        return _show(request, viewer, access_request(viewer, request_id), form, status=409)
    return redirect("request_thread", request_id)


@require_POST
def not_now(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """ "Niet nu", without a reason."""
    return conversation.not_now(request, access_ask(viewer_of(request), request_id), back=_back(request_id))


@require_http_methods(["GET", "HEAD", "POST"])
def redirect_to(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """ "Vraag liever …": names somebody else; the asker decides."""
    form = RedirectForm(request.POST or None, ask=access_ask(viewer_of(request), request_id), offers_colleagues=True)
    return conversation.redirect_to(request, form, back=_back(request_id), frame=FRAME)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, request_id: UUID, message_id: UUID) -> HttpResponse:
    """Change one's own message."""
    message = access_own_message(viewer_of(request), request_id, message_id)
    return conversation.edit(request, message, back=_back(request_id), frame=FRAME)


@require_POST
def withdraw_message(request: HttpRequest, request_id: UUID, message_id: UUID) -> HttpResponse:
    """Take back one's own message."""
    message = access_own_message(viewer_of(request), request_id, message_id)
    return conversation.withdraw_message(request, message, back=_back(request_id))


@require_safe
def attachment(request: HttpRequest, request_id: UUID, attachment_id: UUID) -> HttpResponse:
    """A file of the conversation, to save."""
    return conversation.download(access_attachment(viewer_of(request), request_id, attachment_id))


def _back(request_id: UUID) -> str:
    return reverse("request_thread", args=[request_id])


def _show(
    request: HttpRequest, viewer: Viewer, found: HelpRequest, form: AnswerForm, status: int = 200
) -> HttpResponse:
    own = found.asker_id in viewer.member_ids
    mine = None if own else found.asks.filter(member__in=viewer.member_ids, state__in=READING).first()
    thread = thread_of(found, reader=mine)
    page: dict[str, Any] = {
        "nav": "requests",
        "found": found,
        "subject": found.title,
        "body": found.opened("body"),
        "thread": thread,
        "told_texts": thread.follow_up.texts() if thread.follow_up else {},
        "own": own,
        "my_ask": mine,
        "form": form,
        "may_write": (found.is_live or form.is_bound)
        and (own or mine is not None),  # what came too late stays in sight
        "audience": audience_of(found, thread.asks) if own else None,
        "readers": readers_of_answer(mine, thread.asks) if mine else "",
    }
    if own:
        page["reminder"] = ReminderForm(
            today=timezone.localdate(clock.now()), initial={"day": found.follow_up_on}, auto_id="reminder_%s"
        )
        page |= silence_of(found, thread.asks)
        page["has_unread"] = any(m.ask_id and not m.read_at and not m.withdrawn_at for m in thread.messages)
    return render(request, "helprequests/thread.html", page, status=status)
