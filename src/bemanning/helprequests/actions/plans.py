"""The silence plan as a row: chosen, changed, stopped, and settled when it is no longer needed. silence.py does it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.utils import timezone

from bemanning.helprequests.enums import AskState, PlanState, RequestState, SilenceStep
from bemanning.helprequests.models import HelpRequest, SilencePlan
from bemanning.schools.models import Membership, Team

A_WHILE: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Plan:
    """What the asker wants to happen when nobody answers before `day`; without a step nothing happens."""

    step: SilenceStep | None = None
    day: date | None = None
    next_member: Membership | None = None
    team: Team | None = None


def keep(request: HelpRequest, plan: Plan, *, now: datetime) -> SilencePlan | None:
    """Make this the plan of the question, in the place of an earlier one. Inside the caller's transaction."""
    if plan.step is None or plan.day is None:
        SilencePlan.objects.filter(request=request).delete()
        return None
    row, _created = SilencePlan.objects.update_or_create(
        request=request,
        defaults={
            "step": plan.step,
            "day": plan.day,
            "next_member": plan.next_member,
            "team": plan.team,
            "state": PlanState.WAITING,
            "chosen_at": now,
            "settled_at": None,
        },
    )
    return row


def settle(request: HelpRequest, state: PlanState, *, now: datetime) -> bool:
    """Note how a waiting plan ended. False when none waited: nobody can settle a plan twice."""
    waiting = SilencePlan.objects.filter(request=request, state=PlanState.WAITING)
    return bool(waiting.update(state=state, settled_at=now))


def stop(request: HelpRequest, *, now: datetime) -> None:
    """The asker lets it be: nothing happens by itself, and the start page does not ask any more."""
    unfinished = SilencePlan.objects.filter(request=request, state__in=[PlanState.WAITING, PlanState.ASKER])
    unfinished.update(state=PlanState.STOPPED, settled_at=now)


def overtake(request: HelpRequest, *, now: datetime) -> None:
    """A plan for silence is over when there is no silence: somebody answered, or nobody is left who has to."""
    plan = getattr(request, "silence_plan", None)
    if plan is None or not plan.is_waiting:
        return
    silent = request.state == RequestState.OPEN and request.asks.filter(state=AskState.ASKED).exists()
    if not silent:
        settle(request, PlanState.OVERTAKEN, now=now)


def expect_later(request: HelpRequest, after: date, *, now: datetime) -> None:
    """There is new hope of an answer: the day on which the asker is reminded comes at least a week after `after`."""
    day = max(after, timezone.localdate(now)) + A_WHILE
    if request.follow_up_on is None or request.follow_up_on < day:
        request.follow_up_on = day
    request.reminded_at = None
    request.save(update_fields=["follow_up_on", "reminded_at"])
