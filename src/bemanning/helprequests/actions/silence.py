"""Nobody answered: do what the asker chose, once, and tell who was asked first that they are off the hook."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from bemanning.core import audit
from bemanning.expertise import queries as expertise
from bemanning.helprequests import letters
from bemanning.helprequests.actions import plans
from bemanning.helprequests.actions.locking import locked
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.actions.sending import ask_person, asked_people, was_told
from bemanning.helprequests.enums import AskState, PlanState, RequestState, SilenceStep
from bemanning.helprequests.machine import StepRefusedError, ask_step
from bemanning.helprequests.models import Ask, HelpRequest, SilencePlan
from bemanning.helprequests.queries.asked import BOARDS
from bemanning.mail import rest
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from bemanning.schools.queries import active


@transaction.atomic
def choose(*, by: Membership, request: HelpRequest, plan: Plan, now: datetime) -> None:
    """Another plan for a question that waits for an answer, or none. Raises StepRefusedError when it waits no more."""
    request = _silent_or_refused(request)
    if plan.step is None:
        plans.stop(request, now=now)
    else:
        plans.keep(request, plan, now=now)
        if plan.day:
            plans.expect_later(request, plan.day, now=now)
    audit.record(action="silence_plan_chosen", by=by.user_id, school=request.school_id, about=request, now=now)


@transaction.atomic
def do_now(*, by: Membership, request: HelpRequest, plan: Plan, now: datetime) -> PlanState:
    """Do it at once instead of waiting for the day. Returns how it went; raises StepRefusedError as `choose` does."""
    request = _silent_or_refused(request)
    row = plans.keep(request, plan, now=now)
    if row is None:
        raise StepRefusedError("nothing to do")
    audit.record(action="silence_plan_now", by=by.user_id, school=request.school_id, about=request, now=now)
    return _do(request, row, now=now)


@transaction.atomic
def carry_out(*, request_id: UUID, now: datetime) -> None:
    """Do what was planned for today (the worker's job). The question is held meanwhile; a plan is settled once."""
    request = locked(request_id)
    row = _plan_of(request)
    if row is None or not row.is_waiting or row.day > timezone.localdate(now) or request.sent_at is None:
        return
    if request.state != RequestState.OPEN or not request.asks.filter(state=AskState.ASKED).exists():
        plans.settle(request, PlanState.OVERTAKEN, now=now)
        return
    state = _do(request, row, now=now)
    audit.record(action=f"silence_plan_{state}", by=None, school=request.school_id, about=request, now=now)


def _plan_of(request: HelpRequest) -> SilencePlan | None:
    rows = SilencePlan.objects.select_related("next_member__user__key", "next_member__school", "team")
    return rows.filter(request=request).first()


def _silent_or_refused(request: HelpRequest) -> HelpRequest:
    request = locked(request.id)
    if request.state != RequestState.OPEN:
        raise StepRefusedError("no silence")
    return request


def _do(request: HelpRequest, row: SilencePlan, *, now: datetime) -> PlanState:
    silent = [ask for ask in asked_people(request) if ask.state == AskState.ASKED]
    steps = {SilenceStep.REMIND: _remind, SilenceStep.NEXT: _ask_next, SilenceStep.TEAM: _ask_team}
    done = steps[SilenceStep(row.step)](request, row, silent, now)
    state = PlanState.DONE if done else PlanState.ASKER
    plans.settle(request, state, now=now)
    if done:
        plans.expect_later(request, row.day, now=now)
    else:
        # The choice is with the asker from here. That is said once: not again on the day to tell what came of it.
        request.reminded_at = now
        request.save(update_fields=["reminded_at"])
        if row.day <= timezone.localdate(now):
            letters.queue_plan_is_yours(request, row, now=now)
    return state


def _remind(request: HelpRequest, row: SilencePlan, silent: list[Ask], now: datetime) -> bool:
    """Those who are there get one reminder; False when there is nobody to remind (any more)."""
    away = expertise.away([ask.member_id for ask in silent if ask.member_id], now=now)
    reminded = [
        letters.queue_nudge(request, ask, day=row.day, now=now) for ask in silent if ask.member_id not in away
    ]
    return any(reminded)


def _wants_rest(address: str, now: datetime) -> bool:
    """Whether this person takes no mail any more today: a question would lie there in silence once more.

    Quiet hours that end this morning are no such rest.
    """
    return timezone.localdate(rest.earliest(now, address=address)) > timezone.localdate(now)


def _ask_next(request: HelpRequest, row: SilencePlan, silent: list[Ask], now: datetime) -> bool:
    member = row.next_member
    # A coach comes from outside: what happens by itself stays within the school.
    if member is None or member.is_coach or not member.is_active or not expertise.has_room(member, now=now):
        return False
    if _wants_rest(member.user.email, now):
        return False
    return _ask_instead(request, [member], silent, now)


def _ask_team(request: HelpRequest, row: SilencePlan, silent: list[Ask], now: datetime) -> bool:
    if row.team is None:
        return False
    members = active(request.school).filter(teams=row.team).exclude(id=request.asker_id).exclude(role=Role.COACH)
    found = list(members.select_related("user__key", "school"))
    if request.audience not in BOARDS:
        return _ask_instead(request, found, silent, now)
    done = _ask_instead(request, found, [], now)  # a board has room for all: nobody is let off
    if done:
        request.teams.add(row.team)  # so that the sentence about its readers stays true
    return done


def _ask_instead(request: HelpRequest, members: list[Membership], silent: list[Ask], now: datetime) -> bool:
    """Ask those who were not asked before, and let `silent` off. False, and nothing done, when there is nobody."""
    known = set(request.asks.exclude(member=None).values_list("member_id", flat=True))
    new = [member for member in members if member.id not in known]
    if not new:
        return False
    again = {member.id for member in members}
    for ask in silent:
        if ask.member_id not in again:
            release(request, ask, now=now)
    for member in new:
        ask_person(request, Ask(request=request, member=member), now=now)
    request.last_activity_at = now
    request.save(update_fields=["last_activity_at"])
    return True


def release(request: HelpRequest, ask: Ask, *, now: datetime) -> None:
    """Somebody is off the hook, and hears it; who never got the question hears nothing at all."""
    ask.state = ask_step(ask.state, AskState.RELEASED)
    ask.save(update_fields=["state"])
    if was_told(ask, now=now):
        letters.queue_released(request, ask, now=now)
