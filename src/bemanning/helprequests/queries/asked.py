"""Who is asked by a question that goes to teams or to the whole school."""

from django.db.models import QuerySet

from bemanning.helprequests.enums import AudienceKind
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from bemanning.schools.queries import active

# Their ideas stand side by side on a board: whoever is asked later joins those who were asked first.
BOARDS = frozenset({AudienceKind.TEAMS, AudienceKind.SCHOOL})
GROUPS = BOARDS | {AudienceKind.TEAM}


def to_ask(request: HelpRequest) -> list[Ask]:
    """Who will be asked by a question that has not left yet."""
    if request.audience in GROUPS:
        return [Ask(request=request, member=member) for member in members_of_audience(request)]
    return list(request.asks.select_related("member__user"))


def members_of_audience(request: HelpRequest) -> QuerySet[Membership]:
    """Who is in the audience now, beside the asker. A coach from outside is not part of the whole school."""
    everybody = active(request.school).exclude(id=request.asker_id)
    if request.audience == AudienceKind.SCHOOL:
        return everybody.exclude(role=Role.COACH)
    if request.audience == AudienceKind.TEAMS:
        return everybody.filter(teams__in=request.teams.all()).distinct()
    if request.audience == AudienceKind.TEAM and request.team is not None:
        return everybody.filter(teams=request.team)
    return everybody.none()
