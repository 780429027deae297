"""Writing a profile."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.expertise.enums import Room
from bemanning.expertise.models import PHRASES, Phrase, Profile, ShownThanks, Tip, TopicChoice
from bemanning.expertise.nearness import analyse
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
    shared: bool = False
    circled: bool = False
    topics_added: tuple[str, ...] = ()  # ids of topics that the words do not name
    topics_removed: tuple[str, ...] = ()  # and of those that they name, but that are not meant


@transaction.atomic
def save_profile(*, by: Membership, data: ProfileData, now: datetime) -> Profile:
    """Make or replace somebody's own profile. Nobody writes another's."""
    Profile.objects.get_or_create(member=by, defaults={"updated_at": now})
    profile = Profile.objects.select_for_update().get(member=by)
    profile.member = by  # read already
    was_away = _away(profile, now)
    profile.listed = data.listed
    profile.shared = data.shared
    profile.circled = data.circled
    profile.about = data.about
    profile.welcome = data.welcome
    profile.working_days = sorted(data.working_days)
    profile.room = data.room
    profile.paused_until = data.paused_until if data.room == Room.PAUSED else None
    profile.monthly_limit = data.monthly_limit
    _touch(profile, now)
    profile.save()
    profile.phrases.all().delete()
    Phrase.objects.bulk_create(
        Phrase(profile=profile, text=text, position=position) for position, text in enumerate(data.phrases)
    )
    profile.topic_choices.all().delete()
    chosen = dict.fromkeys(data.topics_removed, False) | dict.fromkeys(data.topics_added, True)
    TopicChoice.objects.bulk_create(TopicChoice(profile=profile, topic=id, kept=kept) for id, kept in chosen.items())
    analyse(profile)
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


@transaction.atomic
def stay_off(*, by: Membership, now: datetime) -> None:
    """Choose to stay off the map for now, so that the start page no longer points there. A place that is there stays."""
    profile, made = Profile.objects.get_or_create(member=by, defaults={"updated_at": now})
    if made:
        audit.record(action="profile.stayed_off", by=by.user_id, school=by.school_id, about=profile, now=now)


def _touch(profile: Profile, now: datetime) -> None:
    # Always later than before, also when clocks of servers differ: by this moment other processes see a change.
    profile.updated_at = max(now, profile.updated_at + timedelta(microseconds=1))
    profile.confirmed_at = now


def _away(profile: Profile, now: datetime) -> tuple[date | None] | None:
    """The last day of a pause that colleagues can see, in a tuple; None for somebody who has room."""
    away = profile.listed and profile.room_on(timezone.localdate(now)) == Room.PAUSED
    return (profile.paused_until,) if away else None


class PlaceFullError(Exception):
    """There is no room for another subject on this place."""


@transaction.atomic
def give_tip(*, by: Membership, member: Membership, phrase: str, word: str, now: datetime) -> Tip:
    """Tell a colleague what you see in them. A second one, before they decided, takes the place of the first."""
    tip, _created = Tip.objects.select_for_update().get_or_create(
        by=by, member=member, defaults={"key": by.user.key, "written_at": now}
    )
    tip.written_at = now
    tip.seal(phrase=phrase, word=word)
    tip.save()
    audit.record(action="tip.given", by=by.user_id, school=by.school_id, about=tip, now=now)
    return tip


@transaction.atomic
def accept_tip(*, by: Membership, tip: Tip, phrase: str, now: datetime) -> Profile:
    """Take what a colleague saw into one's own words, as it was or adjusted, and be on the map with it.

    Raises PlaceFullError when there are as many subjects as fit; then the tip stays.
    """
    Profile.objects.get_or_create(member=by, defaults={"updated_at": now})
    profile = Profile.objects.select_for_update().get(member=by)
    texts = list(profile.phrases.values_list("text", flat=True))
    if phrase not in texts:
        if len(texts) >= PHRASES:
            raise PlaceFullError
        Phrase.objects.create(profile=profile, text=phrase, position=len(texts))
    profile.listed = True
    _touch(profile, now)
    profile.save()
    analyse(profile)
    _decided(by=by, tip=tip, now=now)
    return profile


@transaction.atomic
def leave_tip(*, by: Membership, tip: Tip, now: datetime) -> None:
    """Do nothing with it. Nobody hears of this."""
    _decided(by=by, tip=tip, now=now)


def _decided(*, by: Membership, tip: Tip, now: datetime) -> None:
    """The same trace whatever was decided."""
    audit.record(action="tip.decided", by=by.user_id, school=by.school_id, about=tip, now=now)
    tip.delete()


@transaction.atomic
def show_thanks(*, by: Membership, shown: Collection[UUID], now: datetime) -> None:
    """Choose which words of thanks others see on one's page; all others are seen by oneself alone."""
    ShownThanks.objects.filter(member=by).delete()
    ShownThanks.objects.bulk_create(ShownThanks(member=by, thanks=id) for id in sorted(set(shown)))
    audit.record(action="thanks.chosen", by=by.user_id, school=by.school_id, about=by, now=now)


def on_membership_ended(sender: Any, member: Membership, **kwargs: Any) -> None:
    """Receiver of schools.signals.membership_ended: what waits for a decision of or about them is no use any more."""
    Tip.objects.filter(Q(by=member) | Q(member=member)).delete()


def on_person_erased(sender: Any, user: User, **kwargs: Any) -> None:
    """Receiver of schools.signals.person_erased: nothing of a profile stays."""
    Profile.objects.filter(member__user=user).delete()
    Tip.objects.filter(Q(by__user=user) | Q(member__user=user)).delete()
    ShownThanks.objects.filter(member__user=user).delete()
