"""A question to one person of another school: who reads it, how they answer, and how it ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.expertise.enums import Room
from bemanning.helprequests.access import link_token
from bemanning.helprequests.actions import closing, sending, thread
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import AskState, Outcome, RequestState
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.helprequests.queries.silence import options_for
from bemanning.mail.inbound.receiving import Outcome as Came
from bemanning.mail.inbound.receiving import receive
from bemanning.mail.models import OutgoingMail
from bemanning.schools.access import Viewer
from bemanning.schools.actions.erasing import erase_person
from bemanning.schools.actions.members import leave
from bemanning.schools.models import Membership
from tests.circles.conftest import Leaders
from tests.factories import client_for, make_draft, make_member, make_request, make_team
from tests.helprequests.test_main_job import readers
from tests.helprequests.test_reply_by_mail import reply

pytestmark = pytest.mark.django_db


def ask_of(request: HelpRequest) -> Ask:
    return Ask.objects.select_related("key", "member__user__key", "request__key", "request__asker__user").get(
        request=request
    )


def words_to(member: Membership) -> list[str]:
    """What the mails to somebody say, the oldest first."""
    mails = OutgoingMail.objects.select_related("key").filter(
        to_address=member.user.email, event__startswith="request:"
    )
    return [mail.opened("text") for mail in mails.order_by("created_at") if mail.key]


def send(client: Client, draft: HelpRequest, **more: str) -> object:
    body = {"subject": "Moe team", "when": "now", "follow_up_on": str(timezone.localdate() + timedelta(days=1))}
    return client.post(reverse("request_send", args=[draft.id]), body | {"silence-step": "nothing"} | more)


@pytest.mark.privacy
def test_from_the_page_of_a_person_to_their_mailbox(leaders: Leaders) -> None:
    client = client_for(leaders.alice)
    page = client.get(reverse("person", args=[leaders.otto.id])).content.decode()
    way = f"{reverse('request_new')}?aan={leaders.otto.id}"
    assert way in page
    composer = client.get(way).content.decode()
    assert ("Otto Bakker" in composer, "De Kompasroos" in composer) == (True, True)
    draft_id = uuid7()
    body = {"body": "Mijn team is moe. Denk je met me mee?", "people": [str(leaders.otto.id)], "next": "1"}
    assert client.post(reverse("request_write", args=[draft_id]), body)["Location"].endswith("/versturen/")
    draft = HelpRequest.objects.get(id=draft_id)
    before = client.get(reverse("request_send", args=[draft_id])).content.decode()
    assert "Alleen Otto Bakker van De Kompasroos en jij lezen dit." in before
    assert leaders.otto.user.email not in composer + before
    send(client, draft)
    (question,) = words_to(leaders.otto)
    assert "Alice Visser van De Vuurtoren vraagt je om mee te denken:" in question
    everybody = [leaders.alice, leaders.otto, leaders.fenna, leaders.sanne]
    everybody.append(make_member(leaders.alice.school, name="Bob Dijkstra"))
    request = HelpRequest.objects.get(id=draft_id)
    audience = audience_of(request, list(request.asks.select_related("member__user")))
    assert readers(request, everybody) == {"Alice Visser", *audience.names} == {"Alice Visser", "Otto Bakker"}
    assert audience.leaves_school
    mine = client.get(reverse("request_thread", args=[draft_id])).content.decode()
    assert "Alleen Otto Bakker van De Kompasroos en jij lezen dit." in mine


def test_they_answer_signed_in_by_link_and_by_mail(leaders: Leaders, settings: Settings) -> None:
    settings.INBOUND_ADDRESS = "antwoord@school.example"
    request = make_request(leaders.alice, leaders.otto)
    theirs, page = client_for(leaders.otto), reverse("request_thread", args=[request.id])
    assert "Alice Visser, De Vuurtoren" in theirs.get(page).content.decode()
    theirs.post(reverse("request_answer", args=[request.id]), {"message_id": str(uuid7()), "text": "Ingelogd."})
    link = link_token(ask_of(request))
    assert "Alice Visser, De Vuurtoren" in Client().get(reverse("guest_thread", args=[link])).content.decode()
    Client().post(reverse("guest_answer", args=[link]), {"message_id": str(uuid7()), "text": "Met de link."})
    assert receive(reply(ask_of(request), "Met de mail."), now=clock.now()) == Came.TAKEN
    messages = request.messages.select_related("key").order_by("written_at")
    assert [message.text for message in messages] == ["Ingelogd.", "Met de link.", "Met de mail."]
    answers = OutgoingMail.objects.filter(to_address=leaders.alice.user.email, event__contains=":answer:")
    assert answers.count() == 3
    thread.reply(
        by=leaders.alice,
        request=HelpRequest.objects.get(id=request.id),
        message_id=uuid7(),
        text="Dank je.",
        now=clock.now(),
    )
    assert "Dank je." in words_to(leaders.otto)[-1]


def test_the_follow_up_and_the_thanks_reach_them(leaders: Leaders) -> None:
    request = make_request(leaders.alice, leaders.otto)
    thread.answer(ask=ask_of(request), message_id=uuid7(), text="Begin klein.", now=clock.now())
    told = closing.Told(outcome=Outcome.USED, did="Ik begon klein.", thanks="Dank.", thanked=(ask_of(request),))
    closing.close(by=leaders.alice, request=HelpRequest.objects.get(id=request.id), told=told, now=clock.now())
    assert ["Ik begon klein." in words_to(leaders.otto)[-1], "Dank." in words_to(leaders.otto)[-1]] == [True, True]


def test_not_now_and_rather_ask_without_a_list_of_colleagues(leaders: Leaders) -> None:
    make_member(leaders.alice.school, name="Bob Dijkstra")
    request = make_request(leaders.alice, leaders.otto)
    theirs, url = client_for(leaders.otto), reverse("request_redirect", args=[request.id])
    page = theirs.get(url)
    assert (list(page.context["form"].fields), "Bob Dijkstra" in page.content.decode()) == (["note"], False)
    theirs.post(url, {"note": "Vraag het Fenna."})
    assert ask_of(request).state == AskState.REDIRECTED
    assert "Vraag het Fenna." in words_to(leaders.alice)[-1]
    another = make_request(leaders.alice, leaders.otto)
    theirs.post(reverse("request_not_now", args=[another.id]))
    assert ask_of(another).state == AskState.NOT_NOW
    assert "Dat zegt niets over je vraag" in words_to(leaders.alice)[-1]


@pytest.mark.privacy
def test_personal_data_leaves_the_school_by_a_second_click_only(leaders: Leaders) -> None:
    client = client_for(leaders.alice)
    draft = make_draft(leaders.alice, leaders.otto, text="Finn uit groep 6 is weer geschorst. Wat deed jij?")
    assert list(send(client, draft).context["form"].errors) == ["confirm"]  # type: ignore[attr-defined]
    assert HelpRequest.objects.get().state == RequestState.DRAFT
    send(client, draft, confirm="on")
    assert HelpRequest.objects.get().state == RequestState.OPEN


def test_one_person_alone(leaders: Leaders) -> None:
    bob = make_member(leaders.alice.school, name="Bob Dijkstra")
    make_team(leaders.alice.school, members=(leaders.alice, bob))
    client, draft_id = client_for(leaders.alice), uuid7()
    body = {"body": "Denk je mee?", "people": [str(leaders.otto.id), str(bob.id)]}
    page = client.post(reverse("request_write", args=[draft_id]), body)
    assert "Iemand van een andere school vraag je alleen." in page.content.decode()
    assert HelpRequest.objects.count() == 0
    request = make_request(leaders.alice, leaders.otto)
    viewer = Viewer(leaders.alice.user, (leaders.alice,))
    options = options_for(viewer, request, [ask_of(request)], now=clock.now())
    assert (options.remind, options.people, options.teams) == (("Otto",), (), ())


@pytest.mark.privacy
@pytest.mark.parametrize("name", ["fenna", "sanne"])
def test_nobody_is_asked_who_did_not_allow_it(leaders: Leaders, name: str) -> None:
    body = {"body": "Denk je mee?", "people": [str(getattr(leaders, name).id)], "next": "1"}
    page = client_for(leaders.alice).post(reverse("request_write", args=[uuid7()]), body)
    assert "people" in page.context["form"].errors
    assert Ask.objects.count() == 0


@pytest.mark.privacy
@pytest.mark.parametrize("change", ["tick", "circle", "pause", "limit"])
def test_whoever_changes_their_mind_before_it_leaves_is_not_asked(leaders: Leaders, change: str) -> None:
    draft = make_draft(leaders.alice, leaders.otto)
    profile = leaders.otto.profile
    if change == "tick":
        profile.circled = False
    elif change == "pause":
        profile.room = Room.PAUSED
    elif change == "limit":
        make_request(leaders.alice, leaders.otto)
        profile.monthly_limit = 1
    else:
        client_for(leaders.otto).post(reverse("circle_leave", args=[leaders.circle.id]))
    profile.save()
    client = client_for(leaders.alice)
    if change in {"pause", "limit"}:
        page = client.get(reverse("person", args=[leaders.otto.id])).content.decode()
        assert ("heeft nu geen ruimte" in page, "?aan=" in page) == (True, False)
    answer = client.post(
        reverse("request_send", args=[draft.id]),
        {"subject": "Iets", "when": "now", "follow_up_on": str(timezone.localdate() + timedelta(days=1))}
        | {"silence-step": "nothing"},
        follow=True,
    )
    assert "kun je nu niet vragen" in answer.content.decode()
    assert HelpRequest.objects.get(id=draft.id).state == RequestState.DRAFT
    assert ask_of(draft).state == AskState.CHOSEN


def test_a_question_that_waited_becomes_a_draft_again(leaders: Leaders) -> None:
    now = clock.now()
    request = sending.send(
        by=leaders.alice,
        request=make_draft(leaders.alice, leaders.otto),
        subject="Later",
        send_at=now + timedelta(hours=1),
        follow_up_on=timezone.localdate(now) + timedelta(days=3),
        expectation=sending.Expectation(),
        now=now,
    )
    client_for(leaders.otto).post(reverse("circle_leave", args=[leaders.circle.id]))
    sending.send_scheduled(request=request, now=now + timedelta(hours=2))
    assert HelpRequest.objects.get().state == RequestState.DRAFT
    assert words_to(leaders.otto) == []
    assert "kun je nu niet vragen" in words_to(leaders.alice)[-1]


def test_leaving_the_circle_keeps_what_was_asked(leaders: Leaders) -> None:
    request = make_request(leaders.alice, leaders.otto)
    theirs = client_for(leaders.otto)
    theirs.post(reverse("circle_leave", args=[leaders.circle.id]))
    assert theirs.get(reverse("request_thread", args=[request.id])).status_code == 200


@pytest.mark.parametrize("how", ["school", "account"])
def test_whoever_leaves_the_school_or_erases_is_not_asked_any_more(leaders: Leaders, how: str) -> None:
    request = make_request(leaders.alice, leaders.otto)
    link = reverse("guest_thread", args=[link_token(ask_of(request))])
    assert Client().get(link).status_code == 200
    if how == "school":
        leave(member=leaders.otto, by=leaders.otto, now=clock.now())
    else:
        successors = {leaders.otto.school_id: leaders.sanne}
        erase_person(user=leaders.otto.user, successors=successors, now=clock.now())
    assert Client().get(link).status_code == 404
    assert ask_of(request).state == AskState.REVOKED
    assert "is weg van de school, en antwoordt niet meer." in words_to(leaders.alice)[-1]
