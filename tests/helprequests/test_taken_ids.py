"""The id of a message is made with the page. One that something else has already is a clear answer, not an error."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from bemanning.helprequests.access import link_token
from bemanning.helprequests.models import Ask, Message
from bemanning.schools.models import Membership
from tests.factories import client_for, make_draft, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.security]

AGAIN = "Je woorden staan nog in het veld. Druk nog een keer."


def twice(client: Client, url: str, body: dict[str, str]) -> None:
    """The first time it is refused with all that was typed; what the page then holds is kept."""
    refused = client.post(url, body)
    html = refused.content.decode()
    form = refused.context["form"]
    assert (AGAIN in html, body["text"] in html, form["message_id"].value() != body["message_id"]) == (
        True,
        True,
        True,
    )
    assert client.post(url, body | {"message_id": form["message_id"].value()}).status_code == 302
    assert [one.text for one in Message.objects.select_related("key").exclude(id=body["message_id"])] == [
        body["text"]
    ]


@pytest.fixture
def taken(alice: Membership, bob: Membership) -> str:
    """The id of an answer that Bob gave to another question."""
    other, taken = make_request(alice, bob), str(uuid4())
    url = reverse("request_answer", args=[other.id])
    assert client_for(bob).post(url, {"message_id": taken, "text": "Elders"}).status_code == 302
    return taken


def test_an_answer_of_a_colleague(alice: Membership, bob: Membership, taken: str) -> None:
    url = reverse("request_answer", args=[make_request(alice, bob).id])
    twice(client_for(bob), url, {"message_id": taken, "text": "Mijn antwoord"})


def test_a_reply_of_the_asker(alice: Membership, bob: Membership, taken: str) -> None:
    url = reverse("request_answer", args=[make_request(alice, bob).id])
    twice(client_for(alice), url, {"message_id": taken, "text": "Nog een vraag"})


def test_an_answer_by_link(alice: Membership, taken: str) -> None:
    request = make_request(alice, guest_email="gast@elders.example")
    link = link_token(Ask.objects.get(request=request))
    twice(Client(), reverse("guest_answer", args=[link]), {"message_id": taken, "text": "Van buiten"})


def test_what_was_heard_in_person(alice: Membership, bob: Membership, taken: str) -> None:
    draft = make_draft(alice, bob)
    body = {"message_id": taken, "text": "Zij zei ja", "subject": "Iets", "follow_up_on": "2030-01-01"}
    body |= {"asks": str(draft.asks.get().id)}
    url = reverse("request_heard", args=[draft.id])
    day = client_for(alice).get(url).context["form"]["follow_up_on"].value()
    twice(client_for(alice), url, body | {"follow_up_on": day.isoformat()})
