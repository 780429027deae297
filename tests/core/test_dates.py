"""Dates in words are those of Django, in both languages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.dateformat import format as django_format

from bemanning.core.dates import in_words
from bemanning.schoolyear.calendar import ZONE

# The last is not made of the known letters, so Django reads it.
FORMATS = ("j F", "j F Y", "l j F", "l j F Y", "j F, H.i", "l j F, H.i", "H.i", "Y-m-d", r"j \d\e F", "D j M")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("format", FORMATS)
def test_a_moment_in_words_is_what_django_makes_of_it(language: str, format: str) -> None:
    moments = [datetime(2026, 1, 1, 0, 5, tzinfo=ZONE) + timedelta(days=17 * n, hours=5 * n) for n in range(30)]
    with translation.override(language):
        assert [in_words(one, format) for one in moments] == [django_format(one, format) for one in moments]


@pytest.mark.parametrize("format", ["j F", "l j F Y"])
def test_a_day_too(format: str) -> None:
    days = [date(2026, 1, 1) + timedelta(days=17 * n) for n in range(30)]
    assert [in_words(day, format) for day in days] == [django_format(day, format) for day in days]


def test_a_day_has_no_hours() -> None:
    with pytest.raises(TypeError):
        in_words(date(2026, 1, 1), "j F, H.i")


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2 juli, 00.30"),
        (None, ""),
        ("", ""),
    ],
)
def test_the_filter_shows_the_time_of_the_school_and_nothing_for_nothing(what: object, shown: str) -> None:
    assert Template('{{ what|date:"j F, H.i" }}').render(Context({"what": what})) == shown
