"""What makes the map of the demo school alive: what colleagues see in each other, and thanks that people show."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bemanning.expertise.actions import give_tip, show_thanks
from bemanning.expertise.thanks import thanks_to
from bemanning.schools.models import Membership


def load(*, people: Mapping[str, Membership], data: Mapping[str, Any], now: datetime) -> None:
    """Give tips and choose thanks, by the rows of the demo data. Comes after the questions: these hold the thanks."""
    for row in data["tips"]:
        at = now - timedelta(days=row["days_ago"])
        give_tip(by=people[row["by"]], member=people[row["member"]], phrase=row["phrase"], word=row["word"], now=at)
    for key in data["shown_thanks"]:
        newest = [one.id for one in thanks_to(people[key].id)][:1]
        show_thanks(by=people[key], shown=newest, now=now)
