"""A second, small school under the same board as the demo school, and the circles that leaders of both are in."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bemanning.circles import actions
from bemanning.circles.models import CircleInvitation
from bemanning.mail import actions as mail
from bemanning.schools.models import Board, Membership, School
from bemanning.web import demo_person


def load(
    *, school: School, people: Mapping[str, Membership], data: Mapping[str, Any], now: datetime
) -> dict[str, Membership]:
    """Make the board, the school and the circles, by the rows of the demo data; the people of that school by key."""
    school.board = Board.objects.create(name=data["board"])
    school.save(update_fields=["board"])
    neighbour = School.objects.create(name=data["name"], place=data["place"], board=school.board)
    made = {row["key"]: demo_person.make(neighbour, row, opens=True, now=now) for row in data["people"]}
    everybody = {**people, **made}
    for row in data["circles"]:
        _begin(row, everybody, now - timedelta(days=row["days_ago"]))
    mail.cancel(event_prefix="circle:", now=now)
    return made


def _begin(row: Mapping[str, Any], people: Mapping[str, Membership], at: datetime) -> None:
    by = people[row["by"]]
    circle = actions.begin(by=by, name=row["name"], now=at)
    for key in [*row["members"], *row["invited"]]:
        actions.invite(by=by, circle=circle, member=people[key], email="", now=at)
    for invitation in CircleInvitation.objects.select_related("circle", "member__user").filter(circle=circle):
        if invitation.member in [people[key] for key in row["members"]]:
            actions.join(by=invitation.member, invitation=invitation, now=at)
