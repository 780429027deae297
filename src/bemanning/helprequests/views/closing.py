"""Closing the loop, and looking back in private."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bemanning.core import clock
from bemanning.helprequests.access import access_own
from bemanning.helprequests.actions import closing as actions
from bemanning.helprequests.forms import FollowUpForm, ReflectForm, ReminderForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import FollowUp, HelpRequest
from bemanning.helprequests.queries.thread import private_of, thread_of
from bemanning.schools.access import viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """ "Dit deed ik ermee"."""
    found = access_own(viewer_of(request), request_id)
    if not found.is_live and request.method != "POST":
        messages.info(request, _("That is no longer possible: the question is already further."))
        return redirect("request_thread", request_id)
    thread = thread_of(found, reader=None)
    form = FollowUpForm(request.POST or None, contributors=thread.contributors)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.close(by=found.asker, request=found, told=form.told(), now=clock.now())
        except StepRefusedError:
            if _says_the_same(found, form.told()):  # a double click
                return redirect("request_reflect", request_id)
            messages.error(request, _("This question has ended in the meantime. Your words are still in the field."))
            status = 409
        else:
            messages.success(request, _("The loop is closed. Whoever thought along hears it from you."))
            return redirect("request_reflect", request_id)
    page = {
        "nav": "requests",
        "found": found,
        "subject": found.opened("subject"),
        "body": found.opened("body"),
        "thread": thread,
        "names": ", ".join(ask.display_name for ask in thread.contributors),
        "form": form,
    }
    return render(request, "helprequests/close.html", page, status=status)


def _says_the_same(found: HelpRequest, told: actions.Told) -> bool:
    """Whether these words were told already."""
    follow_up = thread_of(found, reader=None).follow_up
    return follow_up is not None and follow_up.says(**{name: getattr(told, name) for name in FollowUp.SEALED})


@require_POST
def move_reminder(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Another day to be reminded."""
    found = access_own(viewer_of(request), request_id)
    now = clock.now()
    form = ReminderForm(request.POST, today=timezone.localdate(now))
    if not form.is_valid():
        messages.error(request, form.errors["day"].as_text().removeprefix("* "))
        return redirect("request_thread", request_id)
    try:
        actions.move_reminder(by=found.asker, request=found, day=form.cleaned_data["day"], now=now)
        messages.success(request, _("You get a reminder on that day."))
    except StepRefusedError:
        messages.info(request, _("That is no longer possible: the question is already further."))
    return redirect("request_thread", request_id)


@require_http_methods(["GET", "HEAD", "POST"])
def reflect(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """How it really was, beside what was expected. For the asker alone."""
    found = access_own(viewer_of(request), request_id)
    if found.sent_at is None:
        return redirect("request_thread", request_id)
    private = private_of(found)
    stored = {name: private.opened(name) for name in private.SEALED} if private else {}
    form = ReflectForm(request.POST or None, initial=stored)
    if request.method == "POST" and form.is_valid():
        actions.reflect(request=found, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("Kept, for you alone."))
        return redirect("request_thread", request_id)
    page = {
        "nav": "requests",
        "found": found,
        "subject": found.opened("subject"),
        "form": form,
        "expected": stored,
    }
    return render(request, "helprequests/reflect.html", page)
