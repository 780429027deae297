"""Criterion 15: each class of data disappears on its day, by the scheduled work of the worker."""

from datetime import datetime, timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection

from bemanning.circles import actions as circles
from bemanning.circles.models import CircleInvitation
from bemanning.core import clock, privacy, schedule
from bemanning.core.models import JobRun
from bemanning.mail.models import OutgoingMail, ReceivedMail
from bemanning.schools.models import Invitation, Membership
from tests.factories import client_for
from tests.schools.test_invitations import invite

pytestmark = [pytest.mark.django_db, pytest.mark.privacy]

# What goes by itself, and by which job. What is not here goes when a person or a school is erased.
BY_ITSELF = {
    privacy.Retention.SESSION: "accounts.forget",
    privacy.Retention.INVITATION: "schools.forget",
    privacy.Retention.CALL: "circles.forget",
    privacy.Retention.MAIL: "mail.forget",
}
DAYS = {"session": 30, "try": 1, "invitation": 14 + 30, "call": 30, "mail": 90, "mail that came in": 90}


def left(at: datetime) -> dict[str, bool]:
    """What is still there after the work of that moment."""
    JobRun.objects.all().delete()
    schedule.run_due(at)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM core_cache")
        tries = cursor.fetchone()[0]
    return {
        "session": Session.objects.exists() and UserSession.objects.exists(),
        "try": tries > 0,
        "invitation": Invitation.objects.exists(),
        "call": CircleInvitation.objects.exists(),
        "mail": OutgoingMail.objects.filter(event="old").exists(),
        "mail that came in": ReceivedMail.objects.exists(),
    }


@pytest.fixture
def now(alice: Membership) -> datetime:
    """The moment after which everything was made."""
    client = client_for(alice)
    key = str(client.session.session_key)
    UserSession.objects.get_or_create(session_key=key, defaults={"user": alice.user, "ip": "192.0.2.1"})
    invite(alice)
    circle = circles.begin(by=alice, name="Een kring", now=clock.now())
    circles.invite(by=alice, circle=circle, member=None, email="nina@school.example", now=clock.now())
    cache.set("tries", 3, timeout=60)
    moment = clock.now()
    OutgoingMail.objects.create(
        event="old", to_address="a@b.example", state="cancelled", created_at=moment, due_at=moment, ended_at=moment
    )
    ReceivedMail.objects.create(fingerprint="old", kind="reply", received_at=moment)
    return moment


@pytest.mark.parametrize("what", sorted(DAYS))
def test_it_stays_until_its_day_and_is_gone_after_it(now: datetime, what: str) -> None:
    day = now + timedelta(days=DAYS[what])
    early = now if what == "try" else day - timedelta(hours=12)
    assert (left(early)[what], left(day + timedelta(hours=12))[what]) == (True, False)


def test_all_that_goes_by_itself_has_its_job() -> None:
    timed = {table.retention for table in privacy.tables().values()} & set(BY_ITSELF)
    assert {job for kind, job in BY_ITSELF.items() if kind in timed} <= set(schedule.JOBS)
    assert timed == set(BY_ITSELF)


@pytest.mark.parametrize("job", sorted(BY_ITSELF.values()))
def test_the_measurement_sees_a_job_that_does_not_run(
    now: datetime, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(schedule.JOBS, job)
    assert any(left(now + timedelta(days=400)).values())
