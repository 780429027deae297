"""What makes the map of the demo school alive: tips, words of thanks that people show, and topics of the school."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bemanning.expertise.actions import give_tip, show_thanks
from bemanning.expertise.schooltopics import add_topic, add_words
from bemanning.expertise.thanks import thanks_to
from bemanning.schools.models import Membership


def load(*, people: Mapping[str, Membership], data: Mapping[str, Any], now: datetime) -> None:
    """Give tips, add topics and choose thanks, by the rows of the demo data. Comes after the questions: these hold the thanks."""
    for row in data["tips"]:
        at = now - timedelta(days=row["days_ago"])
        give_tip(by=people[row["by"]], member=people[row["member"]], phrase=row["phrase"], word=row["word"], now=at)
    by = next(member for member in people.values() if member.is_administrator)
    for row in data["own_topics"]:
        add_topic(by=by, label=row["label"], group=row["group"], words=row["words"], now=now)
    for row in data["own_words"]:
        add_words(by=by, topic=row["topic"], words=row["words"], now=now)
    for key in data["shown_thanks"]:
        newest = [one.id for one in thanks_to(people[key].id)][:1]
        show_thanks(by=people[key], shown=newest, now=now)
