"""Closing the loop: "dit deed ik ermee", the one reminder, and how it really was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from bemanning.core import audit
from bemanning.helprequests import letters
from bemanning.helprequests.access import READING
from bemanning.helprequests.actions.locking import locked, require_live
from bemanning.helprequests.actions.plans import overtake
from bemanning.helprequests.actions.sending import asked_people, was_told
from bemanning.helprequests.enums import AskState, Outcome, PlanState, RequestState
from bemanning.helprequests.machine import step
from bemanning.helprequests.models import Ask, FollowUp, HelpRequest, PrivateReflection, SilencePlan
from bemanning.helprequests.queries.asked import BOARDS
from bemanning.schools.models import Membership


@dataclass(frozen=True, slots=True)
class Told:
    """What the asker tells: what they did, what it brought, what was decided and on what ground, and thanks."""

    outcome: Outcome
    did: str
    brought: str = ""
    decision: str = ""
    ground: str = ""
    thanks: str = ""
    thanked: Sequence[Ask] = ()


@transaction.atomic
def close(*, by: Membership, request: HelpRequest, told: Told, now: datetime) -> FollowUp:
    """Tell everybody who thought along what was done with it. Raises StepRefusedError when it was told already."""
    request = locked(request.id)
    request.state = step(request.state, RequestState.CLOSED)
    request.ended_at = request.last_activity_at = now
    request.save()
    overtake(request, now=now)
    follow_up = FollowUp(request=request, key=request.key, outcome=told.outcome, told_at=now)
    follow_up.seal(did=told.did, brought=told.brought, decision=told.decision, ground=told.ground, thanks=told.thanks)
    follow_up.save(force_insert=True)
    follow_up.thanked.set(told.thanked)
    thanked = {ask.id for ask in told.thanked}
    side_by_side = request.audience in BOARDS
    for ask in asked_people(request):
        # Whoever gave an idea without a name must hear it too: so everybody who was asked does.
        if ask.state == AskState.ANSWERED or (side_by_side and ask.state in READING):
            letters.queue_follow_up(request, follow_up, ask, thanked=ask.id in thanked, now=now)
        elif ask.state == AskState.ASKED and was_told(ask, now=now):
            letters.queue_off_the_hook(request, ask, now=now)
    audit.record(action="request_closed", by=by.user_id, school=request.school_id, about=request, now=now)
    return follow_up


@transaction.atomic
def move_reminder(*, by: Membership, request: HelpRequest, day: date, now: datetime) -> None:
    """Choose another day to be reminded of the follow-up."""
    require_live(request)
    HelpRequest.objects.filter(id=request.id).update(follow_up_on=day, reminded_at=None)
    audit.record(action="reminder_moved", by=by.user_id, school=request.school_id, about=request, now=now)


@transaction.atomic
def remind(*, request: HelpRequest, now: datetime) -> None:
    """The one reminder, on the day that the asker chose (the worker's job).

    When nobody answered, it says so: a question does not end in silence. A plan that still waits goes first.
    """
    request = locked(request.id)
    if not request.is_live or request.reminded_at is not None:
        return
    is_open = request.state == RequestState.OPEN
    if is_open and SilencePlan.objects.filter(request=request, state=PlanState.WAITING).exists():
        return
    request.reminded_at = now
    request.save(update_fields=["reminded_at"])
    if request.asker.is_active:
        tell = letters.queue_unanswered if is_open else letters.queue_reminder
        tell(request, now=now)


@transaction.atomic
def reflect(
    *, request: HelpRequest, tension_after: int | None, use_after: int | None, note: str, now: datetime
) -> PrivateReflection:
    """Keep how it really was, for the asker alone. Leaves no audit row: nobody needs to know that it was written."""
    private, _ = PrivateReflection.objects.select_related("key").get_or_create(
        request=request, defaults={"key": request.key}
    )
    private.seal(
        tension_after="" if tension_after is None else str(tension_after),
        use_after="" if use_after is None else str(use_after),
        note=note,
    )
    private.save()
    return private
