"""What the worker does for questions: send what is due, remind once."""

from datetime import datetime

from django.utils import timezone

from bemanning.core.schedule import every
from bemanning.helprequests.actions import closing, sending
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.models import HelpRequest

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
    due = HelpRequest.objects.filter(
        state=RequestState.ANSWERED, reminded_at=None, follow_up_on__lte=local.date()
    ).order_by("follow_up_on")
    for request in due[:AT_A_TIME]:
        closing.remind(request=request, now=now)
