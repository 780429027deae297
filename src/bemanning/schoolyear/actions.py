"""Writes of the school year: found the first school, choose a region, and add, move or remove days without school."""

from datetime import date, datetime

from django.db import transaction

from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.schools.actions import members
from bemanning.schools.models import Membership, School
from bemanning.schoolyear.enums import FreeKind, Region
from bemanning.schoolyear.models import FreeDays, SchoolYear
from bemanning.schoolyear.national import school_holidays


@transaction.atomic
def found_school(*, name: str, place: str, person: str, email: str, region: Region | None, now: datetime) -> User:
    """The first school and the person who leads it, and the calendar of its region when that is known."""
    user = members.found_school(name=name, place=place, person=person, email=email, now=now)
    if region is not None:
        member = user.memberships.select_related("school").get()
        choose_region(by=member, school=member.school, region=region, now=now)
    return user


@transaction.atomic
def choose_region(*, by: Membership | None, school: School, region: Region, now: datetime) -> SchoolYear:
    """Take over the national holidays of a region. Days that the school made or moved itself stay.

    Choosing the same region again changes nothing, so what was moved or removed stays so.
    """
    before = SchoolYear.objects.select_for_update().filter(school=school).first()
    if before is not None and before.region == region:
        return before
    year, _created = SchoolYear.objects.update_or_create(school=school, defaults={"region": region})
    FreeDays.objects.filter(school=school, national=True).delete()
    FreeDays.objects.bulk_create(
        FreeDays(
            school=school, name=free.name, kind=FreeKind.HOLIDAY, first=free.first, last=free.last, national=True
        )
        for free in school_holidays(region)
    )
    _record("schoolyear.region", by, year, school, now)
    return year


@transaction.atomic
def save_free_days(
    *, by: Membership, free: FreeDays, name: str, kind: FreeKind, first: date, last: date, now: datetime
) -> FreeDays:
    """Add days without school, or move them. From then on they are the school's own."""
    free.name, free.kind, free.first, free.last, free.national = name, kind, first, last, False
    free.save()
    _record("schoolyear.days_saved", by, free, free.school, now)
    return free


@transaction.atomic
def remove_free_days(*, by: Membership, free: FreeDays, now: datetime) -> None:
    """There is school on these days after all."""
    _record("schoolyear.days_removed", by, free, free.school, now)
    free.delete()


def _record(action: str, by: Membership | None, about: SchoolYear | FreeDays, school: School, now: datetime) -> None:
    audit.record(action=action, by=by.user_id if by else None, school=school.id, about=about, now=now)
