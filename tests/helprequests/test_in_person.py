"""Asking in person: a page to take along, what was heard for the asker alone, and the same closing loop."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.helprequests.access import link_token
from bemanning.helprequests.actions import closing
from bemanning.helprequests.enums import AskState, MessageKind, Outcome, RequestState
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership
from tests.factories import make_draft, make_request

pytestmark = pytest.mark.django_db
Browser = Callable[[Membership], Client]
WORDS = "Ze begint met een rondje van twee minuten."


def typed(draft: HelpRequest, *members: Membership, text: str = WORDS) -> dict[str, Any]:
    return {
        "asks": [ask.id for ask in Ask.objects.filter(request=draft, member__in=members)],
        "text": text,
        "subject": "De studiedag",
        "follow_up_on": timezone.localdate(clock.now()) + timedelta(days=7),
        "message_id": uuid7(),
    }


def log(browser: Client, draft: HelpRequest, *members: Membership, text: str = WORDS) -> str:
    """Post what was heard; what the page says then."""
    answer = browser.post(reverse("request_heard", args=[draft.id]), typed(draft, *members, text=text), follow=True)
    draft.refresh_from_db()
    return answer.content.decode()


def test_the_sending_page_offers_it_and_the_page_holds_the_question(
    alice: Membership, bob: Membership, client_for: Browser
) -> None:
    draft, browser = make_draft(alice, bob), client_for(alice)
    address = reverse("request_in_person", args=[draft.id])
    assert address in browser.get(reverse("request_send", args=[draft.id])).content.decode()
    page = browser.get(address).content.decode()
    assert "Vraag het aan Bob Dijkstra" in page
    assert draft.opened("body") in page
    assert "Persoonlijk vragen werkt beter dan mailen (Roghanizad en Bohns, 2017)." in page


def test_what_was_heard_starts_the_closing_loop_without_a_mail(
    alice: Membership, bob: Membership, carol: Membership, client_for: Browser
) -> None:
    draft = make_draft(alice, bob, carol)
    assert "Bewaard, alleen voor jou." in log(client_for(alice), draft, bob)
    assert draft.state == RequestState.ANSWERED
    assert list(draft.asks.values_list("member", "state")) == [(bob.id, AskState.ANSWERED)]  # carol was not spoken to
    message = Message.objects.select_related("key").get()
    assert (message.kind, message.text, message.ask, message.key) == (MessageKind.HEARD, WORDS, None, alice.user.key)
    assert WORDS.encode() not in bytes(message.body)
    assert not OutgoingMail.objects.exists()


@pytest.mark.privacy
def test_the_page_says_who_can_read_the_question_and_that_is_who_can(
    alice: Membership, bob: Membership, carol: Membership, client_for: Browser
) -> None:
    draft = make_draft(alice, bob, carol)
    thread = reverse("request_thread", args=[draft.id])
    page = client_for(alice).get(reverse("request_heard", args=[draft.id])).content.decode()
    sentence = "Alleen Bob Dijkstra, Carol Hoekstra en jij lezen dit, ook elkaars antwoorden."
    assert (draft.opened("body") in page, sentence in page) == (True, True)
    assert "Wat je hoorde, lees jij alleen. Wie je niet aanvinkt, leest niets." in page
    assert [client_for(one).get(thread).status_code for one in (bob, carol)] == [404, 404]
    log(client_for(alice), draft, bob)
    assert [client_for(one).get(thread).status_code for one in (bob, carol)] == [200, 404]
    theirs = client_for(bob).get(thread).content.decode()
    assert (draft.opened("body") in theirs, WORDS in theirs) == (True, False)


def test_whoever_thought_along_hears_what_was_done_with_it_by_mail(
    alice: Membership, bob: Membership, client_for: Browser
) -> None:
    draft = make_draft(alice, bob)
    log(client_for(alice), draft, bob)
    told = closing.Told(Outcome.USED, "Ik deed het rondje.", thanked=tuple(draft.asks.all()))
    closing.close(by=alice, request=draft, told=told, now=clock.now())
    assert list(OutgoingMail.objects.values_list("to_address", flat=True)) == [bob.user.email]


def test_the_asker_alone_reads_what_was_heard(alice: Membership, bob: Membership, client_for: Browser) -> None:
    draft = make_draft(alice, bob)
    address = reverse("request_thread", args=[draft.id])
    assert WORDS in log(client_for(alice), draft, bob)
    page = client_for(bob).get(address)
    assert (page.status_code, WORDS in page.content.decode()) == (200, False)


def test_what_was_heard_can_be_changed(alice: Membership, bob: Membership, client_for: Browser) -> None:
    draft, browser = make_draft(alice, bob), client_for(alice)
    log(browser, draft, bob)
    address = reverse("message_edit", args=[draft.id, Message.objects.get().id])
    assert address in browser.get(reverse("request_thread", args=[draft.id])).content.decode()
    page = browser.get(address).content.decode()
    assert ("Wat hoorde je?" in page, WORDS in page, "Lezers zien" in page) == (True, True, False)
    empty = browser.post(address, {"text": " ", "message_id": uuid7()}).content.decode()
    assert "Schrijf in een zin wat je hoorde." in empty
    assert browser.post(address, {"text": "Twee rondjes.", "message_id": uuid7()}).status_code == 302
    message = Message.objects.select_related("key").get()
    assert (message.text, message.kind, message.key) == ("Twee rondjes.", MessageKind.HEARD, alice.user.key)
    assert not OutgoingMail.objects.exists()


def test_what_was_heard_can_be_taken_away_and_the_loop_stays(
    alice: Membership, bob: Membership, client_for: Browser
) -> None:
    draft, browser = make_draft(alice, bob), client_for(alice)
    log(browser, draft, bob)
    message = Message.objects.get()
    page = browser.post(reverse("message_withdraw", args=[draft.id, message.id]), follow=True).content.decode()
    assert ("Je haalde weg wat je hoorde." in page, WORDS in page) == (True, False)
    assert Message.objects.select_related("key").get().text == ""
    assert reverse("request_close", args=[draft.id]) in page
    assert browser.get(reverse("message_edit", args=[draft.id, message.id])).status_code == 404


@pytest.mark.security
def test_nobody_else_reaches_what_was_heard(
    alice: Membership, bob: Membership, carol: Membership, client_for: Browser
) -> None:
    draft = make_draft(alice, bob)
    log(client_for(alice), draft, bob)
    message = Message.objects.get()
    token = link_token(Ask.objects.get())
    for name, args in (("message_edit", [draft.id]), ("guest_message_edit", [token])):
        for member in (bob, carol):
            assert client_for(member).get(reverse(name, args=[*args, message.id])).status_code == 404
    for name, args in (("message_withdraw", [draft.id]), ("guest_message_withdraw", [token])):
        for member in (bob, carol):
            assert client_for(member).post(reverse(name, args=[*args, message.id])).status_code == 404
    message.refresh_from_db()
    assert message.withdrawn_at is None


def test_without_words_nothing_is_lost(alice: Membership, bob: Membership, client_for: Browser) -> None:
    draft = make_draft(alice, bob)
    page = log(client_for(alice), draft, bob, text="  ")
    assert "Schrijf in een zin wat je hoorde." in page
    assert draft.state == RequestState.DRAFT


def test_nobody_spoken_to_is_explained(alice: Membership, bob: Membership, client_for: Browser) -> None:
    draft = make_draft(alice, bob)
    page = log(client_for(alice), draft)
    assert "Kies wie je sprak." in page
    assert WORDS in page


@pytest.mark.parametrize("name", ["request_in_person", "request_heard"])
def test_a_question_that_left_or_goes_outside_is_not_asked_in_person(
    alice: Membership, bob: Membership, client_for: Browser, name: str
) -> None:
    browser = client_for(alice)
    for question in (make_request(alice, bob), make_draft(alice, guest_email="gast@buiten.example")):
        answer = browser.get(reverse(name, args=[question.id]))
        assert answer.status_code == 302


def test_a_double_click_is_one(alice: Membership, bob: Membership, client_for: Browser) -> None:
    draft, browser = make_draft(alice, bob), client_for(alice)
    data = typed(draft, bob)
    for _again in range(2):
        browser.post(reverse("request_heard", args=[draft.id]), data)
    assert Message.objects.count() == 1
