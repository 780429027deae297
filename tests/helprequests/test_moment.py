"""The moment on the sending page: advice in words, suggested moments, and quiet time."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bemanning.core import clock
from bemanning.helprequests import tasks
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.models import HelpRequest
from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership
from bemanning.schoolyear.calendar import ZONE
from tests.factories import make_draft, make_profile, make_school_year

pytestmark = pytest.mark.django_db
Browser = Callable[[Membership], Client]
MARCH = datetime(2027, 3, 15, 10, tzinfo=ZONE)  # a Monday in the advice weeks of group 8
EVENING = datetime(2026, 12, 18, 19, tzinfo=ZONE)  # the Friday before Christmas
AFTER_CHRISTMAS = datetime(2027, 1, 4, 8, tzinfo=ZONE)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Move the clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


def typed(when: str, **more: Any) -> dict[str, Any]:
    return {"subject": "Studiedag", "when": when, "follow_up_on": "2027-03-30", **more}


def send(browser: Client, draft: HelpRequest, when: str, **more: Any) -> str:
    """Post the page of the last look; what the page says then."""
    answer = browser.post(reverse("request_send", args=[draft.id]), typed(when, **more), follow=True)
    draft.refresh_from_db()
    return answer.content.decode()


def due() -> list[datetime]:
    return list(OutgoingMail.objects.filter(event__contains=":question:").values_list("due_at", flat=True))


def test_the_page_says_why_and_offers_moments(
    alice: Membership, bob: Membership, client_for: Browser, at: Any
) -> None:
    make_school_year(alice.school)
    at(MARCH)
    page = client_for(alice).get(reverse("request_send", args=[make_draft(alice, bob).id])).content.decode()
    assert "Groep 8 zit in de adviesweek. Na 24 maart is het rustiger." in page
    labels = ["Nu", "Vandaag om 14.45", "Morgen om 8.00", "Donderdag 25 maart om 8.00", "Op een ander moment"]
    assert [page.count(label) for label in labels[1:]] == [1, 1, 1, 1]


def test_a_day_off_is_told(alice: Membership, bob: Membership, client_for: Browser, at: Any) -> None:
    make_profile(bob, "rekenen", working_days=(2, 4))
    at(MARCH)
    page = client_for(alice).get(reverse("request_send", args=[make_draft(alice, bob).id])).content.decode()
    assert "Bob werkt vandaag niet, en wel op dinsdag 16 maart." in page
    assert "Vandaag om" not in page


def test_one_tap_schedules(alice: Membership, bob: Membership, client_for: Browser, at: Any) -> None:
    make_school_year(alice.school)
    at(MARCH)
    draft = make_draft(alice, bob)
    later = datetime(2027, 3, 25, 8, tzinfo=ZONE)
    send(client_for(alice), draft, later.isoformat())
    assert (draft.state, draft.send_at, draft.insists) == (RequestState.SCHEDULED, later, False)
    tasks.send_due(later - timedelta(seconds=1))
    assert due() == []
    tasks.send_due(later)
    assert due() == [later]


def test_a_moment_that_was_not_offered_is_refused(
    alice: Membership, bob: Membership, client_for: Browser, at: Any
) -> None:
    at(MARCH)
    draft = make_draft(alice, bob)
    assert "Dit moment is net voorbij." in send(client_for(alice), draft, "2027-03-14T03:00:00+01:00")
    assert draft.state == RequestState.DRAFT


def test_in_quiet_time_the_next_working_morning_is_chosen(
    alice: Membership, bob: Membership, client_for: Browser, at: Any
) -> None:
    make_school_year(alice.school)
    at(EVENING)
    draft = make_draft(alice, bob)
    answer = client_for(alice).get(reverse("request_send", args=[draft.id]))
    assert answer.context["form"]["when"].initial == AFTER_CHRISTMAS.isoformat()
    assert "Het is nu stille tijd op school." in answer.content.decode()
    assert "Toch nu sturen" in answer.content.decode()


@pytest.mark.parametrize("calendar", [True, False])
def test_who_insists_sends_now(
    alice: Membership, bob: Membership, client_for: Browser, at: Any, calendar: bool
) -> None:
    if calendar:
        make_school_year(alice.school)
    at(EVENING)
    draft = make_draft(alice, bob)
    send(client_for(alice), draft, "now")
    assert (draft.state, draft.insists, due()) == (RequestState.OPEN, calendar, [EVENING])


def test_an_own_moment_in_a_holiday_asks_for_a_second_word(
    alice: Membership, bob: Membership, client_for: Browser, at: Any
) -> None:
    make_school_year(alice.school)
    at(EVENING)
    draft, christmas = make_draft(alice, bob), "2026-12-28T10:00"
    browser = client_for(alice)
    page = send(browser, draft, "later", send_at=christmas)
    assert "Dan is het stille tijd. Kies een ander moment, of vink dit aan." in page
    assert christmas in page
    assert draft.state == RequestState.DRAFT
    send(browser, draft, "later", send_at=christmas, insists="on")
    moment = datetime(2026, 12, 28, 10, tzinfo=ZONE)
    assert (draft.state, draft.send_at, draft.insists) == (RequestState.SCHEDULED, moment, True)
    tasks.send_due(moment)
    assert due() == [moment]


def test_without_insisting_nothing_leaves_in_a_holiday_that_came_later(
    alice: Membership, bob: Membership, client_for: Browser, at: Any
) -> None:
    """The school chose its region after the question was scheduled: the mail waits for the morning."""
    at(EVENING)
    draft = make_draft(alice, bob)
    send(client_for(alice), draft, "later", send_at="2026-12-28T10:00")
    make_school_year(alice.school)
    tasks.send_due(datetime(2026, 12, 28, 10, tzinfo=ZONE))
    assert due() == [AFTER_CHRISTMAS]
