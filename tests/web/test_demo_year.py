"""The demo school lives in a school year: days off to come, quiet hours, and a question that was asked in person."""

from datetime import datetime, timedelta

import pytest
from django.test import TestCase
from django.utils import timezone

from bemanning.core import clock
from bemanning.digest.models import MailChoice
from bemanning.helprequests.enums import AskState, MessageKind, PlanState, RequestState
from bemanning.helprequests.models import Ask, HelpRequest, Message, SilencePlan
from bemanning.mail import rest
from bemanning.mail.models import OutgoingMail
from bemanning.schoolyear.calendar import WORKDAYS, ZONE, is_quiet
from bemanning.schoolyear.enums import FreeKind, Region
from bemanning.schoolyear.models import FreeDays, SchoolYear
from bemanning.schoolyear.queries import calendar_of
from bemanning.web import demo_school

pytestmark = pytest.mark.django_db

# A plain Tuesday, a Saturday night in the Christmas holiday, the night that skips an hour, the long summer.
MOMENTS = [
    datetime(2026, 11, 24, 10, tzinfo=ZONE),
    datetime(2026, 12, 26, 22, tzinfo=ZONE),
    datetime(2027, 3, 28, 1, 30, tzinfo=ZONE),
    datetime(2027, 7, 20, 12, tzinfo=ZONE),
]


@pytest.mark.parametrize("now", MOMENTS)
def test_whatever_the_day_nothing_to_come_falls_on_a_day_off(now: datetime) -> None:
    school = demo_school.load(now=now)
    calendar = calendar_of(school.id, now)
    assert calendar is not None
    assert SchoolYear.objects.get().region == Region.NORTH
    study = FreeDays.objects.filter(kind=FreeKind.STUDY).order_by("first")
    assert [(one.first.isoweekday(), one.first == one.last, one.national) for one in study] == [
        (5, True, False),
        (3, True, False),
    ]
    today = timezone.localdate(now)
    assert study[0].first >= today + timedelta(days=18)
    waiting = HelpRequest.objects.get(state=RequestState.SCHEDULED)
    assert waiting.send_at is not None
    assert not is_quiet(calendar, WORKDAYS, waiting.send_at)
    planned = SilencePlan.objects.filter(day__gt=today).values_list("day", flat=True)
    assert [day for day in planned if day.isoweekday() > 5 or calendar.free_on(day)] == []


def test_at_any_hour_nothing_holds_mail_back() -> None:
    """What journeys stand on: whoever runs them on a Saturday night gets the mail at once."""
    school = demo_school.load(now=clock.now(), at_any_hour=True)
    assert (SchoolYear.objects.count(), FreeDays.objects.count(), MailChoice.objects.count()) == (0, 0, 0)
    addresses = set(OutgoingMail.objects.exclude(to_address="").values_list("to_address", flat=True))
    assert len(addresses) > 10
    for moment in MOMENTS:
        assert {rest.earliest(moment, address=one, place=school.id) for one in addresses} == {moment}


class DemoOfToday(TestCase):
    """What one load of the demo holds."""

    @classmethod
    def setUpTestData(cls) -> None:
        """Loading it takes longer than all that is asked of it."""
        cls.now = clock.now()
        demo_school.load(now=cls.now)

    def test_somebody_has_hours_of_their_own(self) -> None:
        evening = datetime(2027, 2, 3, 18, tzinfo=ZONE)
        assert rest.earliest(evening, address="karin@vuurtoren.example") == evening + timedelta(hours=14)
        assert rest.earliest(evening, address="karim@vuurtoren.example") == evening

    def test_a_question_that_was_asked_in_person_waits_for_the_follow_up(self) -> None:
        heard = Message.objects.select_related("request__asker__user").get(kind=MessageKind.HEARD)
        assert str(heard.request.asker.user) == "Anke Terpstra"
        assert heard.request.state == RequestState.ANSWERED
        assert heard.request.follow_up_on is not None
        assert heard.request.follow_up_on > timezone.localdate(self.now)

    def test_a_plan_for_when_nobody_answers_waits_and_another_let_somebody_off_the_hook(self) -> None:
        plans = SilencePlan.objects.order_by("state").values_list("state", "request__asker__user__name")
        assert list(plans) == [(PlanState.DONE, "Sem de Wit"), (PlanState.WAITING, "Anke Terpstra")]
        released = Ask.objects.get(state=AskState.RELEASED)
        assert str(released.member) == "Karim Boutahar"
