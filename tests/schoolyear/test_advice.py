# ruff: noqa: DTZ001 (hours as the clock on the wall shows them; the zone is put in by the test)
"""What makes a good moment, in facts and in words."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from bemanning.schoolyear.advice import Person, advise
from bemanning.schoolyear.calendar import WORKDAYS, ZONE, Calendar, Free, is_quiet, local
from bemanning.schoolyear.enums import Region
from bemanning.schoolyear.national import periods, school_holidays
from bemanning.schoolyear.sentences import moment, why

MIDDLE = Calendar(school_holidays(Region.MIDDLE))


def told(words: str, when: datetime, days: frozenset[int] = WORKDAYS, calendar: Calendar = MIDDLE) -> list[str]:
    now = when.replace(tzinfo=ZONE)
    with translation.override("nl"):
        return why(advise(Person(words, days), calendar, periods(), now), "Sanne")


@pytest.mark.parametrize(
    ("words", "when", "expected"),
    [
        (
            "leerkracht groep 8",
            datetime(2027, 3, 15, 10),
            ["Groep 8 zit in de adviesweek.", "Na 24 maart is het rustiger."],
        ),
        ("conciërge", datetime(2027, 3, 15, 10), ["Dit is een goed moment om Sanne te vragen."]),
        (
            "leerkracht groep 4",
            datetime(2026, 12, 16, 10),
            [
                "Sinterklaas en kerst vragen nu veel tijd.",
                "Na 20 december is het rustiger.",
                "Op zaterdag 19 december gaat de school dicht: kerstvakantie.",
            ],
        ),
        (
            "conciërge",
            datetime(2026, 12, 28, 10),
            ["Er is vandaag geen school: Kerstvakantie.", "Sanne is er weer op maandag 4 januari."],
        ),
    ],
)
def test_advice_in_words(words: str, when: datetime, expected: list[str]) -> None:
    assert told(words, when) == expected


def test_a_day_off_comes_first() -> None:
    assert told("conciërge", datetime(2026, 11, 26, 10), frozenset({1})) == [
        "Sanne werkt vandaag niet, en wel op maandag 30 november."
    ]


def test_english_has_its_own_words() -> None:
    now = datetime(2027, 3, 15, 10, tzinfo=ZONE)
    with translation.override("en"):
        found = why(advise(Person("groep 8"), MIDDLE, periods(), now), "Sanne")
    assert found == ["Group 8 is in its advice week.", "After 24 March it is quieter."]


def test_the_last_suggestion_comes_after_the_busy_weeks() -> None:
    now = datetime(2027, 3, 15, 10, tzinfo=ZONE)
    found = advise(Person("groep 8"), MIDDLE, periods(), now).moments
    assert found == tuple(
        datetime(2027, 3, day, hour, minute, tzinfo=ZONE)
        for day, hour, minute in [(15, 14, 45), (16, 8, 0), (25, 8, 0)]
    )


def test_a_moment_in_words() -> None:
    now = datetime(2026, 11, 26, 10, tzinfo=ZONE)
    with translation.override("nl"):
        words = [moment(now + timedelta(days=days), now) for days in (0, 1, 4)]
    assert words == ["Vandaag om 10.00", "Morgen om 10.00", "Maandag 30 november om 10.00"]


@given(
    st.sampled_from(["leerkracht groep 8", "intern begeleider", "directeur", "docent", ""]),
    st.sets(st.integers(1, 5), min_size=1),
    st.datetimes(datetime(2025, 8, 1), datetime(2031, 12, 31), timezones=st.just(ZONE)),
)
def test_suggestions_come_later_in_order_and_never_in_quiet_time(words: str, week: set[int], now: datetime) -> None:
    found = advise(Person(words, frozenset(week)), MIDDLE, periods(), now)
    assert list(found.moments) == sorted(set(found.moments))
    assert 1 <= len(found.moments) <= 3
    for one in found.moments:
        assert one > now
        assert not is_quiet(MIDDLE, week, one)
    assert (found.busy is None) == (found.quieter_after is None)
    assert found.quieter_after is None or found.quieter_after >= local(now).date()


def test_a_person_who_is_never_there_gets_no_suggestion_and_no_error() -> None:
    closed = Calendar((Free("dicht", date(2026, 1, 1), date(2036, 1, 1)),))
    assert told("", datetime(2026, 11, 26, 10), calendar=closed) == ["Er is vandaag geen school: dicht."]
