"""Once, or later, but never lost: what the ways in do when a mail cannot be taken just now."""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from uuid import UUID

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from bemanning.core import clock
from bemanning.mail.inbound import mailbox, registry
from bemanning.mail.inbound.addressing import Reference, make_token
from bemanning.mail.inbound.receiver import Receiver
from bemanning.mail.inbound.receiving import Outcome, receive
from bemanning.mail.inbound.registry import Arrival
from bemanning.mail.models import ReceivedMail
from tests.mail.servers import dovecot, free_port

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.reliability]

TOKEN = make_token(Reference("z", UUID(int=9), 1))
TO = f"antwoord+{TOKEN}@school.example"


class Feature:
    """Takes mails to tokens of its kind; `failures` happen first, before anything is kept."""

    def __init__(self) -> None:
        self.failures: list[Exception] = []
        self.taken: list[str] = []

    def __call__(self, arrival: Arrival) -> None:
        """Fail as prepared, or take it."""
        if self.failures:
            raise self.failures.pop(0)
        self.taken.append(arrival.mail.text)


@pytest.fixture
def feature(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Feature:
    """A feature of the tests' own, registered as any other."""
    settings.INBOUND_ADDRESS = "antwoord@school.example"
    found = Feature()
    monkeypatch.setitem(registry.HANDLERS, "z", found)
    return found


def mail(text: str = "Hoi") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Message-ID"] = "bob@school.example", TO, f"<{text}@school.example>"
    message.set_content(text)
    return message.as_bytes()


@contextmanager
def receiver() -> Iterator[smtplib.LMTP]:
    """Our receiver, and a mail server that talks to it."""
    port = free_port()
    door = Receiver("lmtp", "127.0.0.1", port)
    door.start()
    try:
        with smtplib.LMTP("127.0.0.1", port, timeout=20) as server:
            yield server
    finally:
        door.stop()


@pytest.mark.parametrize("make", [lambda: OperationalError("away"), lambda: ValueError("odd")])
def test_the_mail_server_keeps_what_could_not_be_taken(feature: Feature, make: Callable[[], Exception]) -> None:
    feature.failures = [make()]
    with receiver() as server:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            server.sendmail("bob@school.example", [TO], mail())
        assert (refused.value.smtp_code, ReceivedMail.objects.count()) == (451, 0)
        assert server.sendmail("bob@school.example", [TO], mail()) == {}
    assert (feature.taken, ReceivedMail.objects.count()) == (["Hoi"], 1)


def test_a_line_that_is_longer_than_the_rules_allow_is_taken(feature: Feature) -> None:
    with receiver() as server:
        assert server.sendmail("bob@school.example", [TO], mail().replace(b"Hoi\n", b"woord " * 3_000)) == {}
    assert feature.taken == ["woord " * 2_999 + "woord"]


def test_each_recipient_gets_a_yes_or_no_of_its_own(feature: Feature) -> None:
    with receiver() as server:
        refused = server.sendmail("bob@school.example", [TO, "antwoord@school.example"], mail())
    assert {address: code for address, (code, _words) in refused.items()} == {"antwoord@school.example": 452}
    assert feature.taken == ["Hoi"]


def test_a_mailbox_waits_while_the_database_is_away(feature: Feature) -> None:
    with dovecot() as provider:
        provider.put(mail())
        feature.failures = [OperationalError("away")]
        with pytest.raises(OperationalError):
            mailbox.poll(provider.place, clock.now())
        assert (provider.count("INBOX"), feature.taken) == (1, [])
        assert mailbox.poll(provider.place, clock.now()) == 1
        assert (provider.count("INBOX"), provider.count("Verwerkt"), feature.taken) == (0, 1, ["Hoi"])


def test_one_odd_mail_does_not_hold_up_the_others(feature: Feature) -> None:
    with dovecot() as provider:
        provider.put(mail("een"))
        provider.put(mail("twee"))
        feature.failures = [ValueError("odd")]
        assert mailbox.poll(provider.place, clock.now()) == 2
        counts = [provider.count(folder) for folder in ("INBOX", "Verwerkt", "Mislukt")]
    assert (counts, feature.taken) == ([0, 1, 1], ["twee"])


def test_a_mail_that_was_taken_but_not_moved_is_known_the_next_time(feature: Feature) -> None:
    with dovecot() as provider:
        provider.put(mail())
        assert receive(mail(), now=clock.now()) == Outcome.TAKEN  # and then the connection broke
        assert mailbox.poll(provider.place, clock.now()) == 1
        assert provider.count("Verwerkt") == 1
    assert feature.taken == ["Hoi"]


def test_a_wrong_password_is_an_error_without_the_password(feature: Feature) -> None:
    with dovecot() as provider, pytest.raises(mailbox.MailboxError) as refused:
        mailbox.poll({**provider.place, "password": "nietgeheim"}, clock.now())
    assert "nietgeheim" not in str(refused.value)


def test_two_features_cannot_take_the_same_kind_of_token(feature: Feature) -> None:
    with pytest.raises(ValueError, match="kind z"):
        registry.register("z", lambda arrival: None)
