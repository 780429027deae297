"""The outbox: one mail for one event, part of the event's own transaction, sealed until it leaves."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from bemanning.core.models import DataKey
from bemanning.mail import actions
from bemanning.mail.delivery import LEASE, Postman, _claim, _fail
from bemanning.mail.enums import MailState
from bemanning.mail.letters import Button, Facts, Letter, Quote, Small, Text, render
from bemanning.mail.models import OutgoingMail

NOW = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
LETTER = Letter(
    "Karin vraagt je\nom mee te denken",
    (
        Text("Dag Bas,\n\nKarin vraagt <jou> iets."),
        Quote("Hoe begin jij?\nEn waarom?", "Karin schrijft"),
        Facts((("Graag voor", "donderdag"), ("School", "De Vuurtoren"))),
        Button("Lees de vraag", "https://b.example/v/1?a=1&b=2"),
        Small("Alleen jullie twee lezen dit."),
    ),
)


def queue(event: str = "ask:1", to: str = "bas@school.example", thread: str = "") -> OutgoingMail | None:
    return actions.queue(event=event, to=to, to_name="Bas\nde Vries", letter=LETTER, now=NOW, thread=thread)


@pytest.mark.django_db
def test_a_queued_mail_is_sealed_and_opens_for_the_worker() -> None:
    mail = queue()
    assert mail is not None
    stored = OutgoingMail.objects.select_related("key").get()
    assert stored.opened("subject") == "Karin vraagt je om mee te denken"
    assert stored.to_name == "Bas de Vries"
    assert (stored.state, stored.due_at, stored.in_reply_to) == (MailState.QUEUED, NOW, "")
    assert b"Karin" not in bytes(stored.subject) + bytes(stored.text) + bytes(stored.html)


@pytest.mark.django_db
@pytest.mark.reliability
def test_the_same_event_queues_once() -> None:
    assert [queue() is None, queue() is None] == [False, True]
    assert OutgoingMail.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.reliability
def test_a_mail_shares_the_fate_of_its_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        queue()
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert OutgoingMail.objects.count() == 0


@pytest.mark.django_db
def test_a_thread_is_kept_apart_for_each_address() -> None:
    first, second = queue("ask:1", thread="request:1"), queue("follow-up:1", thread="request:1")
    other = queue("ask:2", to="eva@school.example", thread="request:1")
    assert first is not None
    assert second is not None
    assert other is not None
    assert (second.in_reply_to, second.references) == (first.message_id, first.message_id)
    assert (first.in_reply_to, other.in_reply_to) == ("", "")
    assert len({first.message_id, second.message_id, other.message_id}) == 3


@pytest.mark.django_db
def test_cancelling_wipes_what_waits_and_nothing_else() -> None:
    queue("ask:1:reminder")
    queue("ask:2:reminder")
    assert actions.cancel(event_prefix="ask:1:", now=NOW) == 1
    gone, kept = OutgoingMail.objects.order_by("event")
    assert (gone.state, bytes(gone.text), gone.key_id) == (MailState.CANCELLED, b"", None)
    assert (kept.state, kept.key_id is None) == (MailState.QUEUED, False)


@pytest.mark.django_db
@pytest.mark.privacy
def test_old_rows_and_the_keys_of_days_that_are_done_disappear() -> None:
    queue("old")
    actions.cancel(event_prefix="old", now=NOW)
    queue("waits")
    assert DataKey.objects.count() == 1
    later = NOW + timedelta(days=60)
    assert actions.forget(now=later) == 0
    assert DataKey.objects.count() == 1
    actions.cancel(event_prefix="waits", now=later)
    assert actions.forget(now=NOW + timedelta(days=91)) == 1
    assert DataKey.objects.count() == 0
    assert list(OutgoingMail.objects.values_list("event", flat=True)) == ["waits"]


def test_the_plain_text_says_all_that_the_html_says() -> None:
    text = render(LETTER).text
    assert text == (
        "Dag Bas,\n\nKarin vraagt <jou> iets.\n\n"
        "Karin schrijft\n> Hoe begin jij?\n> En waarom?\n\n"
        "Graag voor: donderdag\nSchool: De Vuurtoren\n\n"
        "Lees de vraag:\nhttps://b.example/v/1?a=1&b=2\n\n"
        "Alleen jullie twee lezen dit.\n\n"
        "-- \nJe krijgt deze mail van Bemanning. Met Bemanning vragen mensen op school elkaar om hulp.\n"
        "http://testserver\n"
    )


def test_the_html_escapes_words_and_loads_nothing() -> None:
    html = render(LETTER).html
    assert "Karin vraagt &lt;jou&gt; iets." in html
    assert 'href="https://b.example/v/1?a=1&amp;b=2"' in html
    assert [
        word for word in ("<img", "src=", "url(", "@import", "<link", "<script", "http://fonts") if word in html
    ] == []
    assert html.count("href=") == 2


def test_a_long_address_or_name_breaks_inside_the_sheet() -> None:
    sheet = render(LETTER).html.partition('class="sheet" style="')[2].partition('"')[0]
    assert {"overflow-wrap:anywhere", "word-break:break-word"} < set(sheet.split(";"))


def test_the_footer_speaks_the_language_of_the_letter() -> None:
    assert "You get this mail from Bemanning" in render(Letter("s", (), language="en")).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("index", "found"),
    [
        ("mail_due", {"state": "queued", "due_at__lte": NOW}),
        ("mail_leased", {"state": "sending", "leased_until__lt": NOW}),
        ("mail_ended", {"ended_at__lt": NOW}),
        ("mail_thread", {"thread": "request:1", "to_address": "bas@school.example"}),
    ],
)
def test_what_the_outbox_asks_is_found_by_an_index(index: str, found: dict[str, object]) -> None:
    asked = OutgoingMail.objects.filter(**found)
    if connection.vendor == "sqlite":
        assert f"USING INDEX {index} " in asked.explain()
    else:  # an empty table is read whole there unless that is forbidden, and any index of the column does
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "Seq Scan" not in asked.explain()


@pytest.mark.django_db
def test_a_mail_in_hand_is_not_queued_again_for_somebody_who_is_erased() -> None:
    queue()
    held = _claim(OutgoingMail.objects.get().id, NOW, LEASE, Postman().owner)
    assert held is not None
    actions.forget_address(address="bas@school.example", now=NOW)
    _fail(held, NOW, "OSError", for_good=False)
    stored = OutgoingMail.objects.get()
    assert (stored.state, stored.to_address, stored.to_name, bytes(stored.text)) == (MailState.CANCELLED, "", "", b"")
