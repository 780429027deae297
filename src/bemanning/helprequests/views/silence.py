"""What should happen when nobody answers: choose it, change it, stop it, or do it now."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bemanning.core import clock
from bemanning.expertise import queries as expertise
from bemanning.helprequests.access import access_own
from bemanning.helprequests.actions import silence as actions
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.enums import PlanState, RequestState, SilenceStep
from bemanning.helprequests.forms import SilenceForm
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask, HelpRequest, SilencePlan
from bemanning.helprequests.queries.asked import BOARDS
from bemanning.helprequests.queries.silence import options_for, plan_of
from bemanning.helprequests.sentences import plan_in_words
from bemanning.schools.access import viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
def silence(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The plan of a question that waits for an answer."""
    viewer, now = viewer_of(request), clock.now()
    found = access_own(viewer, request_id)
    if found.state != RequestState.OPEN:
        messages.info(request, _("This question does not wait for an answer any more."))
        return redirect("request_thread", request_id)
    asks = list(found.asks.select_related("member__user"))
    options = options_for(viewer, found, asks, now=now)
    plan = plan_of(found)
    form = SilenceForm(
        request.POST or None, options=options, school_id=found.school_id, leaves_at=now, initial=_chosen(plan)
    )
    if request.method == "POST" and form.is_valid():
        return _choose(request, found, form.plan(), at_once="now" in request.POST)
    today = timezone.localdate(now)
    away = _away_of(found, asks)
    page = {
        "nav": "requests",
        "found": found,
        "subject": found.opened("subject"),
        "form": form,
        "plan": plan,
        "plan_words": plan_in_words(plan, asks, today=today) if plan else "",
        "away": away,
        # A reminder after somebody is back is a way of waiting; who had one is not reminded again.
        "wait_until": [until + timedelta(days=1) for _ask, until in away if until and options.remind][:1],
    }
    return render(request, "helprequests/silence.html", page)


def silence_of(found: HelpRequest, asks: list[Ask]) -> dict[str, Any]:
    """What the page of a question shows its asker about silence. Empty when nobody has to answer any more."""
    if found.state not in {RequestState.OPEN, RequestState.SCHEDULED}:
        return {}
    plan = plan_of(found)
    words = plan_in_words(plan, asks, today=timezone.localdate(clock.now())) if plan else ""
    return {"plan": plan, "plan_words": words, "away": _away_of(found, asks)}


def _away_of(found: HelpRequest, asks: list[Ask]) -> list[tuple[Ask, date | None]]:
    """Who has no room now; of a board nobody, since there is always somebody of a whole team away."""
    return [] if found.audience in BOARDS else away_among(asks)


def away_among(asks: list[Ask]) -> list[tuple[Ask, date | None]]:
    """Those who are asked and have no room now, each with the last day of that. One query."""
    asked = {ask.member_id: ask for ask in asks if ask.state == "asked" and ask.member_id}
    away = expertise.away(list(asked), now=clock.now())
    return [(asked[member], until) for member, until in away.items()]


def _chosen(plan: SilencePlan | None) -> dict[str, object]:
    if plan is None or not plan.is_waiting:
        return {}
    which = plan.next_member_id or plan.team_id
    return {"step": f"{plan.step}:{which}" if which else plan.step, "day": plan.day}


def _choose(request: HttpRequest, found: HelpRequest, plan: Plan, *, at_once: bool) -> HttpResponse:
    now = clock.now()
    try:
        if at_once and plan.step is not None:
            done = actions.do_now(by=found.asker, request=found, plan=plan, now=now) == PlanState.DONE
            if not done:
                messages.error(request, _("That is not possible just now. Choose somebody else, or another day."))
                return redirect("request_silence", found.id)
            lets_off = plan.step != SilenceStep.REMIND and found.audience not in BOARDS
            messages.success(
                request, _("Done. Who was asked first need not do anything any more.") if lets_off else _("Done.")
            )
        else:
            actions.choose(by=found.asker, request=found, plan=plan, now=now)
            messages.success(request, _("Kept.") if plan.step else _("Nothing happens by itself any more."))
    except StepRefusedError:
        messages.info(request, _("This question does not wait for an answer any more."))
    return redirect("request_thread", found.id)
