# ruff: noqa: DTZ001 (hours as the clock on the wall shows them; the zone is put in by the test)
"""When mail is welcome: known dates, properties, and the two days a year on which the clock jumps."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bemanning.schoolyear.calendar import WORKDAYS, ZONE, Calendar, Free, Hours, at, is_quiet, next_open
from bemanning.schoolyear.enums import Region
from bemanning.schoolyear.national import public_holidays, school_holidays

# From the published tables of the government, a school year apart from each other.
KNOWN = [
    (Region.NORTH, "Herfstvakantie", date(2027, 10, 16), date(2027, 10, 24)),
    (Region.MIDDLE, "Herfstvakantie", date(2028, 10, 21), date(2028, 10, 29)),
    (Region.SOUTH, "Herfstvakantie", date(2025, 10, 11), date(2025, 10, 19)),
    (Region.NORTH, "Kerstvakantie", date(2027, 12, 25), date(2028, 1, 9)),
    (Region.MIDDLE, "Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),
    (Region.SOUTH, "Kerstvakantie", date(2028, 12, 23), date(2029, 1, 7)),
    (Region.NORTH, "Voorjaarsvakantie", date(2026, 2, 21), date(2026, 3, 1)),
    (Region.MIDDLE, "Voorjaarsvakantie", date(2028, 2, 26), date(2028, 3, 5)),
    (Region.SOUTH, "Voorjaarsvakantie", date(2029, 2, 10), date(2029, 2, 18)),
    (Region.NORTH, "Meivakantie", date(2028, 4, 29), date(2028, 5, 7)),
    (Region.MIDDLE, "Meivakantie", date(2029, 4, 28), date(2029, 5, 6)),
    (Region.NORTH, "Zomervakantie", date(2026, 7, 4), date(2026, 8, 16)),
    (Region.MIDDLE, "Zomervakantie", date(2027, 7, 17), date(2027, 8, 29)),
    (Region.SOUTH, "Zomervakantie", date(2026, 7, 11), date(2026, 8, 23)),
    (Region.SOUTH, "Zomervakantie", date(2028, 7, 22), date(2028, 9, 3)),
]


@pytest.mark.parametrize(("region", "name", "first", "last"), KNOWN)
def test_the_national_list_holds_the_known_dates(region: Region, name: str, first: date, last: date) -> None:
    assert [one for one in school_holidays(region) if one.first == first] == [Free(name, first, last)]


@pytest.mark.parametrize("region", Region)
def test_every_region_has_five_holidays_in_each_of_four_years_from_saturday_to_sunday(region: Region) -> None:
    free = school_holidays(region)
    weeks = {"Herfstvakantie": 1, "Kerstvakantie": 2, "Voorjaarsvakantie": 1, "Meivakantie": 1, "Zomervakantie": 6}
    assert [one.name for one in free] == list(weeks) * 4
    for one in free:
        assert (one.first.isoweekday(), one.last.isoweekday()) == (6, 7)
        assert (one.last - one.first).days + 1 == weeks[one.name] * 7 + 2


def test_regions_spread_their_summers() -> None:
    starts = [[one.first for one in school_holidays(region) if one.name == "Zomervakantie"] for region in Region]
    for of_a_year in zip(*starts, strict=True):
        assert sorted(day - min(of_a_year) for day in of_a_year) == [timedelta(weeks=week) for week in range(3)]


def test_kings_day_and_easter_are_public_holidays() -> None:
    days = {one.first for one in public_holidays(2027)}
    assert {date(2027, 4, 27), date(2027, 3, 29)} <= days
    assert date(2027, 4, 28) not in days


CHRISTMAS = Calendar((Free("Kerstvakantie", date(2026, 12, 19), date(2027, 1, 3)),))


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (datetime(2026, 11, 26, 10, 0), datetime(2026, 11, 26, 10, 0)),  # Thursday by day
        (datetime(2026, 11, 26, 18, 0), datetime(2026, 11, 27, 8, 0)),  # from six in the evening it waits
        (datetime(2026, 11, 26, 7, 29), datetime(2026, 11, 26, 8, 0)),  # early the same day
        (datetime(2026, 11, 27, 19, 0), datetime(2026, 11, 30, 8, 0)),  # Friday evening: Monday
        (datetime(2026, 12, 18, 18, 30), datetime(2027, 1, 4, 8, 0)),  # the last evening before Christmas
        (datetime(2027, 3, 26, 18, 30), datetime(2027, 3, 29, 8, 0)),  # over the night on which the clock jumps
        (datetime(2026, 10, 23, 18, 30), datetime(2026, 10, 26, 8, 0)),  # and the night on which it goes back
        (datetime(2028, 2, 28, 20, 0), datetime(2028, 2, 29, 8, 0)),  # a leap day is a day
    ],
)
def test_mail_waits_for_the_next_working_morning(after: datetime, expected: datetime) -> None:
    assert next_open(CHRISTMAS, WORKDAYS, after.replace(tzinfo=ZONE)) == expected.replace(tzinfo=ZONE)


def test_somebody_who_works_on_two_days_gets_it_on_the_next_of_them() -> None:
    after = datetime(2026, 11, 24, 20, 0, tzinfo=ZONE)
    assert next_open(Calendar(), {1, 4}, after) == datetime(2026, 11, 26, 8, 0, tzinfo=ZONE)


moments = st.datetimes(datetime(2025, 8, 1), datetime(2031, 12, 31), timezones=st.just(UTC))
calendars = st.sampled_from([Calendar(school_holidays(region)) for region in Region])
weeks = st.sets(st.integers(1, 5), min_size=1)


@given(calendars, weeks, moments)
def test_the_next_open_moment_is_open_and_not_earlier(calendar: Calendar, week: set[int], after: datetime) -> None:
    found = next_open(calendar, week, after)
    assert found >= after
    assert not is_quiet(calendar, week, found)
    assert next_open(calendar, week, found) == found
    assert found == after or found.astimezone(ZONE).time() == time(8)


@given(calendars, weeks, moments)
def test_no_earlier_morning_is_passed_over(calendar: Calendar, week: set[int], after: datetime) -> None:
    found = next_open(calendar, week, after).astimezone(ZONE)
    day = after.astimezone(ZONE).date() + timedelta(days=1)
    while day < found.date():
        assert is_quiet(calendar, week, at(day, time(8)))
        day += timedelta(days=1)


@given(st.dates(date(2025, 1, 1), date(2031, 12, 31)), st.times())
def test_an_hour_of_a_day_exists_also_when_the_clock_jumps(day: date, hour: time) -> None:
    moment = at(day, hour)
    assert moment.astimezone(UTC).astimezone(ZONE).replace(tzinfo=None) == moment.replace(tzinfo=None)
    assert moment.date() == day


def test_a_calendar_that_never_opens_holds_nothing_for_ever() -> None:
    always = Calendar((Free("dicht", date(2026, 1, 1), date(2036, 1, 1)),))
    after = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert next_open(always, WORKDAYS, after) == after


def test_hours_of_their_own_hold() -> None:
    early = Hours(first=time(6), last=time(7), weekend=True)
    saturday = datetime(2026, 11, 28, 6, 30, tzinfo=ZONE)
    assert [is_quiet(Calendar(), WORKDAYS, saturday, hours) for hours in (early, Hours())] == [False, True]
