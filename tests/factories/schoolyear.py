"""A school calendar."""

from datetime import date

from bemanning.core import clock
from bemanning.schools.models import School
from bemanning.schoolyear.actions import choose_region
from bemanning.schoolyear.enums import FreeKind, Region
from bemanning.schoolyear.models import FreeDays, SchoolYear


def make_school_year(school: School, region: Region = Region.MIDDLE) -> SchoolYear:
    """The calendar of a school, with the national holidays."""
    return choose_region(by=None, school=school, region=region, now=clock.now())


def study_day(school: School, day: date = date(2031, 3, 4)) -> FreeDays:
    """One day without school that the school chose itself."""
    return FreeDays.objects.create(school=school, name="Studiedag", kind=FreeKind.STUDY, first=day, last=day)
