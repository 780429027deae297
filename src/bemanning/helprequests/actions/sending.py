"""A question leaves: now or later, to people, a team or a guest; and it can be taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from bemanning.core import audit
from bemanning.core.models import DataKey
from bemanning.expertise import openwater
from bemanning.expertise import queries as expertise
from bemanning.expertise.access import reachable
from bemanning.helprequests import letters
from bemanning.helprequests.actions import plans
from bemanning.helprequests.actions.locking import locked, require_live
from bemanning.helprequests.enums import AskState, RequestState
from bemanning.helprequests.machine import StepRefusedError, ask_step, step
from bemanning.helprequests.models import Ask, HelpRequest, PrivateReflection
from bemanning.helprequests.queries.asked import GROUPS, members_of_audience
from bemanning.mail import actions as mail
from bemanning.schools.models import Membership

LINK_LIFE: Final = timedelta(days=60)


class NobodyToAskError(Exception):
    """There is nobody (left) to send the question to."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What the asker expects, for their own eyes: tension 0-10 and the chance of a useful answer 0-100, or None."""

    tension: int | None = None
    likelihood: int | None = None


def send(
    *,
    by: Membership,
    request: HelpRequest,
    subject: str,
    send_at: datetime | None,
    follow_up_on: date,
    expectation: Expectation,
    now: datetime,
    silence: plans.Plan = plans.Plan(),
    insists: bool = False,
) -> HelpRequest:
    """Send a draft now, or at `send_at`, with what should happen when nobody answers.

    In quiet time the mail waits for the next working morning, unless the asker `insists`.
    Raises StepRefusedError (sent already) or NobodyToAskError.
    """
    # Who fits is worked out before anything is locked: on a large map that takes a moment.
    unmet = openwater.unmet(school=request.school_id, text=request.opened("body"))
    with transaction.atomic():
        request = locked(request.id)
        to = RequestState.OPEN if send_at is None else RequestState.SCHEDULED
        step(request.state, to)
        if request.audience not in GROUPS and not request.asks.exists():
            raise NobodyToAskError
        request.seal(subject=subject)
        request.follow_up_on = follow_up_on
        request.send_at = send_at
        request.insists = insists
        _keep_expectation(request, expectation)
        plans.keep(request, silence, now=now)
        if send_at is None:
            _dispatch(request, now=now)
        else:
            request.state = to
            request.last_activity_at = now
            request.save()
        openwater.note(school=request.school_id, topic=unmet, now=now)
        audit.record(action=f"request_{to.value}", by=by.user_id, school=request.school_id, about=request, now=now)
    return request


@transaction.atomic
def send_scheduled(*, request: HelpRequest, now: datetime) -> None:
    """Send a question whose moment has come (the worker's job). Without people left, it is a draft again."""
    request = locked(request.id)
    if request.state != RequestState.SCHEDULED or request.send_at is None or request.send_at > now:
        return
    try:
        _dispatch(request, now=now)
    except NobodyToAskError:
        request.state = step(request.state, RequestState.DRAFT)
        request.send_at = None
        request.save()
        letters.queue_not_sent(request, now=now)
    audit.record(action=f"request_{request.state}", by=None, school=request.school_id, about=request, now=now)


@transaction.atomic
def unschedule(*, by: Membership, request: HelpRequest, now: datetime) -> None:
    """Back to a draft, to change it or to send it at another moment."""
    request = locked(request.id)
    request.state = step(request.state, RequestState.DRAFT)
    request.send_at = None
    request.edition += 1
    request.save()
    audit.record(action="request_unscheduled", by=by.user_id, school=request.school_id, about=request, now=now)


@transaction.atomic
def ask_also(*, by: Membership, request: HelpRequest, member: Membership, now: datetime) -> Ask:
    """Ask one colleague more on a running question, such as somebody who was named ("vraag liever …")."""
    request = locked(request.id)
    require_live(request)
    ask, created = Ask.objects.get_or_create(request=request, member=member)
    if not created and ask.state != AskState.CHOSEN:
        raise StepRefusedError("asked already")
    ask_person(request, ask, now=now)
    audit.record(action="asked_also", by=by.user_id, school=request.school_id, about=ask, now=now)
    return ask


@transaction.atomic
def withdraw(*, by: Membership, request: HelpRequest, now: datetime) -> None:
    """Take a question back. People who were asked hear that they are off the hook; links stop writing."""
    request = locked(request.id)
    told = [ask for ask in asked_people(request) if ask.state == AskState.ASKED and was_told(ask, now=now)]
    request.state = step(request.state, RequestState.WITHDRAWN)
    request.ended_at = request.last_activity_at = now
    request.save()
    mail.cancel(event_prefix=f"request:{request.id}:", now=now)
    plans.overtake(request, now=now)
    for ask in told:
        letters.queue_withdrawn(request, ask, now=now)
    audit.record(action="request_withdrawn", by=by.user_id, school=request.school_id, about=request, now=now)


def was_told(ask: Ask, *, now: datetime) -> bool:
    """Whether the question itself has left to this person. If it still waits, it is taken back, and nothing is said."""
    return not mail.cancel(event_prefix=f"request:{ask.request_id}:question:{ask.id}", now=now)


def asked_people(request: HelpRequest) -> Sequence[Ask]:
    """Everybody who is asked, with what a letter needs."""
    return list(request.asks.select_related("member__user__key", "member__school", "key").order_by("id"))


def _keep_expectation(request: HelpRequest, expectation: Expectation) -> None:
    if expectation == Expectation():
        return
    private, _ = PrivateReflection.objects.select_related("key").get_or_create(
        request=request, defaults={"key": request.key}
    )
    private.seal(
        tension="" if expectation.tension is None else str(expectation.tension),
        likelihood="" if expectation.likelihood is None else str(expectation.likelihood),
    )
    private.save()


def _dispatch(request: HelpRequest, *, now: datetime) -> None:
    if request.audience in GROUPS:
        _choose_members(request)
    # Somebody who left between choosing and sending is not asked.
    Ask.objects.filter(request=request, member__left_at__isnull=False).delete()
    asks = [ask for ask in asked_people(request) if _may_be_asked(request, ask, now=now)]
    if not asks:
        raise NobodyToAskError  # before the question changes, so that it can be a draft again
    request.state = step(request.state, RequestState.OPEN)
    request.sent_at = request.last_activity_at = now
    request.save()
    for ask in asks:
        ask_person(request, ask, now=now, insists=request.insists)


def _may_be_asked(request: HelpRequest, ask: Ask, *, now: datetime) -> bool:
    """Somebody of another school, only while they let the asker find them and have room; a colleague and a guest always."""
    if ask.member is None or not ask.is_elsewhere:
        return True
    return reachable(request.asker).filter(id=ask.member.id).exists() and expertise.has_room(ask.member, now=now)


def _choose_members(request: HelpRequest) -> None:
    present = set(request.asks.values_list("member_id", flat=True))
    Ask.objects.bulk_create(
        Ask(request=request, member=member) for member in members_of_audience(request) if member.id not in present
    )


def ask_person(request: HelpRequest, ask: Ask, *, now: datetime, insists: bool = False) -> None:
    """One person is asked, and gets the question, in quiet time too if the asker `insists`. Needs `member__user__key` on the ask."""
    ask.state = ask_step(ask.state, AskState.ASKED)
    ask.asked_at = now
    ask.link_expires_at = now + LINK_LIFE
    ask.key = ask.member.user.key if ask.member else DataKey.create()
    ask.save()
    letters.queue_question(request, ask, now=now, insists=insists)
