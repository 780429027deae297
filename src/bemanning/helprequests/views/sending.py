"""The last look before a question leaves, and taking it back."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

import tekstcoach
from bemanning.core import clock
from bemanning.helprequests import coach
from bemanning.helprequests.access import access_own, access_own_ask
from bemanning.helprequests.actions import sending
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.audience import Audience, addressed, audience_of
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.forms import SendForm, SilenceForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import HelpRequest
from bemanning.helprequests.pages import pages_of
from bemanning.helprequests.queries.asked import GROUPS, to_ask
from bemanning.helprequests.queries.moment import moments_for
from bemanning.helprequests.queries.silence import options_for
from bemanning.schools.access import Viewer, access_colleague, viewer_of

FOLLOW_UP_AFTER = timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Who reads it, when it leaves, and the private expectation."""
    viewer = viewer_of(request)
    draft = access_own(viewer, request_id)
    if draft.state != RequestState.DRAFT:
        messages.info(request, _("This question was sent already."))
        return redirect("request_thread", request_id)
    asks = to_ask(draft)
    audience = audience_of(draft, asks)
    look = _look(viewer, draft, audience)
    now = clock.now()
    moments = moments_for(draft, asks, now=now)
    form = SendForm(
        request.POST or None,
        now=now,
        moments=moments,
        needs_confirmation=audience.leaves_school and look.has_personal_data,
        initial={
            "subject": draft.opened("subject") or tekstcoach.subject_line(draft.opened("body")),
            "follow_up_on": timezone.localdate(now) + FOLLOW_UP_AFTER,
        },
    )
    plan_form = SilenceForm(
        request.POST or None,
        options=options_for(viewer, draft, asks, now=now),
        school_id=draft.school_id,
        leaves_at=now,
    )
    ready = bool(draft.opened("body").strip() and asks)
    if request.method == "POST" and not ready:
        messages.error(request, _("There is no text yet, or nobody to ask. Your draft is still here."))
        return redirect(pages_of(draft.audience).write, request_id)
    if request.method == "POST" and form.is_valid():
        plan_form.leaves_at = form.moment() or now
        if plan_form.is_valid():
            return _send(request, viewer, draft, form, plan_form.plan())
    page = {
        "nav": "requests",
        "draft": draft,
        "form": form,
        "plan_form": plan_form,
        "audience": audience,
        "look": look,
        "asks": asks,
        "moments": moments,
        "ready": ready,
        "body": draft.opened("body"),
    }
    return render(request, "helprequests/send.html", page | _pages(draft, audience))


@require_POST
def unschedule(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Back to a draft."""
    write = pages_of(access_own(viewer_of(request), request_id).audience).write
    return _step(request, request_id, sending.unschedule, write, _("It has not been sent. You can change it."))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Take the question back, after a page that asks whether that is meant."""
    if request.method == "POST":
        return _step(request, request_id, sending.withdraw, "request_thread", _("You took the question back."))
    found = access_own(viewer_of(request), request_id)
    return render(
        request, "helprequests/withdraw.html", {"nav": "requests", "found": found, "subject": found.opened("subject")}
    )


@require_POST
def ask_also(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Ask the colleague whom somebody named."""
    viewer = viewer_of(request)
    try:
        named_by = access_own_ask(viewer, request_id, UUID(request.POST.get("ask", "")))
    except ValueError:  # no form of ours
        return redirect("request_thread", access_own(viewer, request_id).id)
    if named_by.suggested_id is None:
        return redirect("request_thread", request_id)
    member = access_colleague(viewer, named_by.suggested_id)
    try:
        sending.ask_also(by=viewer.member, request=named_by.request, member=member, now=clock.now())
        messages.success(request, _("%(name)s gets your question too.") % {"name": member.user.name})
    except StepRefusedError:
        messages.info(
            request, _("%(name)s was asked already, or the question has ended.") % {"name": member.user.name}
        )
    return redirect("request_thread", request_id)


def _pages(draft: HelpRequest, audience: Audience) -> dict[str, Any]:
    """What differs between a question to people and one to teams."""
    pages = pages_of(draft.audience)
    return {
        "write": reverse(pages.write, args=[draft.id]),
        "beforehand": pages.before_sending(draft),
        "recipients": addressed(draft, audience),
        "sign": "P" if draft.audience in GROUPS else "V",
    }


def _look(viewer: Viewer, draft: HelpRequest, audience: Audience) -> coach.CoachView:
    staff = viewer.school.memberships.filter(left_at=None).values_list("user__name", flat=True)
    context = coach.context_for(
        writer=viewer.user.name,
        names=audience.names,
        staff=list(staff),
        audience=tekstcoach.Audience.TEAM if draft.audience in GROUPS else tekstcoach.Audience.COLLEAGUE,
        leaves_school=audience.leaves_school,
    )
    # What was dismissed while writing still counts here: personal data leaves the school by a second click only.
    return coach.look(draft.opened("body"), context=context)


def _send(request: HttpRequest, viewer: Viewer, draft: HelpRequest, form: SendForm, silence: Plan) -> HttpResponse:
    try:
        sent = sending.send(
            by=draft.asker,
            request=draft,
            subject=form.cleaned_data["subject"],
            send_at=form.moment(),
            follow_up_on=form.cleaned_data["follow_up_on"],
            expectation=form.expectation(),
            silence=silence,
            insists=form.insisted(),
            now=clock.now(),
        )
    except StepRefusedError:
        messages.info(request, _("This question was sent already."))
    except sending.NobodyToAskError:
        messages.error(request, _("Whoever you chose cannot be asked now. Choose somebody else."))
        return redirect(pages_of(draft.audience).write, draft.id)
    else:
        later = sent.state == RequestState.SCHEDULED
        messages.success(
            request,
            _("Your question leaves at the moment you chose.") if later else _("Your question is on its way."),
        )
    return redirect("request_thread", draft.id)


def _step(request: HttpRequest, request_id: UUID, action: Any, target: str, done: str) -> HttpResponse:
    found = access_own(viewer_of(request), request_id)
    try:
        action(by=found.asker, request=found, now=clock.now())
        messages.success(request, done)
    except StepRefusedError:
        messages.info(request, _("That is no longer possible: the question is already further."))
        return redirect("request_thread", request_id)
    return redirect(target, request_id)
