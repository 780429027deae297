"""Asking in person: a page to take along, and telling afterwards what was said."""

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
from bemanning.helprequests.access import access_own
from bemanning.helprequests.actions import in_person
from bemanning.helprequests.actions.sending import NobodyToAskError
from bemanning.helprequests.actions.thread import IdTakenError
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import AudienceKind, RequestState
from bemanning.helprequests.forms import HeardForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.schools.access import viewer_of

FOLLOW_UP_AFTER = timedelta(days=14)


@require_safe
def take_along(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The question in large type, to read from a phone or from paper. Once open it needs nothing more."""
    draft, asks = _draft(request, request_id)
    if draft is None:
        return redirect("request_thread", request_id)
    page = {
        "nav": "requests",
        "draft": draft,
        "names": ", ".join(ask.display_name for ask in asks),
        "body": draft.opened("body"),
    }
    return render(request, "helprequests/in_person.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def heard(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """ "Ik heb het persoonlijk gevraagd": who, and what they said."""
    draft, asks = _draft(request, request_id)
    if draft is None:
        return redirect("request_thread", request_id)
    now = clock.now()
    initial = {
        "subject": draft.opened("subject") or tekstcoach.subject_line(draft.opened("body")),
        "follow_up_on": timezone.localdate(now) + FOLLOW_UP_AFTER,
        "asks": [ask.id for ask in asks],
    }
    posted = request.POST if request.method == "POST" else None
    form = HeardForm(posted, asks=asks, today=timezone.localdate(now), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            return _log(request, draft, form)
        except IdTakenError:
            form.renew()
            messages.error(
                request, _("It has not been kept yet. Your words are still in the field. Press once more.")
            )
    page = {
        "nav": "requests",
        "draft": draft,
        "form": form,
        "body": draft.opened("body"),
        "audience": audience_of(draft, asks),
    }
    return render(request, "helprequests/heard.html", page)


def _draft(request: HttpRequest, request_id: UUID) -> tuple[HelpRequest | None, list[Ask]]:
    """The draft and the people on it; None when the question is further, or when there is nobody to speak to."""
    draft = access_own(viewer_of(request), request_id)
    asks = list(draft.asks.select_related("member__user"))
    if draft.state != RequestState.DRAFT:
        messages.info(request, _("This question was sent already."))
    elif draft.audience != AudienceKind.PEOPLE or not asks or not draft.opened("body").strip():
        messages.info(request, _("Write your question and choose a colleague. Then you can ask it in person."))
    else:
        return draft, asks
    return None, []


def _log(request: HttpRequest, draft: HelpRequest, form: HeardForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        in_person.log(
            by=draft.asker,
            request=draft,
            subject=data["subject"],
            heard=in_person.Heard(tuple(data["asks"]), data["text"].strip()),
            follow_up_on=data["follow_up_on"],
            message_id=data["message_id"],
            now=clock.now(),
        )
    except StepRefusedError:
        messages.info(request, _("This question was sent already."))
    except NobodyToAskError:
        messages.error(request, _("The people you chose are no longer at this school. Choose somebody else."))
        return redirect("request_write", draft.id)
    else:
        messages.success(request, _("Kept, for you alone. Tell later what you did with it."))
    return redirect("request_thread", draft.id)
