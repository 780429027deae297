"""A person of the demo data, with the place on the map that the row tells."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from bemanning.accounts.models import User
from bemanning.expertise.actions import ProfileData, save_profile
from bemanning.expertise.enums import Room
from bemanning.schools.models import Membership, School


def make(school: School, row: Mapping[str, Any], *, opens: bool, now: datetime) -> Membership:
    """Make somebody. Who `opens` lets the board and their circles find them."""
    member = Membership.objects.create(
        school=school,
        user=User.objects.create_user(row["email"], row["name"]),
        role=row["role"],
        is_administrator=row["administrator"],
        job_title=row["job"],
    )
    if row["phrases"] or row["about"]:
        days = row["paused_days"]
        data = ProfileData(
            listed=True,
            shared=opens,
            circled=opens,
            phrases=tuple(row["phrases"]),
            about=row["about"],
            welcome=row["welcome"],
            working_days=tuple(row["working_days"]),
            room=Room(row["room"]),
            paused_until=timezone.localdate(now) + timedelta(days=days) if days else None,
            monthly_limit=row["monthly_limit"],
            topics_added=tuple(row["topics"]),
            topics_removed=tuple(row["not_topics"]),
        )
        save_profile(by=member, data=data, now=now - timedelta(days=row["said_days_ago"]))
    return member
