"""What must hold in every school, whatever people do. Each finds what is wrong, in words."""

import re
from collections import Counter
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from bemanning.digest.models import MailChoice
from bemanning.helprequests.enums import AskState, PlanState, RequestState
from bemanning.helprequests.models import Ask, HelpRequest, Message, SilencePlan
from bemanning.mail.enums import MailState
from bemanning.mail.models import OutgoingMail
from tests.simulation.school_calendar import is_open
from tests.simulation.year import LIVE, Sent, Year

REQUEST_LINK = re.compile(r"/vragen/([0-9a-f-]{36})/")
ASK_LINK = re.compile(r"/meedenken/([0-9a-f]{32})\.")


def questions_that_wait_for_nobody(year: Year) -> list[str]:
    """A question has ended, or waits for one date that is still to come, or for its asker, who was told so."""
    now, today = year.now, timezone.localdate(year.now)
    plans = {plan.request_id: plan for plan in SilencePlan.objects.filter(state=PlanState.WAITING)}
    expected = set(Ask.objects.filter(state=AskState.ASKED).values_list("request_id", flat=True))
    year.told |= _told_askers()  # the outbox forgets after ninety days
    unended = HelpRequest.objects.exclude(state__in=[RequestState.CLOSED, RequestState.WITHDRAWN])
    wrong = []
    for request in unended.select_related("asker"):
        fault = _fault(request, plans.get(request.id), request.id in expected, year.told | year.refused, now)
        if fault:
            wrong.append(f"{today}: question {request.id} ({request.state}) {fault}")
    gone = Ask.objects.filter(state=AskState.ASKED, request__state__in=LIVE, member__left_at__isnull=False)
    return wrong + [f"{today}: {ask.id} waits for somebody who left" for ask in gone]


def _fault(request: HelpRequest, plan: SilencePlan | None, expected: bool, told: set[UUID], now: datetime) -> str:
    """What is wrong with one question that has not ended; empty when it waits for one person or one day."""
    today = timezone.localdate(now)
    knows = request.id in told
    if request.asker.left_at is not None:
        return "is of somebody who left"
    if request.state == RequestState.DRAFT:
        return "" if knows else "did not leave, and the asker does not know"
    if request.state == RequestState.SCHEDULED:
        return "" if request.send_at and request.send_at > now else "should have left"
    if request.state == RequestState.OPEN and plan is not None:
        fault = "has a plan whose day has passed" if plan.day <= today else ""
    elif request.state == RequestState.OPEN and not expected:
        fault = "" if knows else "waits for nobody, and the asker does not know"
    elif request.reminded_at is not None:
        fault = "" if knows else "waits for an asker who does not know"
    else:
        is_to_come = request.follow_up_on is not None and request.follow_up_on > today
        fault = "" if is_to_come else "has a day to remind that has passed"
    return fault


def _told_askers() -> set[UUID]:
    """The questions whose asker got a mail, or will get it after a rest, that the next step is theirs."""
    kinds = ("unanswered", "reminder", "plan", "not-now", "redirect", "left", "not-sent")
    found = OutgoingMail.objects.filter(state__in=[MailState.SENT, MailState.QUEUED], event__startswith="request:")
    events = (event.split(":") for event in found.values_list("event", flat=True))
    return {UUID(parts[1]) for parts in events if parts[2] in kinds}


def mails_twice(year: Year) -> list[str]:
    """No mail leaves twice."""
    times = Counter(mail.message_id for mail in year.sent)
    return [f"{message_id} left {count} times" for message_id, count in times.items() if count > 1]


def mails_in_quiet_time(year: Year) -> list[str]:
    """No mail leaves in an evening, a weekend or a holiday."""
    return [f"{mail.subject} left at {mail.moment}" for mail in year.sent if not is_open(mail.moment)]


def mails_to_who_left(year: Year) -> list[str]:
    """Whoever left gets nothing any more."""
    return [
        f"{mail.address} got {mail.subject} at {mail.moment}"
        for mail in year.sent
        if mail.address in year.left and mail.moment > year.left[mail.address]
    ]


def mails_during_a_rest(year: Year) -> list[str]:
    """Nobody who wants no mail now gets one today."""
    today = timezone.localdate(year.now)
    resting = MailChoice.objects.filter(quiet_until__gte=today, changed_at__date__lt=today)
    addresses = set(resting.values_list("user__email", flat=True))
    return [f"{mail.address} got {mail.subject}" for mail in year.sent_today() if mail.address in addresses]


def second_reminders(year: Year) -> list[str]:
    """Nobody is reminded of one thing more than once, be it by a mail of its own or in an overview."""
    request_of = dict(Ask.objects.values_list("id", "request_id"))
    answers = Counter(Message.objects.exclude(ask=None).values_list("request_id", flat=True))
    times: Counter[tuple[str, str, UUID]] = Counter()
    for mail in year.sent:
        times.update((mail.address, *what) for what in _reminded_of(mail, request_of))
    most = {"asked": lambda request: 1, "close": lambda request: 1, "answer": lambda request: answers[request]}
    return [
        f"{address} was reminded {count} times of {what} {request}"
        for (address, what, request), count in times.items()
        if count > most[what](request)
    ]


def _reminded_of(mail: Sent, request_of: dict[UUID, UUID]) -> list[tuple[str, UUID]]:
    if "hoort nog graag hoe jij dit ziet" in mail.body:
        return [("asked", request_of[UUID(found)]) for found in ASK_LINK.findall(mail.body)[:1]]
    if "Vandaag zou je vertellen" in mail.body:
        return [("close", UUID(found)) for found in REQUEST_LINK.findall(mail.body)[:1]]
    if mail.subject != "Jouw week op school":
        return []
    kinds = {
        "vraagt je om mee te denken over": "asked",
        "vraagt jullie om ideeën over": "asked",
        "dacht met je mee over": "answer",
    }
    lines = mail.body.replace("\n  http", " http").splitlines()
    return [
        (kind, UUID(found.group(1)))
        for line in lines
        for words, kind in kinds.items()
        if words in line and (found := REQUEST_LINK.search(line))
    ]
