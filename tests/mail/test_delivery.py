"""Delivery to a real mail server: what arrives, what is tried again, what is given up."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from bemanning.mail import actions
from bemanning.mail.delivery import LEASE, WAITS, Postman, release_expired, release_held_by
from bemanning.mail.enums import MailState
from bemanning.mail.letters import Button, Letter, Text
from bemanning.mail.models import OutgoingMail
from tests.mail.servers import Mailbox, mail_server

pytestmark = [pytest.mark.django_db, pytest.mark.reliability]

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
LONG = "Een lange zin over één studiedag – met Çağrı – die geen regel van een mailserver te lang maakt. " * 20


@pytest.fixture
def mailbox(settings: Settings) -> Iterator[Mailbox]:
    """A mail server that the app is set up for."""
    box = Mailbox()
    with mail_server(box) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.DEFAULT_FROM_EMAIL = "Bemanning <post@school.example>"
        yield box


def queue(event: str, thread: str = "", auto_submitted: str = "auto-generated") -> OutgoingMail:
    mail = actions.queue(
        event=event,
        to="bas@school.example",
        to_name="Bas Ünal",
        letter=Letter("Vraag van Çağrı", (Text(LONG), Button("Lees", "https://b.example/x"))),
        now=NOW,
        thread=thread,
        auto_submitted=auto_submitted,
    )
    assert mail is not None
    return mail


def deliver(now: datetime = NOW) -> Postman:
    postman = Postman()
    while postman.deliver_next(now):
        pass
    postman.rest()
    return postman


def test_a_mail_arrives_whole_with_its_headers_and_leaves_no_text_behind(mailbox: Mailbox) -> None:
    first, second = queue("ask", thread="r:1"), queue("told", thread="r:1", auto_submitted="auto-replied")
    deliver()
    one, two = mailbox.mails
    assert (one["Subject"], one["To"], one["From"]) == (
        "Vraag van Çağrı",
        "Bas Ünal <bas@school.example>",
        "Bemanning <post@school.example>",
    )
    assert (one["Message-ID"], one["Auto-Submitted"], one["In-Reply-To"]) == (
        first.message_id,
        "auto-generated",
        None,
    )
    assert (two["Message-ID"], two["Auto-Submitted"]) == (second.message_id, "auto-replied")
    assert (two["In-Reply-To"], two["References"]) == (first.message_id, first.message_id)
    assert mailbox.connections == 1
    sent = OutgoingMail.objects.get(event="ask")
    assert (sent.state, sent.sent_at, bytes(sent.html), sent.key_id) == (MailState.SENT, NOW, b"", None)


def test_both_forms_have_one_charset_and_pass_seven_bits(mailbox: Mailbox) -> None:
    queue("ask")
    deliver()
    (mail,) = mailbox.mails
    parts = list(mail.iter_parts())
    assert mail.get_content_type() == "multipart/alternative"
    assert [part["Content-Type"] for part in parts] == ['text/plain; charset="utf-8"', 'text/html; charset="utf-8"']
    assert [part["Content-Transfer-Encoding"] for part in parts] == ["quoted-printable"] * 2
    assert LONG.strip() in parts[0].get_content().replace("\r\n", "\n")
    assert max(map(len, mailbox.raw[0].split(b"\r\n"))) <= 78 * 2
    assert mailbox.raw[0].isascii()


def test_nothing_leaves_before_its_time(mailbox: Mailbox) -> None:
    queue("later")
    deliver(NOW - timedelta(seconds=1))
    assert mailbox.raw == []


def test_a_passing_refusal_is_tried_again_later(mailbox: Mailbox) -> None:
    queue("ask")
    mailbox.answers = ["451 try later"]
    deliver()
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.due_at, mail.last_error) == (MailState.QUEUED, NOW + WAITS[0], "SMTPDataError 451")
    deliver(NOW + WAITS[0])
    assert len(mailbox.raw) == 1


def test_a_final_refusal_and_the_last_try_end_it(mailbox: Mailbox) -> None:
    queue("refused")
    mailbox.answers = ["550 no such person Bas"]
    deliver()
    refused = OutgoingMail.objects.get()
    assert (refused.state, refused.last_error) == (MailState.FAILED, "SMTPDataError 550")
    assert (bytes(refused.text), refused.ended_at) == (b"", NOW)
    queue("unlucky")
    mailbox.answers = ["451 try later"] * (len(WAITS) + 1)
    for day in range(len(WAITS) + 1):
        deliver(NOW + timedelta(days=2 * day))
    unlucky = OutgoingMail.objects.get(event="unlucky")
    assert (unlucky.state, unlucky.attempts, mailbox.answers) == (MailState.FAILED, len(WAITS) + 1, [])


def test_without_a_mail_server_no_mail_is_touched(mailbox: Mailbox, settings: Settings) -> None:
    queue("ask")
    settings.EMAIL_PORT = 1
    with pytest.raises(ConnectionRefusedError):
        deliver()
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)


def test_what_a_dead_worker_held_is_queued_again_when_its_lease_ends(mailbox: Mailbox) -> None:
    mail = queue("ask")
    OutgoingMail.objects.update(state=MailState.SENDING, lease=mail.id, leased_until=NOW + LEASE)
    assert release_expired(NOW + LEASE) == 0
    assert release_expired(NOW + LEASE + timedelta(seconds=1)) == 1
    deliver()
    assert [received["Message-ID"] for received in mailbox.mails] == [mail.message_id]


def test_a_worker_takes_over_at_once_what_its_dead_forerunner_held_and_nothing_else(mailbox: Mailbox) -> None:
    owner, another = uuid4(), uuid4()
    for event, holder in (("mine", owner), ("theirs", another)):
        mail = queue(event)
        held = OutgoingMail.objects.filter(id=mail.id)
        held.update(state=MailState.SENDING, lease=holder, leased_until=NOW + LEASE)
    assert release_held_by(owner) == 1
    deliver()
    assert dict(OutgoingMail.objects.values_list("event", "state")) == {
        "mine": MailState.SENT,
        "theirs": MailState.SENDING,
    }
