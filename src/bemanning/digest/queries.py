"""Reads of the digest: what somebody chose, for whom it is time, and until when an address rests."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from bemanning.accounts.models import User
from bemanning.core import clock
from bemanning.core.prepared import prepared
from bemanning.digest.enums import USUAL_HOUR, USUAL_WEEKDAY
from bemanning.digest.models import Digest, MailChoice
from bemanning.expertise.enums import Weekday
from bemanning.schools.models import Membership
from bemanning.schoolyear.calendar import WORKDAYS, Calendar, Hours, next_open

WAKES_AT: Final = time(8)


def choice_of(user: User) -> MailChoice:
    """What somebody chose, or what is usual."""
    return MailChoice.objects.filter(user=user).first() or MailChoice(user=user, changed_at=clock.now())


def is_quiet(choice: MailChoice, day: date) -> bool:
    """Whether this person wants no mail at all on a day."""
    return choice.quiet_until is not None and day <= choice.quiet_until


def in_words(user: User, today: date) -> str:
    """What somebody chose, in a few sentences."""
    choice = choice_of(user)
    if choice.quiet_until and is_quiet(choice, today):
        return _("You get no mail up to and including %(day)s.") % {"day": date_format(choice.quiet_until, "l j F")}
    return " ".join(filter(None, [_overview_in_words(choice), rest_in_words(choice)]))


def rest_in_words(choice: MailChoice) -> str:
    """The quiet hours that somebody chose, in a sentence; empty when there are none."""
    if choice.rest_from is None or choice.rest_to is None:
        return _("In the weekend no questions come by mail.") if choice.rest_weekend else ""
    hours = {"start": time_format(choice.rest_from, "G.i"), "end": time_format(choice.rest_to, "G.i")}
    if choice.rest_weekend:
        return _("Between %(start)s and %(end)s and in the weekend no questions come by mail.") % hours
    return _("Between %(start)s and %(end)s no questions come by mail.") % hours


def _overview_in_words(choice: MailChoice) -> str:
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


def hours_of(choice: MailChoice) -> Hours:
    """Between which hours this person takes mail about questions, and whether in the weekend too."""
    all_day = Hours(time.min, time.max, weekend=not choice.rest_weekend)
    if choice.rest_from is None or choice.rest_to is None:
        return all_day
    return replace(all_day, first=choice.rest_to, last=choice.rest_from)


@prepared
def _choice_of(address: str) -> QuerySet[MailChoice]:
    return MailChoice.objects.filter(user__email=address)


def end_of_rest(address: str, place: UUID | None, moment: datetime) -> datetime:
    """A rule of mail.rest: the first moment, outside a longer rest and their own quiet hours, that somebody takes mail.

    It looks at the address alone. So whoever insists passes the quiet time of a school, and not the rest of a person.
    """
    choice = _choice_of.first(address) if address else None
    if choice is None:
        return moment
    if choice.quiet_until is not None and is_quiet(choice, timezone.localdate(moment)):
        moment = timezone.make_aware(datetime.combine(choice.quiet_until + timedelta(days=1), WAKES_AT))
    return next_open(Calendar(), WORKDAYS, moment, hours_of(choice))
