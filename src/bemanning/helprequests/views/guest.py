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
from bemanning.helprequests.access import LinkExpiredError, access_link, access_link_message
from bemanning.helprequests.actions import thread as actions
from bemanning.helprequests.forms import MessageForm, RedirectForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask
from bemanning.helprequests.queries.thread import thread_of

GuestView = Callable[..., HttpResponse]


def by_link(view: GuestView) -> GuestView:
    """Finds the asked person behind the token; an expired link gets its own page."""

    @login_not_required
    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **rest: Any) -> HttpResponse:
        try:
            ask = access_link(token, clock.now())
        except LinkExpiredError as expired:
            page = {"token": token, "asker": expired.ask.request.asker.user.name, "live": expired.ask.request.is_live}
            return render(request, "helprequests/link_expired.html", page, status=410)
        return view(request, token=token, ask=ask, **rest)

    return wrapped


@by_link
@require_safe
def show(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """The question and the conversation."""
    return _show(request, token, ask, MessageForm())


@by_link
@require_POST
def write(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """An answer."""
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _show(request, token, ask, form, status=422)
    try:
        actions.answer(
            ask=ask, message_id=form.cleaned_data["message_id"], text=form.cleaned_data["text"], now=clock.now()
        )
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
    try:
        actions.not_now(ask=ask, now=clock.now())
        messages.success(request, _("That is fine. %(name)s knows.") % {"name": ask.request.asker.user.first_name})
    except StepRefusedError:
        messages.info(request, _("That is no longer possible: the question is already further."))
    return redirect("guest_thread", token)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def redirect_to(request: HttpRequest, token: str, ask: Ask) -> HttpResponse:
    """ "Vraag liever …": by link without a list of colleagues, which a guest has no business with."""
    form = RedirectForm(request.POST or None, ask=ask)
    form.fields.pop("member", None)
    back = reverse("guest_thread", args=[token])
    if request.method == "POST" and form.is_valid():
        try:
            actions.redirect(ask=ask, suggested=None, note=form.cleaned_data["note"].strip(), now=clock.now())
            messages.success(
                request, _("%(name)s hears it and decides.") % {"name": ask.request.asker.user.first_name}
            )
        except StepRefusedError:
            messages.info(request, _("That is no longer possible: the question is already further."))
        return redirect(back)
    page = {"form": form, "ask": ask, "subject": ask.request.opened("subject"), "back": back}
    return render(request, "helprequests/guest_redirect.html", page)


@by_link
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, token: str, ask: Ask, message_id: UUID) -> HttpResponse:
    """Change one's own message."""
    message = access_link_message(ask, message_id)
    form = MessageForm(request.POST or None, initial={"text": message.opened("body"), "message_id": message.id})
    back = reverse("guest_thread", args=[token])
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_message(message=message, text=form.cleaned_data["text"], now=clock.now())
            return redirect(back)
        except StepRefusedError:
            messages.error(request, _("This question has ended in the meantime. Your words are still in the field."))
    page = {"form": form, "back": back, "subject": message.request.opened("subject")}
    return render(request, "helprequests/guest_edit.html", page)


@by_link
@require_POST
def withdraw_message(request: HttpRequest, token: str, ask: Ask, message_id: UUID) -> HttpResponse:
    """Take back one's own message."""
    try:
        actions.withdraw_message(message=access_link_message(ask, message_id), now=clock.now())
    except StepRefusedError:
        messages.info(request, _("That is no longer possible: the question is already further."))
    return redirect("guest_thread", token)


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


def _show(request: HttpRequest, token: str, ask: Ask, form: MessageForm, status: int = 200) -> HttpResponse:
    found = ask.request
    thread = thread_of(found, reader=ask)
    page = {
        "found": found,
        "subject": found.opened("subject"),
        "body": found.opened("body"),
        "thread": thread,
        "told_texts": thread.follow_up.texts() if thread.follow_up else {},
        "my_ask": ask,
        "own": False,
        "form": form,
        "token": token,
        "may_write": found.is_live,
    }
    return render(request, "helprequests/guest_thread.html", page, status=status)
