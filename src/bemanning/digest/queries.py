"""Reads of the digest: what somebody chose, for whom it is time, and until when an address rests."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bemanning.accounts.models import User
from bemanning.core import clock
from bemanning.digest.enums import USUAL_HOUR, USUAL_WEEKDAY
from bemanning.digest.models import Digest, MailChoice
from bemanning.expertise.enums import Weekday
from bemanning.schools.models import Membership

WAKES_AT: Final = time(8)


def choice_of(user: User) -> MailChoice:
    """What somebody chose, or what is usual."""
    return MailChoice.objects.filter(user=user).first() or MailChoice(user=user, changed_at=clock.now())


def is_quiet(choice: MailChoice, day: date) -> bool:
    """Whether this person wants no mail at all on a day."""
    return choice.quiet_until is not None and day <= choice.quiet_until


def in_words(user: User, today: date) -> str:
    """What somebody chose, in a sentence."""
    choice = choice_of(user)
    if choice.quiet_until and is_quiet(choice, today):
        return _("You get no mail up to and including %(day)s.") % {"day": date_format(choice.quiet_until, "l j F")}
    if not choice.wanted:
        return _("You get mail only for what waits for you. There is no weekly overview.")
    return _("You get mail for what waits for you. The rest comes every %(day)s at %(hour)s.00, in one overview.") % {
        "day": Weekday(choice.weekday).label,
        "hour": choice.hour,
    }


def due(now: datetime, *, closed: Collection[UUID] = ()) -> QuerySet[User]:
    """The people whose digest of today should leave by now, and was not seen to yet. One query.

    Nobody of whom every school is `closed` now.
    """
    local = timezone.localtime(now)
    day, weekday, hour = local.date(), local.isoweekday(), local.hour
    chosen = Q(mail_choice__wanted=True, mail_choice__weekday=weekday, mail_choice__hour__lte=hour)
    awake = Q(mail_choice__quiet_until=None) | Q(mail_choice__quiet_until__lt=day)
    when = chosen & awake
    if weekday == USUAL_WEEKDAY and hour >= USUAL_HOUR:
        when |= Q(mail_choice=None)
    belongs = Membership.objects.filter(user=OuterRef("pk"), left_at=None).exclude(school__in=closed)
    seen_to = Digest.objects.filter(user=OuterRef("pk"), day=day)
    return User.objects.filter(when, Exists(belongs), ~Exists(seen_to), is_active=True).order_by("id")


def end_of_rest(address: str, place: UUID | None, moment: datetime) -> datetime:
    """A rule of mail.rest: somebody who wants no mail gets it on the morning after the last quiet day."""
    if not address:
        return moment
    choice = MailChoice.objects.filter(user__email=address).exclude(quiet_until=None).first()
    if choice is None or choice.quiet_until is None or not is_quiet(choice, timezone.localdate(moment)):
        return moment
    return timezone.make_aware(datetime.combine(choice.quiet_until + timedelta(days=1), WAKES_AT))
