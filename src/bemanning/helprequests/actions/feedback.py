"""What writers say of the coach: a count for each rule and reply. No text, person, school, draft or time."""

from django.db import transaction
from django.db.models import F

import tekstcoach
from bemanning.helprequests.enums import CoachReply
from bemanning.helprequests.models import CoachTally
from bemanning.schools.models import School


@transaction.atomic
def count_reply(*, school: School, rule: str, reply: CoachReply) -> bool:
    """Count one reply, if the school allows it and the rule exists; returns whether it was counted.

    There is no audit row on purpose: that would tell who said it.
    """
    if not school.coach_feedback or rule not in {known.id for known in tekstcoach.rules()}:
        return False
    CoachTally.objects.get_or_create(rule=rule, reply=reply)
    CoachTally.objects.filter(rule=rule, reply=reply).update(count=F("count") + 1)
    return True
