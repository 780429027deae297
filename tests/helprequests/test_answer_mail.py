"""The mail about an answer is written when it leaves: it says what the answer says then, and it comes once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail as outbox
from django.core.mail import EmailMultiAlternatives

from bemanning.core import clock
from bemanning.helprequests.actions import thread
from bemanning.helprequests.models import Ask, Message
from bemanning.mail.delivery import Postman
from bemanning.mail.enums import MailState
from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


@pytest.fixture
def answer(alice: Membership, bob: Membership) -> Message:
    """Bob answers Alice, and the worker has not looked yet."""
    ask = factories.make_request(alice, bob, subject="De studiedag").asks.get()
    return thread.answer(ask=ask, message_id=uuid4(), text="Begin klein.", now=clock.now())


def deliver() -> list[EmailMultiAlternatives]:
    """What leaves for Alice."""
    postman = Postman()
    while postman.deliver_next(clock.now() + LATER):
        pass
    return [one for one in outbox.outbox if "alice" in one.to[0]]  # type: ignore[misc]


def states() -> list[tuple[str, bool]]:
    """What became of the mail, and whether its row still holds a text or a key."""
    rows = OutgoingMail.objects.filter(event__contains=":answer:")
    return [(row.state, bool(row.subject or row.text or row.html or row.key_id)) for row in rows]


def test_the_outbox_holds_no_words_of_it_and_the_mail_all(answer: Message) -> None:
    assert states() == [(MailState.QUEUED, False)]
    [letter] = deliver()
    assert letter.subject == "De studiedag"
    assert str(letter.body).splitlines()[:5] == [
        "Dag Alice,",
        "",
        "Bob Dijkstra dacht met je mee:",
        "",
        "> Begin klein.",
    ]
    assert "Alleen Bob leest wat je terugschrijft." in letter.body
    assert states() == [(MailState.SENT, False)]


def test_it_says_what_the_answer_says_now(answer: Message) -> None:
    thread.edit_message(message=answer, text="Begin groot.", now=clock.now())
    [letter] = deliver()
    assert ("Begin groot." in letter.body, "Begin klein." in letter.body) == (True, False)


def test_an_answer_that_was_taken_back_is_not_mailed(answer: Message) -> None:
    thread.withdraw_message(message=answer, now=clock.now())
    assert deliver() == []
    assert states() == [(MailState.CANCELLED, False)]


@pytest.mark.privacy
def test_an_answer_that_was_erased_with_its_writer_is_not_mailed(answer: Message) -> None:
    Message.objects.update(key=None)
    assert deliver() == []
    assert states() == [(MailState.CANCELLED, False)]


def test_the_second_answer_refers_to_the_mail_of_the_first(answer: Message) -> None:
    ask = Ask.objects.select_related("request").get()
    thread.answer(ask=ask, message_id=uuid4(), text="En nog iets.", now=clock.now() + timedelta(minutes=1))
    first, second = deliver()
    assert "In-Reply-To" not in first.extra_headers
    opener = first.extra_headers["Message-ID"]
    assert [second.extra_headers[name] for name in ("In-Reply-To", "References")] == [opener, opener]
