"""How members want to be found."""

from datetime import date

from bemanning.core import clock
from bemanning.expertise.enums import Room
from bemanning.expertise.models import Phrase, Profile
from bemanning.schools.models import Membership


def make_profile(
    member: Membership,
    *phrases: str,
    listed: bool = True,
    about: str = "",
    room: Room = Room.OPEN,
    paused_until: date | None = None,
    monthly_limit: int | None = None,
    working_days: tuple[int, ...] = (1, 2, 3, 4, 5),
) -> Profile:
    """A profile with the phrases that this member likes to be asked about."""
    profile = Profile.objects.create(
        member=member,
        listed=listed,
        about=about,
        room=room,
        paused_until=paused_until,
        monthly_limit=monthly_limit,
        working_days=list(working_days),
        updated_at=clock.now(),
    )
    for position, text in enumerate(phrases):
        Phrase.objects.create(profile=profile, text=text, position=position)
    return profile
