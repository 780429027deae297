"""Thinking along from the own mailbox: real mail out, a reply in over LMTP, SMTP and IMAP, and what must not happen."""

import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core import mail as outbox
from pytest_django.fixtures import Settings

from bemanning.core import clock
from bemanning.helprequests.access import asker_reply_token, link_token, reply_token
from bemanning.helprequests.actions import closing, sending
from bemanning.helprequests.actions.closing import Told
from bemanning.helprequests.enums import AskState, Outcome, RequestState
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.mail.delivery import Postman, build
from bemanning.mail.inbound import mailbox
from bemanning.mail.inbound.receiver import Receiver
from bemanning.mail.inbound.receiving import Outcome as Came
from bemanning.mail.inbound.receiving import receive
from bemanning.mail.models import OutgoingMail, ReceivedMail
from bemanning.schools.models import Membership
from tests import factories
from tests.factories import client_for
from tests.mail.replies import as_reply_to
from tests.mail.servers import Mailbox, dovecot, free_port, mail_server
from tests.mail.test_parsing import corpus_mail

ADDRESS = "antwoord@school.example"


@pytest.fixture(autouse=True)
def _inbound(settings: Settings) -> None:
    settings.INBOUND_ADDRESS = ADDRESS
    settings.DEFAULT_FROM_EMAIL = "Bemanning <bemanning@school.example>"


@pytest.fixture
def asked(alice: Membership, bob: Membership) -> Ask:
    """Bob is asked by Alice."""
    return factories.make_request(alice, bob).asks.get()


def reply(ask: Ask, text: str = "Ik denk graag mee.", sender: str = "", **headers: str) -> bytes:
    """A plain reply to the address that this person got."""
    mail = EmailMessage()
    mail["From"] = sender or (ask.member.user.email if ask.member else ask.guest_email)
    mail["To"] = f"antwoord+{reply_token(ask)}@school.example"
    mail["Subject"] = "Re: De studiedag"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


def texts(request: HelpRequest) -> list[tuple[str, str]]:
    """What stands in the thread."""
    return [(message.kind, message.text) for message in request.messages.select_related("key")]


def explanations() -> list[tuple[str, str]]:
    """To whom an explanation is queued, and what it says."""
    queued = OutgoingMail.objects.filter(event__startswith="explained:").select_related("key").order_by("created_at")
    return [(mail.to_address, mail.opened("text")) for mail in queued]


@pytest.mark.django_db
class TestAReply:
    """What a reply leads to."""

    def test_it_is_an_answer_in_the_thread_and_the_asker_gets_it(self, asked: Ask) -> None:
        assert receive(reply(asked), now=clock.now()) == Came.TAKEN
        request = HelpRequest.objects.get()
        assert (request.state, texts(request)) == (RequestState.ANSWERED, [("answer", "Ik denk graag mee.")])
        answer = OutgoingMail.objects.get(event__contains=":answer:")
        assert (answer.to_address, answer.reply_token) == (request.asker.user.email, asker_reply_token(request))

    def test_the_same_mail_counts_once_whatever_servers_put_on_top(self, asked: Ask) -> None:
        raw = reply(asked, Message_ID="<een@school.example>")
        outcomes = [receive(one, now=clock.now()) for one in (raw, b"Received: from mx by mx\n" + raw)]
        assert outcomes == [Came.TAKEN, Came.KNOWN]
        assert texts(asked.request) == [("answer", "Ik denk graag mee.")]

    @pytest.mark.parametrize("above", ["", "26.11.2026, Bemanning kirjoitti:\n"])
    def test_a_quote_that_is_not_recognised_gives_no_way_in(self, asked: Ask, above: str) -> None:
        question = OutgoingMail.objects.select_related("key").get(event__contains=":question:").opened("text")
        assert link_token(asked) in question
        quoted = f"{above}{question}Aan: antwoord+{reply_token(asked)}@school.example"
        receive(reply(asked, f"Ja, prima.\n\n{quoted}"), now=clock.now())
        ((_kind, text),) = texts(asked.request)
        assert (text.startswith("Ja, prima."), link_token(asked) in text, reply_token(asked) in text) == (
            True,
            False,
            False,
        )

    def test_a_guest_replies_too(self, alice: Membership) -> None:
        ask = factories.make_request(alice, guest_email="greet@elders.example").asks.get()
        assert receive(reply(ask, sender="Greet <GREET@elders.example>"), now=clock.now()) == Came.TAKEN
        assert texts(ask.request) == [("answer", "Ik denk graag mee.")]

    def test_a_mail_to_a_made_up_token_is_for_nobody(self, asked: Ask) -> None:
        token = reply_token(asked)
        raw = reply(asked).replace(token.encode(), token[:-1].encode() + (b"a" if token[-1] != "a" else b"b"))
        assert receive(raw, now=clock.now()) == Came.IGNORED
        assert (texts(asked.request), explanations()) == ([], [])

    @pytest.mark.parametrize("sender", ["mallory@elders.example", "carol.hoekstra@school.example"])
    def test_another_sender_gets_an_explanation_once_and_nothing_is_kept_or_told(
        self, asked: Ask, carol: Membership, sender: str
    ) -> None:
        for number in range(3):
            receive(reply(asked, f"Mag ik ook {number}?", sender=sender), now=clock.now())
        [(to, text)] = explanations()
        assert to == sender
        assert (texts(asked.request), asked.request.state) == ([], RequestState.OPEN)
        for secret in ("studiedag", "sparren", "Mag ik ook", "Alice", "Bob"):
            assert secret not in text
        assert "aan een ander adres dan het jouwe" in text

    def test_explanations_about_one_address_end(self, asked: Ask) -> None:
        for number in range(30):
            receive(reply(asked, sender=f"m{number}@elders.example"), now=clock.now())
        assert len(explanations()) == 10

    def test_nobody_explains_to_a_machine(self, asked: Ask) -> None:
        raw = reply(asked, sender="robot@elders.example", Auto_Submitted="auto-replied")
        assert receive(raw, now=clock.now()) == Came.TAKEN
        assert (texts(asked.request), explanations()) == ([], [])

    def test_our_own_explanation_that_comes_back_leads_to_nothing(self, asked: Ask) -> None:
        receive(reply(asked, sender="mallory@elders.example"), now=clock.now())
        own = OutgoingMail.objects.select_related("key").get(event__startswith="explained:")
        message = build(own)
        message.to = [f"antwoord+{reply_token(asked)}@school.example"]
        assert receive(message.message().as_bytes(), now=clock.now()) == Came.TAKEN
        assert len(explanations()) == 1

    def test_a_reply_after_the_end_is_not_kept(self, asked: Ask, alice: Membership) -> None:
        sending.withdraw(by=alice, request=asked.request, now=clock.now())
        receive(reply(asked), now=clock.now())
        assert texts(asked.request) == []
        assert ["afgelopen" in text for _to, text in explanations()] == [True]

    @pytest.mark.parametrize("change", [{"link_version": 2}, {"state": AskState.REVOKED}])
    def test_a_revoked_address_takes_nothing(self, asked: Ask, change: dict[str, object]) -> None:
        raw = reply(asked)
        Ask.objects.filter(id=asked.id).update(**change)
        receive(raw, now=clock.now())
        assert texts(asked.request) == []
        assert ["werkt niet meer" in text for _to, text in explanations()] == [True]

    def test_an_expired_address_takes_nothing(self, asked: Ask) -> None:
        receive(reply(asked), now=clock.now() + timedelta(days=61))
        assert texts(asked.request) == []
        assert ["werkt niet meer" in text for _to, text in explanations()] == [True]

    def test_somebody_who_left_the_school_is_out(self, asked: Ask, bob: Membership) -> None:
        bob.left_at = clock.now()
        bob.save()
        receive(reply(asked), now=clock.now())
        assert texts(asked.request) == []

    def test_an_encrypted_mail_is_explained(self, asked: Ask) -> None:
        raw = corpus_mail("smime-enveloped", reply_token(asked))
        receive(raw, now=clock.now())
        assert [("versleuteld" in text) for _to, text in explanations()] == [True]


@pytest.mark.django_db
class TestMachines:
    """Absence notes and bounces."""

    def test_an_absence_note_is_a_line_for_the_asker_alone(
        self, asked: Ask, alice: Membership, carol: Membership
    ) -> None:
        sending.ask_also(by=alice, request=asked.request, member=carol, now=clock.now())
        raw = corpus_mail("exchange-out-of-office", reply_token(asked))
        assert [receive(raw, now=clock.now()) for _ in range(2)] == [Came.TAKEN, Came.KNOWN]
        request = HelpRequest.objects.get()
        assert request.state == RequestState.OPEN
        assert Ask.objects.get(member__user__name="Bob Dijkstra").state == AskState.ASKED
        page = client_for(alice).get(f"/vragen/{request.id}/").content.decode()
        assert "Automatisch antwoord van Bob" in page
        assert "Ik ben er niet tot maandag 30 november." in page
        assert "Ik ben er niet tot" not in client_for(carol).get(f"/vragen/{request.id}/").content.decode()

    def test_an_absence_note_without_our_address_is_known_by_the_mail_it_answers(self, asked: Ask) -> None:
        sent = OutgoingMail.objects.get(event__contains=":question:")
        raw = corpus_mail("gmail-vacation", "weg").replace(b"<3f2a9c@school.example>", sent.message_id.encode())
        receive(raw, now=clock.now())
        assert texts(asked.request) == [("auto", "Met vakantie tot 7 december.")]

    def test_a_bounce_tells_the_asker_once(self, asked: Ask, alice: Membership) -> None:
        for name in ("dsn-postfix", "dsn-headers-only"):
            receive(corpus_mail(name, reply_token(asked)), now=clock.now())
        assert texts(asked.request) == [("bounce", "")]
        [told] = OutgoingMail.objects.filter(event__contains=":bounced:").select_related("key")
        assert told.to_address == alice.user.email
        assert "De mail aan Bob Dijkstra kwam niet aan." in told.opened("text")
        page = client_for(alice).get(f"/vragen/{asked.request_id}/").content.decode()
        assert "De mail aan Bob Dijkstra kwam niet aan." in page

    def test_late_mail_and_receipts_lead_to_nothing(self, asked: Ask) -> None:
        for name in ("dsn-delayed", "read-receipt", "mailing-list", "loop-own-mail"):
            receive(corpus_mail(name, reply_token(asked)), now=clock.now())
        assert (texts(asked.request), explanations()) == ([], [])


@pytest.mark.django_db
def test_without_an_address_for_replies_the_mail_says_to_use_the_button(
    alice: Membership, bob: Membership, settings: Settings
) -> None:
    settings.INBOUND_ADDRESS = ""
    factories.make_request(alice, bob)
    mail = OutgoingMail.objects.select_related("key").get(event__contains=":question:")
    message = build(mail)
    assert "Reply-To" not in message.message()
    assert "Je antwoordt met de knop." in mail.opened("text")


def deliver() -> None:
    """Let the worker send what waits."""
    postman = Postman()
    while postman.deliver_next(clock.now()):
        pass
    postman.rest()


def mailed_answer() -> str:
    """What the mail about an answer says. It is written when it leaves."""
    deliver()
    [letter] = [str(one.body) for one in outbox.outbox if "dacht met je mee:" in one.body]
    return letter


@contextmanager
def receiver(protocol: str) -> Iterator[int]:
    """Our own receiver on a free port."""
    port = free_port()
    door = Receiver(protocol, "127.0.0.1", port)
    door.start()
    try:
        yield port
    finally:
        door.stop()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["lmtp", "smtp", "imap", "imap without MOVE"])
def test_from_mailbox_to_thread_and_back(way: str, alice: Membership, bob: Membership, settings: Settings) -> None:
    box = Mailbox()
    with mail_server(box) as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        request = factories.make_request(alice, bob)
        deliver()
        [question] = box.mails
        answer = as_reply_to(question, "Begin met koffie.\n\nBob")
        send(way, answer)
        assert texts(request) == [("answer", "Begin met koffie.\n\nBob")]
        page = client_for(alice).get(f"/vragen/{request.id}/").content.decode()
        assert "Begin met koffie." in page
        told = Told(outcome=Outcome.USED, did="We begonnen met koffie.", thanked=tuple(request.asks.all()))
        closing.close(by=alice, request=request, told=told, now=clock.now())
        deliver()
    last = next(mail for mail in reversed(box.mails) if mail["To"] == question["To"])
    body = last.get_body(("plain",))
    assert body is not None
    assert "We begonnen met koffie." in body.get_content()
    assert (last["In-Reply-To"], last["References"]) == (question["Message-ID"], question["Message-ID"])


def send(way: str, answer: EmailMessage) -> None:
    """Bring a mail in, twice, by a real client of the kind."""
    if way.startswith("imap"):
        with dovecot("IMAP4rev1" if way == "imap without MOVE" else "") as provider:
            provider.put(answer.as_bytes())
            provider.put(answer.as_bytes())
            assert mailbox.poll(provider.place, clock.now()) == 2
            assert mailbox.poll(provider.place, clock.now()) == 0
            assert (provider.count("INBOX"), provider.count("Verwerkt"), provider.count("Mislukt")) == (0, 2, 0)
        return
    client = {"lmtp": smtplib.LMTP, "smtp": smtplib.SMTP}[way]
    with receiver(way) as port, client("127.0.0.1", port, timeout=20) as server:
        assert server.send_message(answer) == {}
        assert server.send_message(answer) == {}


@pytest.mark.django_db(transaction=True)
def test_the_receiver_refuses_other_addresses_and_mails_over_the_limit(asked: Ask, settings: Settings) -> None:
    settings.INBOUND_MAX_BYTES = 20_000
    with receiver("lmtp") as port, smtplib.LMTP("127.0.0.1", port, timeout=20) as server:
        with pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
            server.sendmail("bob@school.example", ["directie@school.example"], b"hoi")
        assert refused.value.recipients["directie@school.example"][0] == 550
        with pytest.raises(smtplib.SMTPSenderRefused) as large:
            server.sendmail("bob@school.example", [ADDRESS], b"x" * 30_000)
        assert large.value.smtp_code == 552
    assert ReceivedMail.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_mail_that_none_can_take_does_not_hold_up_the_mailbox(asked: Ask, settings: Settings) -> None:
    settings.INBOUND_MAX_BYTES = 5_000
    with dovecot() as provider:
        provider.put(reply(asked, "x " * 5_000, Message_ID="<groot@school.example>"))
        provider.put(b"\xff\xfe\x00")
        provider.put(reply(asked))
        assert mailbox.poll(provider.place, clock.now()) == 3
        assert (provider.count("INBOX"), provider.count("Verwerkt")) == (0, 3)
    assert texts(asked.request) == [("answer", "Ik denk graag mee.")]
    assert ["te groot" in text for _to, text in explanations()] == [True]


@pytest.mark.django_db
def test_files_come_along_and_what_is_not_taken_is_told(asked: Ask, alice: Membership) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "bob.dijkstra@school.example", f"antwoord+{reply_token(asked)}@school.example"
    mail.set_content("Zie de opzet.")
    mail.add_attachment(b"%PDF-1.7 opzet", maintype="application", subtype="pdf", filename="opzet.pdf")
    mail.add_attachment(b"MZ\x90", maintype="application", subtype="pdf", filename="spel.pdf")
    receive(mail.as_bytes(), now=clock.now())
    message = Message.objects.select_related("key").get()
    assert message.text == "Zie de opzet."
    assert [one.file_name for one in message.attachments.all()] == ["opzet.pdf"]
    [(_to, text)] = explanations()
    assert "spel.pdf is een soort bestand dat hier niet kan." in text
    assert "Er zit een bestand bij." in mailed_answer()


def asker_reply(
    request: HelpRequest, text: str = "Dank je, ik kom langs.", sender: str = "", **headers: str
) -> bytes:
    """A plain reply of the asker to the mail with an answer."""
    sent = OutgoingMail.objects.get(event__contains=":answer:")
    mail = EmailMessage()
    mail["From"] = sender or request.asker.user.email
    mail["To"] = f"antwoord+{sent.reply_token}@school.example"
    mail["Subject"] = "Re: De studiedag"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes()


@pytest.fixture
def answered(asked: Ask) -> HelpRequest:
    """Alice got a mail with the answer of Bob."""
    receive(reply(asked), now=clock.now())
    return HelpRequest.objects.select_related("asker__user").get()


@pytest.mark.django_db
class TestAReplyOfTheAsker:
    """What it leads to when the asker replies to the mail with an answer."""

    def test_it_stands_in_the_thread_and_who_thought_along_gets_it(
        self, answered: HelpRequest, bob: Membership
    ) -> None:
        for _twice in range(2):
            receive(asker_reply(answered, Message_ID="<een@school.example>"), now=clock.now())
        assert texts(answered) == [("answer", "Ik denk graag mee."), ("reply", "Dank je, ik kom langs.")]
        mail = OutgoingMail.objects.select_related("key").get(event__contains=":reply:")
        assert (mail.to_address, "Dank je, ik kom langs." in mail.opened("text")) == (bob.user.email, True)

    def test_the_mail_says_who_reads_it(self, answered: HelpRequest) -> None:
        assert "Alleen Bob leest wat je terugschrijft." in mailed_answer()

    def test_with_more_people_the_mail_says_that_all_read_it(
        self, alice: Membership, bob: Membership, carol: Membership
    ) -> None:
        ask = factories.make_request(alice, bob, carol).asks.get(member=bob)
        receive(reply(ask), now=clock.now())
        text = mailed_answer()
        assert "Iedereen aan wie je het vroeg, leest wat je terugschrijft." in text

    @pytest.mark.security
    @pytest.mark.parametrize("sender", ["vreemd@elders.example", "bob"])
    def test_another_sender_writes_nothing_and_hears_nothing_of_the_question(
        self, answered: HelpRequest, bob: Membership, sender: str
    ) -> None:
        sender = bob.user.email if sender == "bob" else sender
        receive(asker_reply(answered, sender=sender), now=clock.now())
        assert texts(answered) == [("answer", "Ik denk graag mee.")]
        ((to, text),) = explanations()
        assert (to, "studiedag" in text.lower(), answered.asker.user.name in text) == (sender, False, False)

    @pytest.mark.security
    def test_the_address_of_one_side_is_not_that_of_the_other(self, answered: HelpRequest, asked: Ask) -> None:
        """The asker cannot answer in the place of who was asked by exchanging tokens, nor the other way round."""
        receive(reply(asked, sender=answered.asker.user.email), now=clock.now())
        assert [kind for kind, _text in texts(answered)] == ["answer"]

    def test_what_their_machine_says_is_for_nobody(self, answered: HelpRequest) -> None:
        receive(asker_reply(answered, Auto_Submitted="auto-replied"), now=clock.now())
        assert (texts(answered), explanations()) == ([("answer", "Ik denk graag mee.")], [])

    def test_after_the_end_it_is_explained(self, answered: HelpRequest) -> None:
        told = Told(outcome=Outcome.USED, did="Gedaan.")
        closing.close(by=answered.asker, request=answered, told=told, now=clock.now())
        receive(asker_reply(answered), now=clock.now())
        assert len(texts(answered)) == 1
        assert "Dit gesprek is intussen afgelopen." in explanations()[0][1]

    @pytest.mark.security
    def test_whoever_left_the_school_writes_no_more(self, answered: HelpRequest) -> None:
        raw = asker_reply(answered)
        answered.asker.left_at = clock.now()
        answered.asker.save()
        receive(raw, now=clock.now())
        assert len(texts(answered)) == 1
