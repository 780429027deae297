"""Deleting one's own account. A school, and a board, keep somebody who can set them up."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bemanning.accounts.actions import erase_user
from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.schools.actions.members import LastOneError, end_membership
from bemanning.schools.models import Invitation, Membership
from bemanning.schools.queries import active, boards_without, schools_without
from bemanning.schools.signals import person_erased


@transaction.atomic
def erase_person(*, user: User, successors: Mapping[UUID, Membership], now: datetime) -> None:
    """Leave every school, hand over what only this person could do, and erase the account.

    `successors` holds, by school, who sets it up from now. Raises LastOneError when a school would have nobody, or a
    board; nothing has happened then.
    """
    if boards_without(user):
        raise LastOneError
    for member in schools_without(user):
        successor = successors.get(member.school_id)
        if successor is None or not active(member.school).filter(id=successor.id).exclude(user=user).exists():
            raise LastOneError
        Membership.objects.filter(id=successor.id).update(is_administrator=True)
        audit.record(action="member.succeeds", by=user.id, school=member.school_id, about=successor, now=now)
    for member in Membership.objects.select_related("school", "user").filter(user=user, left_at=None):
        end_membership(member=member, by=member, now=now)
    Membership.objects.filter(user=user).update(job_title="")
    user.administered_boards.clear()
    Invitation.objects.filter(email=user.email).delete()
    person_erased.send(sender=User, user=user, now=now)
    erase_user(user=user, now=now)
