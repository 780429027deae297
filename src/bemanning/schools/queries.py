"""Reads of the schools app."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bemanning.accounts.models import User
from bemanning.mail import rest
from bemanning.mail.news import News
from bemanning.schools.enums import Role
from bemanning.schools.models import Board, Invitation, Membership, School, Team
from bemanning.schools.people_list import Fault, PeopleList

OPENS, CLOSES = 7, 18  # hours between which reminders, plans and overviews may leave
SETS_UP = Q(is_administrator=True) | Q(role=Role.LEADER)


def active(school: School) -> QuerySet[Membership]:
    """The members who belong to the school now, with their names."""
    return Membership.objects.filter(school=school, left_at=None, user__is_active=True).select_related("user")


def members_of(school: School) -> list[Membership]:
    """Everybody who ever belonged to the school, those who do now first, with their teams."""
    rows = Membership.objects.filter(school=school).select_related("user").prefetch_related("teams")
    return sorted(rows, key=lambda member: (not member.is_active, member.user.name.casefold()))


def is_alone(member: Membership) -> bool:
    """Whether nobody else is at this school yet, nor invited."""
    others = active(member.school).exclude(id=member.id)
    return not others.exists() and not open_invitations(member.school).exists()


def teams_of(school: School) -> QuerySet[Team]:
    """The teams, with how many people are in each now."""
    belongs = Q(memberships__left_at=None, memberships__user__is_active=True)
    return Team.objects.filter(school=school).annotate(size=Count("memberships", filter=belongs))


def open_invitations(school: School) -> QuerySet[Invitation]:
    """Invitations that were neither accepted nor revoked; an expired one can be sent again."""
    return Invitation.objects.filter(school=school, accepted_at=None, revoked_at=None)


def others_who_set_up(member: Membership) -> bool:
    """Whether somebody else in the school may set it up."""
    return active(member.school).filter(SETS_UP).exclude(id=member.id).exists()


def has_duties(user: User) -> bool:
    """Whether somebody leads or sets up a school, comes in as a coach, or administers a board."""
    more = SETS_UP | Q(role=Role.COACH)
    return (
        Membership.objects.filter(more, user=user, left_at=None).exists()
        or Board.objects.filter(administrators=user).exists()
    )


def closed_schools(now: datetime) -> list[UUID]:
    """The schools where nothing should happen by itself now: an evening, a weekend, or what a rule of rest says."""
    local = timezone.localtime(now)
    working_hour = local.isoweekday() <= 5 and OPENS <= local.hour < CLOSES
    schools = School.objects.values_list("id", flat=True)
    return [school for school in schools if not working_hour or rest.rests(school, now)]


def schools_without(user: User) -> list[Membership]:
    """The memberships of schools that nobody could set up without this person."""
    own = Membership.objects.select_related("school", "user").filter(SETS_UP, user=user, left_at=None)
    return [member for member in own.order_by("school__name") if not others_who_set_up(member)]


def boards_without(user: User) -> list[Board]:
    """The boards that would have no administrator without this person."""
    boards = Board.objects.filter(administrators=user).order_by("name")
    return [board for board in boards if not board.administrators.exclude(pk=user.pk).exists()]


def newcomers(users: Collection[UUID], now: datetime) -> Iterator[tuple[UUID, News]]:
    """For a digest: who came to work at the schools of these people in the last two weeks. Two queries."""
    since = now - timedelta(days=14)
    schools = Membership.objects.filter(user__in=users, left_at=None).values("school")
    arrived = Membership.objects.filter(school__in=schools, joined_at__gte=since, left_at=None, user__is_active=True)
    by_school: dict[UUID, list[Membership]] = {}
    for member in arrived.select_related("user", "school").order_by("joined_at"):
        by_school.setdefault(member.school_id, []).append(member)
    here = Membership.objects.filter(user__in=users, school__in=by_school, left_at=None, joined_at__lt=since)
    for user, school in here.values_list("user_id", "school_id"):
        for member in by_school[school]:
            sentence = _("%(name)s is new at %(school)s.") % {"name": member.user.name, "school": member.school.name}
            yield user, News(f"joined:{member.id}", sentence, reverse("people"))


def invitation_state(invitation: Invitation | None, now: datetime) -> str:
    """`open`, `accepted`, `revoked`, `expired` or `unknown`."""
    if invitation is None:
        return "unknown"
    if invitation.accepted_at:
        return "accepted"
    if invitation.revoked_at:
        return "revoked"
    return "open" if invitation.expires_at > now else "expired"


def check_against(school: School, people: PeopleList) -> PeopleList:
    """The list with a fault for everybody who belongs to the school or was invited already."""
    emails = [person.email for person in people.people]
    members = set(active(school).filter(user__email__in=emails).values_list("user__email", flat=True))
    invited = set(open_invitations(school).filter(email__in=emails).values_list("email", flat=True))
    checked = PeopleList(heading=people.heading, faults=list(people.faults))
    for person in people.people:
        if person.email in members:
            reason = _("%(name)s belongs to the school already.") % {"name": person.name}
        elif person.email in invited:
            reason = _("%(name)s has been invited already.") % {"name": person.name}
        else:
            checked.people.append(person)
            continue
        checked.faults.append(Fault(person.number, person.line, reason))
    checked.faults.sort(key=lambda fault: fault.number)
    return checked


@dataclass(frozen=True, slots=True)
class SchoolOfBoard:
    """What a board sees of a school: that it is there, how many people take part, and whom to call."""

    name: str
    place: str
    members: int
    contacts: tuple[str, ...]


def schools_of(board: Board) -> list[SchoolOfBoard]:
    """The schools of a board."""
    belongs = Q(memberships__left_at=None, memberships__user__is_active=True)
    schools = board.schools.annotate(members=Count("memberships", filter=belongs)).order_by("name")
    contacts: dict[object, list[str]] = {}
    rows = Membership.objects.filter(SETS_UP, school__board=board, left_at=None, user__is_active=True)
    for school_id, name in rows.order_by("user__name").values_list("school_id", "user__name"):
        contacts.setdefault(school_id, []).append(name)
    return [
        SchoolOfBoard(school.name, school.place, school.members, tuple(contacts.get(school.id, ())))
        for school in schools
    ]
