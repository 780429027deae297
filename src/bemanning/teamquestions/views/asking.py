"""Writing a question to teams, and the last look before it leaves."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

import tekstcoach
from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.helprequests.actions.sending import NobodyToAskError
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import AudienceKind, RequestState
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask
from bemanning.helprequests.queries.asked import members_of_audience
from bemanning.schools.access import viewer_of
from bemanning.teamquestions import actions
from bemanning.teamquestions.access import access_own_question
from bemanning.teamquestions.forms import LeaveForm, QuestionForm, suggestion

TELL_AFTER = timedelta(days=14)


@require_safe
def new(request: HttpRequest) -> HttpResponse:
    """An empty question, with words to start from. Nothing is stored yet."""
    form = QuestionForm(viewer=viewer_of(request), initial={"text": suggestion()})
    return _write(request, uuid7(), form)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Keep what was written and go on to sending."""
    viewer = viewer_of(request)
    if request.method != "POST":
        question = access_own_question(viewer, request_id)
        found = question.request
        if found.state != RequestState.DRAFT:
            return redirect("team_question", request_id)
        initial = {
            "text": found.opened("body"),
            "teams": found.teams.all(),
            "whole_school": found.audience == AudienceKind.SCHOOL,
            "nameless_allowed": question.nameless_allowed,
        }
        return _write(request, request_id, QuestionForm(viewer=viewer, initial=initial))
    form = QuestionForm(request.POST, viewer=viewer)
    if not form.is_valid():
        return _write(request, request_id, form, status=422)
    try:
        actions.save_draft(
            by=viewer.member,
            request_id=request_id,
            text=form.cleaned_data["text"],
            choice=form.choice(),
            nameless_allowed=form.cleaned_data["nameless_allowed"],
            now=clock.now(),
        )
    except StepRefusedError:
        messages.info(request, _("This question was sent already."))
        return redirect("request_list")
    return redirect("team_question_send", request_id)


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Who reads it, said in one true sentence; then it leaves."""
    question = access_own_question(viewer_of(request), request_id)
    draft, now = question.request, clock.now()
    if draft.state != RequestState.DRAFT:
        messages.info(request, _("This question was sent already."))
        return redirect("team_question", request_id)
    today = timezone.localdate(now)
    subject = draft.opened("subject") or tekstcoach.subject_line(draft.opened("body"))
    form = LeaveForm(request.POST or None, today=today, initial={"subject": subject, "day": today + TELL_AFTER})
    if request.method == "POST" and form.is_valid():
        try:
            actions.send(
                by=draft.asker,
                question=question,
                subject=form.cleaned_data["subject"],
                follow_up_on=form.cleaned_data["day"],
                now=now,
            )
            messages.success(request, _("Your question is on its way."))
            return redirect("team_question", request_id)
        except StepRefusedError:
            messages.info(request, _("This question was sent already."))
            return redirect("team_question", request_id)
        except NobodyToAskError:
            messages.error(request, _("Nobody is in this team beside you. Choose another."))
            return redirect("team_question_write", request_id)
    asks = [Ask(request=draft, member=member) for member in members_of_audience(draft)]
    page = {
        "nav": "requests",
        "draft": draft,
        "question": question,
        "body": draft.opened("body"),
        "form": form,
        "audience": audience_of(draft, asks),
    }
    return render(request, "teamquestions/send.html", page)


def _write(request: HttpRequest, request_id: UUID, form: QuestionForm, status: int = 200) -> HttpResponse:
    page = {"nav": "requests", "request_id": request_id, "form": form}
    return render(request, "teamquestions/write.html", page, status=status)
