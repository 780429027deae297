"""Reads of the school year: a school's calendar, whether mail is welcome, and what makes a good moment."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from bemanning.core.prepared import prepared
from bemanning.schools.models import Membership, School
from bemanning.schoolyear import calendar as days
from bemanning.schoolyear.advice import Advice, Person, advise
from bemanning.schoolyear.calendar import WORKDAYS, Calendar, Free
from bemanning.schoolyear.models import FreeDays, SchoolYear
from bemanning.schoolyear.national import periods, public_holidays


def year_of(school: School) -> SchoolYear | None:
    """The school year, if the school chose a region."""
    return SchoolYear.objects.filter(school=school).first()


def coming_free_days(school: School, now: datetime) -> QuerySet[FreeDays]:
    """The days without school that are not over yet, in order."""
    return FreeDays.objects.filter(school=school, last__gte=days.local(now).date())


def calendar_of(school_id: UUID, around: datetime) -> Calendar | None:
    """The days without school from a moment on, public holidays too; None for a school without a calendar."""
    if not _years(school_id):
        return None
    today = days.local(around).date()
    own = _free_from(school_id, today - timedelta(days=1))
    public = [free for year in (today.year, today.year + 1) for free in public_holidays(year)]
    return Calendar((*(Free(row.name, row.first, row.last) for row in own), *public))


@prepared
def _years(school_id: UUID) -> QuerySet[SchoolYear]:
    return SchoolYear.objects.filter(school=school_id)


@prepared
def _free_from(school_id: UUID, day: date) -> QuerySet[FreeDays]:
    return FreeDays.objects.filter(school=school_id, last__gte=day)


def is_quiet(school: School, working_days: Collection[int], at: datetime) -> bool:
    """Whether a mail about a question is unwelcome: evening, weekend, holiday, or a day off. Never without a calendar."""
    calendar = calendar_of(school.id, at)
    return calendar is not None and days.is_quiet(calendar, working_days, at)


def next_open_moment(
    school: School, person_or_working_days: Membership | Collection[int], after: datetime, *, now: datetime
) -> datetime:
    """The first moment from `after`, and not before `now`, at which a mail is welcome.

    A member stands for Monday to Friday: whoever knows the working days gives those.
    """
    start = max(after, now)
    calendar = calendar_of(school.id, start)
    if calendar is None:
        return start
    working = WORKDAYS if isinstance(person_or_working_days, Membership) else person_or_working_days
    return days.next_open(calendar, working, start)


def advice_for(school: School, person: Person, *, now: datetime) -> Advice | None:
    """What makes a good moment for one person; None for a school without a calendar."""
    calendar = calendar_of(school.id, now)
    return None if calendar is None else advise(person, calendar, periods(), now)


def end_of_quiet(address: str, place: UUID | None, moment: datetime) -> datetime:
    """A rule of mail.rest: what a school mails by itself waits for the next working morning."""
    calendar = None if place is None else calendar_of(place, moment)
    return moment if calendar is None else days.next_open(calendar, WORKDAYS, moment)
