"""Writes of the digest: what somebody chooses, and that it is made, once a week."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.digest.access import unsubscribe_url
from bemanning.digest.models import Digest, MailChoice
from bemanning.mail import actions as mail


@transaction.atomic
def choose(*, by: User, now: datetime, **fields: Any) -> MailChoice:
    """Another day or hour, no digest any more (`wanted`), no mail at all until a day, or own hours of rest."""
    choice, _created = MailChoice.objects.update_or_create(user=by, defaults={**fields, "changed_at": now})
    audit.record(action="digest.chosen", by=by.id, school=None, about=choice, now=now)
    return choice


@transaction.atomic
def queue_digest(*, user: User, has_news: bool, now: datetime) -> bool:
    """See to the digest of today, once. Without news nothing is queued. The text comes when it leaves."""
    day = timezone.localdate(now)
    made, created = Digest.objects.get_or_create(user=user, day=day)
    if not created or not has_news:
        return False
    mail.queue_composed(
        event=f"digest:{user.id}:{made.day}",
        composer="digest",
        to=user.email,
        to_name=user.name,
        unsubscribe_url=unsubscribe_url(user),
        now=now,
    )
    return True


@transaction.atomic
def forget(*, before: date) -> None:
    """Drop the notes of days long ago."""
    Digest.objects.filter(day__lt=before).delete()


def on_person_erased(sender: Any, user: User, **kwargs: Any) -> None:
    """Receiver of schools.signals.person_erased."""
    MailChoice.objects.filter(user=user).delete()
    Digest.objects.filter(user=user).delete()
