"""What an asker can choose from for when nobody answers."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from bemanning.expertise import queries as expertise
from bemanning.helprequests.enums import AskState, AudienceKind
from bemanning.helprequests.letters import nudged
from bemanning.helprequests.models import Ask, HelpRequest, SilencePlan
from bemanning.helprequests.queries.asked import BOARDS
from bemanning.mail.queries import reminded_of
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership, Team
from bemanning.schoolyear.calendar import WORKDAYS, Calendar, school_days
from bemanning.schoolyear.queries import calendar_of

SCHOOL_DAYS_OF_PATIENCE: Final = 4
MOST_NEXT: Final = 3
MOST_TEAMS: Final = 3


@dataclass(frozen=True, slots=True)
class Next:
    """Somebody who could be asked next, and why."""

    member: Membership
    because: str


@dataclass(frozen=True, slots=True)
class Options:
    """What can be done about silence. `remind` holds first names; nobody, when all had their one reminder."""

    remind: tuple[str, ...]
    people: tuple[Next, ...]
    teams: tuple[Team, ...]


def options_for(viewer: Viewer, request: HelpRequest, asks: Sequence[Ask], *, now: datetime) -> Options:
    """Whom to remind, who is suggested next, and which teams the asker is in.

    Needs `member__user` and `request` on the asks.

    A coach comes from outside: the question would leave the school, so nobody is planned for that. A question to teams
    can go to another team too, and to no single person: ideas side by side are for a group. Somebody of another school
    is asked alone, so nobody is asked after them: what colleagues answer is not theirs to read.
    """
    silent = [ask for ask in asks if ask.state in {AskState.CHOSEN, AskState.ASKED}]
    reminded = reminded_of(nudged(ask.id) for ask in silent)
    alone = any(ask.is_elsewhere for ask in asks)
    taken = {ask.member_id for ask in asks if ask.member_id}
    people = [] if alone or request.audience in BOARDS else _next_people(viewer, request, taken, now)
    chosen = getattr(request, "silence_plan", None)
    if chosen and chosen.is_waiting and chosen.next_member_id not in {None, *(one.member.id for one in people)}:
        people = [Next(chosen.next_member, ""), *people]  # what was chosen stays to be chosen
    offered = [] if alone else list(_other_teams(request)[:MOST_TEAMS])
    if chosen and chosen.is_waiting and chosen.team and chosen.team not in offered:
        offered.append(chosen.team)
    return Options(
        remind=tuple(ask.first_name for ask in silent if nudged(ask.id) not in reminded),
        people=tuple(people),
        teams=tuple(offered),
    )


def _next_people(viewer: Viewer, request: HelpRequest, taken: Collection[UUID], now: datetime) -> list[Next]:
    found = expertise.suggest(viewer, request.opened("body"), exclude=set(taken), now=now, limit=MOST_NEXT + 1)
    return [Next(one.member, one.reason) for one in found if not one.member.is_coach][:MOST_NEXT]


def _other_teams(request: HelpRequest) -> QuerySet[Team]:
    """The teams of the asker that were not asked; none when everybody was."""
    teams = Team.objects.filter(school=request.school_id, memberships=request.asker)
    if request.audience == AudienceKind.SCHOOL:
        return teams.none()
    if request.audience == AudienceKind.TEAMS:
        return teams.exclude(id__in=request.teams.values("id"))
    return teams.exclude(id=request.team_id) if request.team_id else teams


def plan_of(request: HelpRequest) -> SilencePlan | None:
    """The plan of a question, with the person or team it names. One query, so only pages that show it ask."""
    return SilencePlan.objects.select_related("next_member__user", "team").filter(request=request).first()


def day_of_patience(school_id: UUID, start: datetime) -> date:
    """A sensible day to look whether somebody answered: some school days after the question left."""
    calendar = calendar_of(school_id, start) or Calendar()
    tomorrow = timezone.localdate(start) + timedelta(days=1)
    return school_days(calendar, WORKDAYS, tomorrow, SCHOOL_DAYS_OF_PATIENCE)[-1]
