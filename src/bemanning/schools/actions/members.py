"""Writes about the school itself, its members and its teams."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bemanning.accounts.actions import end_all_sessions
from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.schools.enums import Role
from bemanning.schools.models import Board, Membership, School, Team
from bemanning.schools.queries import others_who_set_up
from bemanning.schools.signals import membership_ended


class LastOneError(Exception):
    """Without this person nobody could set up the school."""


def hold_schools(ids: Iterable[UUID]) -> None:
    """Nobody else takes somebody out of these schools until the transaction ends.

    Without it the last two who set up a school could leave in the same moment, each because of the other.
    """
    list(School.objects.select_for_update().filter(id__in=list(ids)).order_by("id"))


@transaction.atomic
def found_school(*, name: str, place: str, person: str, email: str, now: datetime) -> User:
    """The first school, with the person who leads it and sets it up."""
    school = School.objects.create(name=name, place=place)
    user = User.objects.create_user(email, person)
    member = Membership.objects.create(school=school, user=user, role=Role.LEADER, is_administrator=True)
    audit.record(action="school.founded", by=user.id, school=school.id, about=member, now=now)
    return user


@transaction.atomic
def change_school(
    *, school: School, name: str, place: str, coach_feedback: bool, by: Membership, now: datetime
) -> None:
    """Another name or place, or another choice of what the coach may ask."""
    school.name, school.place, school.coach_feedback = name, place, coach_feedback
    school.save(update_fields=["name", "place", "coach_feedback"])
    audit.record(action="school.changed", by=by.user_id, school=school.id, about=school, now=now)


@transaction.atomic
def change_member(
    *,
    member: Membership,
    role: str,
    job_title: str,
    is_administrator: bool,
    teams: Iterable[Team],
    by: Membership,
    now: datetime,
) -> None:
    """Another role, job, task or team. Raises LastOneError if nobody could set up the school after it."""
    hold_schools([member.school_id])
    if not is_administrator and role != Role.LEADER and not others_who_set_up(member):
        raise LastOneError
    member.role, member.job_title, member.is_administrator = role, job_title, is_administrator
    member.save(update_fields=["role", "job_title", "is_administrator"])
    member.teams.set(teams)
    audit.record(action="member.changed", by=by.user_id, school=member.school_id, about=member, now=now)


@transaction.atomic
def end_membership(*, member: Membership, by: Membership, now: datetime) -> None:
    """Somebody leaves: out at the next request. Raises LastOneError if nobody could set up the school after it."""
    hold_schools([member.school_id])
    if not others_who_set_up(member):
        raise LastOneError
    leave(member=member, by=by, now=now)


@transaction.atomic
def leave(*, member: Membership, by: Membership, now: datetime) -> None:
    """What leaving is, whoever stays behind: end_membership and erasing ask first who can set up the school."""
    member.left_at = now
    member.is_administrator = False
    member.save(update_fields=["left_at", "is_administrator"])
    member.teams.clear()
    end_all_sessions(user=member.user, by=by.user, now=now)
    audit.record(action="membership.ended", by=by.user_id, school=member.school_id, about=member, now=now)
    membership_ended.send(sender=Membership, member=member, by=by, now=now)


@transaction.atomic
def appoint(*, email: str, name: str, now: datetime) -> bool:
    """The operator lets a member set up their school, or somebody a board. False when there is nobody by that name."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    found = Membership.objects.filter(user=user, school__name=name, left_at=None).first() if user else None
    board = Board.objects.filter(name=name).first() if user and not found else None
    if found:
        found.is_administrator = True
        found.save(update_fields=["is_administrator"])
        audit.record(action="member.appointed", by=None, school=found.school_id, about=found, now=now)
    elif user and board:
        board.administrators.add(user)
        audit.record(action="board.appointed", by=None, school=None, about=board, now=now)
    return bool(found or board)


@transaction.atomic
def save_team(*, team: Team, members: Iterable[Membership], by: Membership, now: datetime) -> None:
    """A new team, or another name or other people for one."""
    action = "team.created" if team._state.adding else "team.changed"
    team.save()
    team.memberships.set(members)
    audit.record(action=action, by=by.user_id, school=team.school_id, about=team, now=now)


@transaction.atomic
def delete_team(*, team: Team, by: Membership, now: datetime) -> None:
    """A team goes; its people stay."""
    audit.record(action="team.deleted", by=by.user_id, school=team.school_id, about=team, now=now)
    team.delete()
