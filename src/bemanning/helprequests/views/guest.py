"""Thinking along by the link in a mail: that question only, no account. GET and HEAD never change anything."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.core import clock
from bemanning.helprequests.access import LinkExpiredError, access_link, access_link_attachment, access_link_message
from bemanning.helprequests.actions import thread as actions
from bemanning.helprequests.audience import readers_of_answer
from bemanning.helprequests.forms import AnswerForm, RedirectForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask
from bemanning.helprequests.pages import pages_of
from bemanning.helprequests.queries.thread import thread_of
from bemanning.helprequests.views import conversation
from bemanning.helprequests.views.conversation import answer_form

FRAME = "web/plain.html"
GuestView = Callable[..., HttpResponse]


def by_link(view: GuestView) -> GuestView:
    """Finds the asked person behind the token; an expired link gets its own page."""

    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
        try:
            ask = access_link(token, clock.now())
        except LinkExpiredError as expired:
            found = expired.ask.request
            page = {"token": token, "asker": found.asker.user.name, "live": found.is_live}
            page["words"] = request.POST.get("text", "")
            return render(request, "helprequests/link_expired.html", page, status=410)
        return view(request, token=token, ask=ask, **rest)

    return wrapped


@by_link
@require_safe
def show(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """The question and the conversation; or the page that this kind of question has instead."""
    if (page := pages_of(ask.request.audience).by_link) != "guest_thread":
        return redirect(page, token)
    return _show(request, token, ask, AnswerForm())


@by_link
@require_POST
def write(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """An answer."""
    form = answer_form(request)
    if not form.is_valid():
        return _show(request, token, ask, form, status=422)
    try:
        actions.answer(ask=ask, now=clock.now(), **form.message())
    except actions.IdTakenError:
        conversation.press_again(request, form)
        return _show(request, token, ask, form, status=409)
    except StepRefusedError:
        messages.error(request, _("This question has ended in the meantime. Your words are still in the field."))
        return _show(request, token, access_link(token, clock.now()), form, status=409)
    messages.success(
        request, _("Thank you. %(name)s gets your answer.") % {"name": ask.request.asker.user.first_name}
    )
    return redirect("guest_thread", token)


@by_link
@require_POST
def not_now(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """ "Niet nu", without a reason."""
    return conversation.not_now(request, ask, back=_back(token))


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def redirect_to(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """ "Vraag liever …": by link without a list of colleagues, which a guest has no business with."""
    return conversation.redirect_to(
        request, RedirectForm(request.POST or None, ask=ask), back=_back(token), frame=FRAME
    )


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, token: str, ask: Ask, message_id: UUID) -> HttpResponse:
    """Change one's own message."""
    return conversation.edit(request, access_link_message(ask, message_id), back=_back(token), frame=FRAME)


@by_link
@require_POST
def withdraw_message(request: HttpRequest, token: str, ask: Ask, message_id: UUID) -> HttpResponse:
    """Take back one's own message."""
    return conversation.withdraw_message(request, access_link_message(ask, message_id), back=_back(token))


@by_link
@require_safe
def attachment(request: HttpRequest, token: str, ask: Ask, attachment_id: UUID) -> HttpResponse:
    """A file of the conversation, to save."""
    return conversation.download(access_link_attachment(ask, attachment_id))


@login_not_required
@require_POST
def renew(request: HttpRequest, token: str) -> HttpResponse:
    """Mail a fresh link to the address that had this one."""
    try:
        access_link(token, clock.now())
    except LinkExpiredError as expired:
        try:
            actions.renew_link(ask=expired.ask, now=clock.now())
        except StepRefusedError:
            messages.info(request, _("This question has ended. You need not do anything any more."))
        return render(request, "helprequests/link_sent.html")
    return redirect("guest_thread", token)


def _back(token: str) -> str:
    return reverse("guest_thread", args=[token])


def _show(request: HttpRequest, token: str, ask: Ask, form: AnswerForm, status: int = 200) -> HttpResponse:
    found = ask.request
    thread = thread_of(found, reader=ask)
    page = {
        "found": found,
        "subject": found.title,
        "body": found.opened("body"),
        "thread": thread,
        "told_texts": thread.follow_up.texts() if thread.follow_up else {},
        "my_ask": ask,
        "readers": readers_of_answer(ask, thread.asks),
        "own": False,
        "form": form,
        "token": token,
        "may_write": found.is_live or form.is_bound,  # what came too late stays in sight
    }
    return render(request, "helprequests/guest_thread.html", page, status=status)
