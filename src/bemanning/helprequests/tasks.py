"""What the worker does for questions: send what is due, remind once, and do what was planned for silence."""

from datetime import datetime

from django.utils import timezone

from bemanning.core.schedule import every
from bemanning.helprequests.actions import closing, sending, silence
from bemanning.helprequests.enums import PlanState, RequestState
from bemanning.helprequests.models import HelpRequest, SilencePlan
from bemanning.schools.queries import closed_schools

AT_A_TIME = 100


@every("helprequests.send_due", seconds=20)
def send_due(now: datetime) -> None:
    """Send the scheduled questions whose moment has come."""
    due = HelpRequest.objects.filter(state=RequestState.SCHEDULED, send_at__lte=now).order_by("send_at")
    for request in due[:AT_A_TIME]:
        sending.send_scheduled(request=request, now=now)


@every("helprequests.remind_due", seconds=600)
def remind_due(now: datetime) -> None:
    """Send the one reminder, from eight in the morning of the chosen day."""
    local = timezone.localtime(now)
    if local.hour < 8:
        return
    live = HelpRequest.objects.filter(state__in=[RequestState.OPEN, RequestState.ANSWERED], reminded_at=None)
    unplanned = live.exclude(state=RequestState.OPEN, silence_plan__state=PlanState.WAITING)
    due = unplanned.filter(follow_up_on__lte=local.date()).order_by("follow_up_on")
    for request in due.exclude(school__in=closed_schools(now))[:AT_A_TIME]:
        closing.remind(request=request, now=now)


@every("helprequests.carry_out_plans", seconds=60)
def carry_out_plans(now: datetime) -> None:
    """Do what askers chose for when nobody answers, from eight in the morning of their day."""
    local = timezone.localtime(now)
    if local.hour < 8:
        return
    due = SilencePlan.objects.filter(
        state=PlanState.WAITING, day__lte=local.date(), request__sent_at__isnull=False
    ).order_by("day")
    open_now = due.exclude(request__school__in=closed_schools(now))
    for request_id in open_now.values_list("request_id", flat=True)[:AT_A_TIME]:
        silence.carry_out(request_id=request_id, now=now)
