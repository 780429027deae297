"""The weekly overview: only what still waits when it leaves, nothing twice, nothing empty, and one click ends it."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.digest import actions, tasks
from bemanning.digest.access import unsubscribe_url
from bemanning.digest.models import Digest, MailChoice
from bemanning.helprequests import tasks as request_tasks
from bemanning.helprequests.actions import thread
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.enums import SilenceStep
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.mail.delivery import Postman
from bemanning.mail.models import OutgoingMail
from bemanning.schools.actions.members import end_membership
from bemanning.schools.models import Membership
from tests.factories import client_for, make_member, make_request
from tests.helprequests.test_silence import DAY, asked, mails, morning, to_next

pytestmark = pytest.mark.django_db


def next_thursday(hour: int = 16, *, weeks: int = 0) -> datetime:
    """A Thursday at least four days from now, at this hour."""
    day = timezone.localdate() + timedelta(days=4)
    while day.isoweekday() != 4:
        day += timedelta(days=1)
    return timezone.make_aware(datetime.combine(day + timedelta(weeks=weeks), time(hour)))


def deliver(now: datetime) -> list[EmailMultiAlternatives]:
    """Everything that is due leaves; gives the overviews among it."""
    outbox.outbox.clear()
    postman = Postman()
    while postman.deliver_next(now):
        pass
    return [mail for mail in outbox.outbox if "List-Unsubscribe" in mail.extra_headers]  # type: ignore[misc]


def week(now: datetime) -> list[EmailMultiAlternatives]:
    """The worker's round of one moment."""
    tasks.queue_due(now)
    return deliver(now)


@pytest.fixture
def waiting(alice: Membership, bob: Membership) -> HelpRequest:
    """A question of alice that bob has not answered yet, delivered."""
    request = make_request(alice, bob, subject="De studiedag")
    deliver(clock.now())
    return request


def answer(request: HelpRequest, now: datetime) -> Message:
    ask = Ask.objects.select_related("request").get(request=request)
    return thread.answer(ask=ask, message_id=uuid7(), text="Ja.", now=now)


def test_what_still_waits_comes_once_on_the_usual_day(waiting: HelpRequest, bob: Membership) -> None:
    assert week(next_thursday(15)) == []
    (mail,) = week(next_thursday())
    assert (mail.to, mail.subject) == (["Bob Dijkstra <bob.dijkstra@school.example>"], "Jouw week op school")
    assert "Alice vraagt je om mee te denken over “De studiedag”." in mail.body
    assert week(next_thursday(17)) == []
    assert week(next_thursday(weeks=1)) == []


def test_an_answer_that_was_not_read_comes_and_one_that_was_does_not(
    waiting: HelpRequest, alice: Membership, bob: Membership
) -> None:
    other = make_request(alice, bob, subject="Iets anders")
    for request in (waiting, other):
        answer(request, clock.now())
    thread.mark_read(request=other, now=clock.now())
    (mail,) = week(next_thursday())
    assert mail.to == ["Alice Visser <alice.visser@school.example>"]
    assert ("De studiedag" in mail.body, "Iets anders" in mail.body) == (True, False)


def handled_by_an_answer(request: HelpRequest, bob: Membership) -> None:
    answer(request, next_thursday() - timedelta(minutes=1))
    thread.mark_read(request=request, now=next_thursday())


def handled_by_leaving(request: HelpRequest, bob: Membership) -> None:
    end_membership(member=bob, by=request.asker, now=next_thursday())


def handled_by_turning_it_off(request: HelpRequest, bob: Membership) -> None:
    actions.choose(by=bob.user, now=next_thursday(), wanted=False)


def handled_by_a_rest(request: HelpRequest, bob: Membership) -> None:
    actions.choose(by=bob.user, now=next_thursday(), quiet_until=next_thursday().date())


@pytest.mark.parametrize(
    "event", [handled_by_an_answer, handled_by_leaving, handled_by_turning_it_off, handled_by_a_rest]
)
def test_what_was_handled_after_queuing_is_not_in_it_and_an_empty_one_does_not_leave(
    event: Callable[[HelpRequest, Membership], None], waiting: HelpRequest, bob: Membership
) -> None:
    tasks.queue_due(next_thursday())
    assert OutgoingMail.objects.get(composer="digest").state == "queued"
    event(waiting, bob)
    assert deliver(next_thursday()) == []
    assert OutgoingMail.objects.get(composer="digest").state == "cancelled"


def test_the_text_is_nowhere_before_it_leaves(waiting: HelpRequest) -> None:
    tasks.queue_due(next_thursday())
    mail = OutgoingMail.objects.get(composer="digest")
    assert (bytes(mail.subject), bytes(mail.text), bytes(mail.html)) == (b"", b"", b"")


def test_a_plan_of_this_week_is_told_so_that_it_can_still_be_changed(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    request = asked(alice, bob, plan=to_next(carol))
    before = timezone.localtime(morning(DAY - timedelta(days=3)))
    actions.choose(by=alice.user, now=clock.now(), weekday=min(before.isoweekday(), 5), hour=7)
    while before.isoweekday() != min(before.isoweekday(), 5):
        before -= timedelta(days=1)
    (mail,) = week(before)
    assert "vraag ik het aan Carol, als niemand heeft geantwoord" in mail.body
    assert reverse("request_silence", args=[request.id]) in mail.body


def test_nothing_is_reminded_of_by_a_plan_and_by_an_overview(alice: Membership, bob: Membership) -> None:
    first, second = (asked(alice, bob, plan=Plan(SilenceStep.REMIND, DAY)) for _number in range(2))
    deliver(clock.now())
    assert week(next_thursday()) == []  # a plan is about to remind of both
    thursday = next_thursday(weeks=2)
    request_tasks.carry_out_plans(morning(DAY))
    assert (mails(first, "nudge"), mails(second, "nudge")) == ([bob.user.email], [bob.user.email])
    deliver(morning(DAY))
    assert week(thursday) == []


def test_an_overview_that_failed_to_leave_is_written_anew(waiting: HelpRequest, bob: Membership) -> None:
    """What it was going to tell is not lost: the same mail may tell it at the second try."""
    tasks.queue_due(next_thursday())
    mail = OutgoingMail.objects.get(composer="digest")
    from bemanning.digest.composer import compose

    assert compose(mail, next_thursday()) is not None
    assert compose(mail, next_thursday() + timedelta(minutes=5)) is not None


def test_a_newcomer_is_told_of_to_those_who_were_there(alice: Membership, bob: Membership) -> None:
    Membership.objects.update(joined_at=clock.now() - timedelta(days=100))
    make_member(alice.school, name="Fatima Nieuw")
    found = {mail.to[0] for mail in week(next_thursday()) if "Fatima Nieuw is nieuw op De Vuurtoren." in mail.body}
    assert found == {"Alice Visser <alice.visser@school.example>", "Bob Dijkstra <bob.dijkstra@school.example>"}


def test_nothing_at_all_comes_during_a_rest_and_what_waited_comes_after(alice: Membership, bob: Membership) -> None:
    today = timezone.localdate()
    actions.choose(by=bob.user, now=clock.now(), quiet_until=today + timedelta(days=3))
    request = make_request(alice, bob)
    deliver(clock.now() + timedelta(days=3))
    assert [mail.to for mail in outbox.outbox] == []
    after = timezone.make_aware(datetime.combine(today + timedelta(days=4), time(8)))
    deliver(after)
    assert [mail.subject for mail in outbox.outbox] == [request.title]


def test_a_code_to_sign_in_comes_during_a_rest(client: Client, bob: Membership) -> None:
    actions.choose(by=bob.user, now=clock.now(), quiet_until=timezone.localdate() + timedelta(days=3))
    client.post(reverse("account_login"), {"email": bob.user.email})
    deliver(clock.now() + timedelta(seconds=1))
    assert [mail.to for mail in outbox.outbox] == [["Bob Dijkstra <bob.dijkstra@school.example>"]]


@pytest.mark.security
def test_one_click_ends_it_without_cookies_and_looking_changes_nothing(waiting: HelpRequest, bob: Membership) -> None:
    (mail,) = week(next_thursday())
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = mail.extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    stranger = Client(enforce_csrf_checks=True)
    for look in (stranger.get, stranger.head):
        assert look(url).status_code == 200
    assert MailChoice.objects.filter(user=bob.user).count() == 0
    for _click in range(2):
        assert stranger.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MailChoice.objects.get(user=bob.user).wanted is False
    assert "Bob" not in stranger.get(url).content.decode()


@pytest.mark.security
def test_another_token_ends_nothing(alice: Membership, bob: Membership) -> None:
    url = unsubscribe_url(bob.user).removeprefix("http://testserver")
    other = url.replace(bob.user_id.hex, alice.user_id.hex)
    assert (Client().post(other).status_code, Client().post("/weekbericht/stoppen/x/").status_code) == (404, 404)
    assert MailChoice.objects.count() == 0


def test_only_an_overview_carries_the_header(waiting: HelpRequest) -> None:
    answer(waiting, clock.now())
    assert deliver(clock.now()) == []
    assert len(outbox.outbox) == 1


def test_somebody_chooses_another_day_no_overview_and_a_rest(bob: Membership) -> None:
    client, url = client_for(bob), reverse("mail_settings")
    assert "elke donderdag om 16.00 uur" in client.get(reverse("preferences")).content.decode()
    client.post(url, {"wanted": "yes", "weekday": "1", "hour": "7"})
    assert "elke maandag om 7.00 uur" in client.get(reverse("preferences")).content.decode()
    client.post(url, {"wanted": "no", "weekday": "1", "hour": "7"})
    assert MailChoice.objects.get().wanted is False
    assert list(client.post(url, {"quiet_until": "2020-01-01"}).context["quiet"].errors) == ["quiet_until"]
    client.post(url, {"quiet_until": str(date.today() + timedelta(days=5))})  # noqa: DTZ011  (as a browser says it)
    assert "Je krijgt geen mail tot en met" in client.get(url).content.decode()
    client.post(reverse("mail_wake"))
    assert MailChoice.objects.get().quiet_until is None


@pytest.mark.parametrize("fields", [{"weekday": 6}, {"hour": 22}])
def test_the_database_refuses_a_weekend_and_an_evening(fields: dict[str, int], bob: Membership) -> None:
    choice = actions.choose(by=bob.user, now=clock.now(), wanted=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        MailChoice.objects.filter(id=choice.id).update(**fields)


def test_the_database_refuses_a_second_digest_of_a_day(bob: Membership) -> None:
    Digest.objects.create(user=bob.user, day=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Digest.objects.create(user=bob.user, day=DAY)


@pytest.mark.parametrize("amount", [1, 3])
def test_looking_for_whom_it_is_time_is_one_query(
    amount: int, bob: Membership, django_assert_num_queries: Callable[[int], object]
) -> None:
    from bemanning.digest import queries

    for number in range(amount):
        make_member(bob.school, name=f"Persoon {number}")
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(list(queries.due(next_thursday()))) == amount + 1


@pytest.mark.parametrize("amount", [1, 3])
def test_a_round_takes_the_same_questions_to_the_database_for_many(
    amount: int, alice: Membership, bob: Membership, django_assert_num_queries: Callable[[int], object]
) -> None:
    from bemanning.mail.news import news_for

    people = [bob, *(make_member(bob.school, name=f"Persoon {number}") for number in range(amount - 1))]
    for member in people:
        make_request(alice, member)
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        found = news_for([member.user_id for member in people], clock.now() + timedelta(days=3))
    assert {user: len(news) for user, news in found.items()} == {member.user_id: 1 for member in people}
