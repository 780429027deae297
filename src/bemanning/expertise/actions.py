"""Writing a profile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.expertise.enums import Room
from bemanning.expertise.models import Phrase, Profile, TopicChoice
from bemanning.expertise.signals import room_ended
from bemanning.schools.models import Membership


@dataclass(frozen=True, slots=True)
class ProfileData:
    """What somebody says of themselves."""

    listed: bool
    phrases: tuple[str, ...] = ()
    about: str = ""
    welcome: str = ""
    working_days: tuple[int, ...] = ()
    room: Room = Room.OPEN
    paused_until: date | None = None
    monthly_limit: int | None = None
    topics_added: tuple[str, ...] = ()  # ids of topics that the words do not name
    topics_removed: tuple[str, ...] = ()  # and of those that they name, but that are not meant


@transaction.atomic
def save_profile(*, by: Membership, data: ProfileData, now: datetime) -> Profile:
    """Make or replace somebody's own profile. Nobody writes another's."""
    Profile.objects.get_or_create(member=by, defaults={"updated_at": now})
    profile = Profile.objects.select_for_update().get(member=by)
    was_away = _away(profile, now)
    profile.listed = data.listed
    profile.about = data.about
    profile.welcome = data.welcome
    profile.working_days = sorted(data.working_days)
    profile.room = data.room
    profile.paused_until = data.paused_until if data.room == Room.PAUSED else None
    profile.monthly_limit = data.monthly_limit
    # Always later than before, also when clocks of servers differ: by this moment other processes see a change.
    profile.updated_at = max(now, profile.updated_at + timedelta(microseconds=1))
    profile.confirmed_at = now
    profile.save()
    profile.phrases.all().delete()
    Phrase.objects.bulk_create(
        Phrase(profile=profile, text=text, position=position) for position, text in enumerate(data.phrases)
    )
    profile.topic_choices.all().delete()
    chosen = dict.fromkeys(data.topics_removed, False) | dict.fromkeys(data.topics_added, True)
    TopicChoice.objects.bulk_create(TopicChoice(profile=profile, topic=id, kept=kept) for id, kept in chosen.items())
    audit.record(action="profile.saved", by=by.user_id, school=by.school_id, about=profile, now=now)
    if _away(profile, now) not in {None, was_away}:
        room_ended.send(sender=Profile, member=by, until=profile.paused_until, now=now)
    return profile


@transaction.atomic
def confirm(*, by: Membership, now: datetime) -> None:
    """Say that one's place is still right. Nothing else changes."""
    profile = Profile.objects.select_for_update().filter(member=by).first()
    if profile is None:
        return
    profile.confirmed_at = now
    profile.save(update_fields=["confirmed_at"])
    audit.record(action="profile.confirmed", by=by.user_id, school=by.school_id, about=profile, now=now)


def _away(profile: Profile, now: datetime) -> tuple[date | None] | None:
    """The last day of a pause that colleagues can see, in a tuple; None for somebody who has room."""
    away = profile.listed and profile.room_on(timezone.localdate(now)) == Room.PAUSED
    return (profile.paused_until,) if away else None


def on_person_erased(sender: Any, user: User, **kwargs: Any) -> None:
    """Receiver of schools.signals.person_erased: nothing of a profile stays."""
    Profile.objects.filter(member__user=user).delete()
