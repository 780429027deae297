"""The page of the school year, and what mail does because of it."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bemanning.core.models import AuditEvent
from bemanning.mail import rest
from bemanning.schools.models import Membership
from bemanning.schoolyear.calendar import WORKDAYS, ZONE
from bemanning.schoolyear.models import FreeDays, SchoolYear
from bemanning.schoolyear.queries import is_quiet, next_open_moment
from tests.factories import make_school_year, study_day

pytestmark = pytest.mark.django_db
Browser = Callable[[Membership], Client]


def days(member: Membership) -> list[tuple[str, date, date, bool]]:
    return list(FreeDays.objects.filter(school=member.school).values_list("name", "first", "last", "national"))


def test_a_leader_chooses_a_region_and_gets_its_holidays(alice: Membership, client_for: Browser) -> None:
    answer = client_for(alice).post(reverse("school_year"), {"region": "south"}, follow=True)
    assert "De vakanties van je regio staan in de kalender." in answer.content.decode()
    assert SchoolYear.objects.get().region == "south"
    assert ("Zomervakantie", date(2028, 7, 22), date(2028, 9, 3), True) in days(alice)
    assert FreeDays.objects.count() == 20
    assert AuditEvent.objects.filter(action="schoolyear.region", actor=alice.user_id).count() == 1


def test_without_a_choice_the_page_says_what_to_do(alice: Membership, client_for: Browser) -> None:
    answer = client_for(alice).post(reverse("school_year"), {})
    assert "Kies een regio." in answer.content.decode()
    assert not SchoolYear.objects.exists()


def test_another_region_keeps_what_the_school_made_itself(alice: Membership, client_for: Browser) -> None:
    make_school_year(alice.school)
    own = study_day(alice.school)
    client_for(alice).post(reverse("school_year"), {"region": "north"})
    assert FreeDays.objects.get(national=False) == own
    assert date(2028, 7, 15) in FreeDays.objects.values_list("first", flat=True)
    assert FreeDays.objects.count() == 21


def test_the_same_region_again_keeps_what_was_removed(alice: Membership, client_for: Browser) -> None:
    make_school_year(alice.school)
    browser = client_for(alice)
    browser.post(reverse("free_days_remove", args=[FreeDays.objects.first().id]))  # type: ignore[union-attr]
    browser.post(reverse("school_year"), {"region": "middle"})
    assert FreeDays.objects.count() == 19


def test_adding_and_moving_days(alice: Membership, client_for: Browser) -> None:
    browser = client_for(alice)
    browser.post(reverse("free_days_new"), {"name": "Studiedag", "kind": "study", "first": "2031-03-04"})
    assert days(alice) == [("Studiedag", date(2031, 3, 4), date(2031, 3, 4), False)]
    moved = {"name": "Studiedagen", "kind": "study", "first": "2031-03-05", "last": "2031-03-06"}
    browser.post(reverse("free_days_edit", args=[FreeDays.objects.get().id]), moved)
    assert days(alice) == [("Studiedagen", date(2031, 3, 5), date(2031, 3, 6), False)]


@pytest.mark.parametrize(
    ("last", "words"),
    [
        ("2031-03-03", "De laatste dag ligt voor de eerste. Kies een latere dag."),
        ("2031-08-03", "Dit is meer dan tien weken. Kies een eerdere laatste dag."),
        ("morgen", "Kies een dag."),
    ],
)
def test_a_wrong_day_is_explained_and_nothing_typed_is_lost(
    alice: Membership, client_for: Browser, last: str, words: str
) -> None:
    typed = {"name": "Vrije dagen", "kind": "holiday", "first": "2031-03-04", "last": last}
    page = client_for(alice).post(reverse("free_days_new"), typed).content.decode()
    assert words in page
    assert "Vrije dagen" in page
    assert not FreeDays.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_more_days(
    alice: Membership, client_for: Browser, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    SchoolYear.objects.create(school=alice.school, region="north")
    for number in range(count):
        study_day(alice.school, date(2031, 3, 4 + number))
    browser = client_for(alice)
    with django_assert_num_queries(5):
        browser.get(reverse("school_year"))


def test_what_a_school_mails_by_itself_waits_for_the_morning(
    alice: Membership, other_school_leader: Membership
) -> None:
    make_school_year(alice.school)
    evening = datetime(2026, 12, 18, 20, tzinfo=ZONE)
    assert rest.earliest(evening, place=alice.school_id) == datetime(2027, 1, 4, 8, tzinfo=ZONE)
    assert rest.earliest(evening, place=other_school_leader.school_id) == evening  # has no calendar
    assert rest.earliest(evening, address=alice.user.email) == evening  # not about a question, such as a code


def test_the_next_open_moment_of_a_school(alice: Membership) -> None:
    now = datetime(2027, 4, 26, 20, tzinfo=ZONE)
    assert next_open_moment(alice.school, WORKDAYS, now, now=now) == now
    make_school_year(alice.school)
    assert is_quiet(alice.school, WORKDAYS, now)
    assert next_open_moment(alice.school, {2, 4}, now, now=now) == datetime(2027, 5, 4, 8, tzinfo=ZONE)
    assert next_open_moment(alice.school, alice, now, now=now) == datetime(2027, 5, 3, 8, tzinfo=ZONE)
