"""Questions to a team."""

from datetime import datetime, timedelta
from uuid import uuid4

from bemanning.core import clock
from bemanning.helprequests.actions import sending
from bemanning.helprequests.actions.drafts import Choice
from bemanning.helprequests.actions.plans import Plan
from bemanning.schools.models import Membership
from bemanning.teamquestions import actions
from bemanning.teamquestions.models import TeamQuestion
from tests.factories.people import make_team


def make_team_question(
    asker: Membership,
    *asked: Membership,
    text: str = "Wat werkt volgens jullie?",
    whole_school: bool = False,
    silence: Plan = Plan(),
    now: datetime | None = None,
) -> TeamQuestion:
    """A question that just left to a new team of these people (or to everybody), open for ideas without a name."""
    now = now or clock.now()
    teams = () if whole_school else (make_team(asker.school, f"Team {uuid4().hex[:6]}", members=asked),)
    question = actions.save_draft(
        by=asker,
        request_id=uuid4(),
        text=text,
        choice=Choice(teams=teams, whole_school=whole_school),
        nameless_allowed=True,
        edition=None,
        now=now,
    )
    question.request = sending.send(
        by=asker,
        request=question.request,
        subject="Wat werkt?",
        send_at=None,
        follow_up_on=(now + timedelta(days=7)).date(),
        expectation=sending.Expectation(),
        silence=silence,
        now=now,
    )
    return question
