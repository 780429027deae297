"""Deleting one's own account. A school, and a board, keep somebody who can set them up."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bemanning.accounts.actions import erase_user
from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.schools.actions.members import LastOneError, hold_schools, leave
from bemanning.schools.models import Board, Invitation, Membership
from bemanning.schools.queries import active, boards_without, schools_without
from bemanning.schools.signals import person_erased


@transaction.atomic
def erase_person(*, user: User, successors: Mapping[UUID, Membership], now: datetime) -> None:
    """Leave every school, hand over what only this person could do, and erase the account.

    `successors` holds, by school, who sets it up from now. Raises LastOneError when a school would have nobody, or a
    board; nothing has happened then.
    """
    mine = Membership.objects.select_related("school", "user").filter(user=user, left_at=None)
    list(Board.objects.select_for_update().filter(administrators=user).order_by("id"))
    hold_schools(mine.values_list("school_id", flat=True))
    if boards_without(user):
        raise LastOneError
    for member in schools_without(user):
        successor = successors.get(member.school_id)
        if successor is None or not active(member.school).filter(id=successor.id).exclude(user=user).exists():
            raise LastOneError
        Membership.objects.filter(id=successor.id).update(is_administrator=True)
        audit.record(action="member.succeeds", by=user.id, school=member.school_id, about=successor, now=now)
    _erase(user, now)


@transaction.atomic
def erase_again(*, user: User, now: datetime) -> list[str]:
    """Somebody who was erased stands in a database from before it: they go once more, without being asked who follows.

    Gives the names of the schools and boards that nobody can set up after it. Who took over is not known any more.
    """
    left_alone = [str(board) for board in boards_without(user)]
    left_alone += [str(member.school) for member in schools_without(user)]
    _erase(user, now)
    return left_alone


def _erase(user: User, now: datetime) -> None:
    for member in Membership.objects.select_related("school", "user").filter(user=user, left_at=None):
        leave(member=member, by=member, now=now)
    Membership.objects.filter(user=user).update(job_title="")
    user.administered_boards.clear()
    Invitation.objects.filter(email=user.email).delete()
    person_erased.send(sender=User, user=user, now=now)
    erase_user(user=user, now=now)
