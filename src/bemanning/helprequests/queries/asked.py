"""Who is asked by a question that goes to teams or to the whole school."""

from django.db.models import QuerySet

from bemanning.helprequests.enums import AudienceKind
from bemanning.helprequests.models import HelpRequest
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from bemanning.schools.queries import active

GROUPS = frozenset({AudienceKind.TEAM, AudienceKind.TEAMS, AudienceKind.SCHOOL})


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
