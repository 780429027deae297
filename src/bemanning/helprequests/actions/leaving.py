"""What happens to questions when somebody leaves the school."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from bemanning.core import audit
from bemanning.helprequests.actions.sending import withdraw
from bemanning.helprequests.enums import AskState, RequestState
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.mail import actions as mail
from bemanning.schools.models import Membership

UNFINISHED = [RequestState.SCHEDULED, RequestState.OPEN, RequestState.ANSWERED]


def on_membership_ended(sender: Any, member: Membership, by: Membership, now: datetime, **kwargs: Any) -> None:
    """Receiver of schools.signals.membership_ended."""
    end_part_of(member=member, by=by, now=now)


@transaction.atomic
def end_part_of(*, member: Membership, by: Membership, now: datetime) -> None:
    """Nobody waits for somebody who left: they are no longer asked, their own questions are withdrawn, mail stops."""
    involved = HelpRequest.objects.filter(Q(asker=member) | Q(asks__member=member)).distinct()
    for request_id in involved.values_list("id", flat=True):
        mail.cancel(event_prefix=f"request:{request_id}:", to=member.user.email, now=now)
    for request in HelpRequest.objects.filter(asker=member, state__in=UNFINISHED):
        withdraw(by=by, request=request, now=now)
    for ask in Ask.objects.filter(member=member, state=AskState.ASKED):
        ask.state = AskState.REVOKED
        ask.save(update_fields=["state"])
        audit.record(action="ask_revoked", by=by.user_id, school=member.school_id, about=ask, now=now)
    Ask.objects.filter(member=member, state=AskState.CHOSEN).delete()
