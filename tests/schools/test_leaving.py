"""Offboarding, whole: who leaves is out, is no longer asked, gets no mail, and no link of theirs works any more."""

import pytest
from django.test import Client
from django.urls import reverse

from bemanning.core import clock
from bemanning.helprequests.access import link_token
from bemanning.helprequests.enums import AskState, RequestState
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.mail.enums import MailState
from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership
from tests.factories import client_for, make_draft, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.security]


def leave(member: Membership, by: Membership) -> None:
    """End the membership, as the leader does it."""
    assert client_for(by).post(reverse("membership_end", args=[member.id])).status_code == 302


def mails_to(member: Membership) -> list[str]:
    """The states of the mails to somebody."""
    return list(OutgoingMail.objects.filter(to_address=member.user.email).values_list("state", flat=True))


def test_somebody_who_was_asked_leaves(alice: Membership, bob: Membership, carol: Membership) -> None:
    request, draft = make_request(alice, bob, carol), make_draft(alice, bob)
    ask = Ask.objects.get(request=request, member=bob)
    link = reverse("guest_thread", args=[link_token(ask)])
    theirs = client_for(bob)
    thread = reverse("request_thread", args=[request.id])
    assert (theirs.get(thread).status_code, Client().get(link).status_code) == (200, 200)
    leave(bob, alice)
    assert (theirs.get(thread).status_code, Client().get(link).status_code) == (302, 404)
    assert dict(Ask.objects.filter(request=request).values_list("member__user__name", "state")) == {
        "Bob Dijkstra": AskState.REVOKED,
        "Carol Hoekstra": AskState.ASKED,
    }
    assert draft.asks.count() == 0
    assert (mails_to(bob), mails_to(carol)) == ([MailState.CANCELLED], [MailState.QUEUED])


def test_somebody_who_asked_leaves(alice: Membership, bob: Membership, carol: Membership) -> None:
    request = make_request(bob, carol)
    leave(bob, alice)
    assert HelpRequest.objects.get(id=request.id).state == RequestState.WITHDRAWN
    assert mails_to(carol) == [MailState.CANCELLED]  # it had not left yet: there is nothing to say of it


def test_who_got_a_question_hears_that_it_is_off_the_table(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    make_request(bob, carol)
    now = clock.now()
    OutgoingMail.objects.update(state=MailState.SENT, sent_at=now, ended_at=now, key=None)
    leave(bob, alice)
    assert mails_to(carol) == [MailState.SENT, MailState.QUEUED]


def test_an_answer_that_was_given_stays(alice: Membership, bob: Membership) -> None:
    request = make_request(alice, bob)
    Ask.objects.filter(request=request).update(state=AskState.ANSWERED)
    leave(bob, alice)
    assert Ask.objects.get(request=request).state == AskState.ANSWERED
    assert "Bob Dijkstra" in client_for(alice).get(reverse("request_thread", args=[request.id])).content.decode()


def test_who_left_is_found_nowhere_to_ask(alice: Membership, bob: Membership) -> None:
    leave(bob, alice)
    client = client_for(alice)
    assert client.get(reverse("person", args=[bob.id])).status_code == 404
    assert "Bob Dijkstra" not in client.get(reverse("people")).content.decode()
