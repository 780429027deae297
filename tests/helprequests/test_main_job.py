"""Who reads what, who may do what, and that nothing happens twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.helprequests.access import LinkExpiredError, access_link, access_request, link_token
from bemanning.helprequests.actions import closing, drafts, plans, sending, thread
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import AskState, Outcome, RequestState, SilenceStep
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask, CoachDismissal, HelpRequest, Message
from bemanning.mail.models import OutgoingMail
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


def viewer(member: Membership) -> Viewer:
    return Viewer(member.user, (member,))


def sent_by(asker: Membership, choice: drafts.Choice) -> HelpRequest:
    now = clock.now()
    draft = drafts.save_draft(by=asker, draft_id=uuid7(), text="Denk je mee?", choice=choice, edition=None, now=now)
    return sending.send(
        by=asker,
        request=draft,
        subject="Studiedag",
        send_at=None,
        follow_up_on=timezone.localdate(now),
        expectation=sending.Expectation(tension=7, likelihood=40),
        now=now,
    )


def readers(request: HelpRequest, people: list[Membership]) -> set[str]:
    """Who can really open it."""
    found = set()
    for member in people:
        try:
            access_request(viewer(member), request.id)
            found.add(member.user.name)
        except Http404:
            continue
    return found


@pytest.mark.privacy
@pytest.mark.parametrize("kind", ["one", "two", "team", "guest"])
def test_the_audience_sentence_names_exactly_who_can_read(
    kind: str, alice: Membership, bob: Membership, carol: Membership, other_school_leader: Membership
) -> None:
    team = factories.make_team(alice.school, "Bovenbouw")
    for member in (alice, carol):
        member.teams.add(team)
    choice = {
        "one": drafts.Choice(members=(bob,)),
        "two": drafts.Choice(members=(bob, carol)),
        "team": drafts.Choice(team=team),
        "guest": drafts.Choice(guest_name="Wim de Groot", guest_email="wim@elders.example"),
    }[kind]
    request = sent_by(alice, choice)
    asks = list(request.asks.select_related("member__user"))
    audience = audience_of(request, asks)
    members = {ask.display_name for ask in asks if ask.member}
    assert readers(request, [alice, bob, carol, other_school_leader]) == {alice.user.name} | members
    assert set(audience.names) == members | ({"Wim de Groot"} if kind == "guest" else set())
    assert audience.leaves_school == (kind == "guest")
    for name in audience.names if kind != "team" else [team.name]:
        assert name in audience.sentence


@pytest.mark.privacy
def test_what_was_written_and_expected_stands_nowhere_in_the_open(alice: Membership, bob: Membership) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    stored = HelpRequest.objects.filter(id=request.id).values().get()
    assert b"Denk je mee" not in bytes(stored["body"])
    private = closing.reflect(request=request, tension_after=2, use_after=90, note="viel mee", now=clock.now())
    assert (private.opened("tension"), private.opened("use_after"), private.opened("note")) == ("7", "90", "viel mee")
    assert bytes(private.note) != b"viel mee"


@pytest.mark.security
def test_opening_the_link_changes_nothing(client: Client, alice: Membership, bob: Membership) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    ask = request.asks.get()
    before = Ask.objects.filter(id=ask.id).values().get()
    url = f"/meedenken/{link_token(ask)}/"
    for method in (client.get, client.head):
        assert method(url).status_code == 200
    assert client.get(f"{url}antwoord/").status_code == 405
    assert client.get(f"{url}niet-nu/").status_code == 405
    assert Ask.objects.filter(id=ask.id).values().get() == before
    assert Message.objects.count() == 0


@pytest.mark.security
def test_a_link_expires_can_be_renewed_and_dies_with_the_membership(alice: Membership, bob: Membership) -> None:
    ask = sent_by(alice, drafts.Choice(members=(bob,))).asks.get()
    old, later = link_token(ask), clock.now() + timedelta(days=61)
    with pytest.raises(LinkExpiredError):
        access_link(old, later)
    thread.renew_link(ask=ask, now=later)
    ask.refresh_from_db()
    assert access_link(link_token(ask), later) == ask
    with pytest.raises(Http404):
        access_link(old, clock.now())
    with pytest.raises(Http404):
        access_link(link_token(ask)[:-1] + "x", later)
    Membership.objects.filter(id=bob.id).update(left_at=clock.now())
    with pytest.raises(Http404):
        access_link(link_token(ask), later)


def test_a_double_click_is_one_answer_and_one_mail(alice: Membership, bob: Membership) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    ask, message_id = request.asks.select_related("request").get(), uuid7()
    for _click in range(2):
        thread.answer(ask=ask, message_id=message_id, text="Begin klein.", now=clock.now())
    request.refresh_from_db()
    assert (Message.objects.count(), request.state) == (1, RequestState.ANSWERED)
    assert OutgoingMail.objects.filter(event__contains=":answer:").count() == 1


def test_a_question_is_sent_once_and_closed_once(alice: Membership, bob: Membership) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    with pytest.raises(StepRefusedError):
        sending.send(
            by=alice,
            request=request,
            subject="Nog eens",
            send_at=None,
            follow_up_on=timezone.localdate(),
            expectation=sending.Expectation(),
            now=clock.now(),
        )
    told = closing.Told(outcome=Outcome.NOT_USED, did="De studiedag ging niet door.")
    closing.close(by=alice, request=request, told=told, now=clock.now())
    with pytest.raises(StepRefusedError):
        closing.close(by=alice, request=request, told=told, now=clock.now())
    with pytest.raises(StepRefusedError):
        thread.not_now(ask=request.asks.get(), now=clock.now())
    assert request.asks.get().state == AskState.ASKED


def test_the_follow_up_is_reminded_of_once(alice: Membership, bob: Membership) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    ask = request.asks.select_related("request").get()
    thread.answer(ask=ask, message_id=uuid7(), text="Ja.", now=clock.now())
    for _tick in range(2):
        closing.remind(request=request, now=clock.now())
    assert OutgoingMail.objects.filter(event__contains=":reminder:").count() == 1


def test_a_second_tab_does_not_overwrite_the_first(
    client_for: Callable[[Membership], Client], alice: Membership
) -> None:
    client, url = client_for(alice), f"/vragen/{uuid7()}/schrijven/"
    client.post(url, {"body": "eerste tab", "edition": ""})
    client.post(url, {"body": "tweede tab", "edition": "1"})
    page = client.post(url, {"body": "weer de eerste", "edition": "1"})
    assert page.context["conflict"] == "tweede tab"
    assert page.context["text"] == "weer de eerste"
    assert HelpRequest.objects.get().opened("body") == "tweede tab"


def test_too_long_a_text_is_refused_and_kept_on_the_page(
    client_for: Callable[[Membership], Client], alice: Membership
) -> None:
    words = "woord " * 10_000
    page = client_for(alice).post(f"/vragen/{uuid7()}/schrijven/", {"body": words})
    assert (page.status_code, page.context["text"]) == (200, words)
    assert "60.000 tekens" in page.content.decode()
    assert HelpRequest.objects.count() == 0


def test_a_silenced_rule_can_speak_again(client_for: Callable[[Membership], Client], alice: Membership) -> None:
    client = client_for(alice)
    client.post(f"/vragen/{uuid7()}/schrijven/", {"body": "Ik loop vast", "dismiss": "always:moment"})
    assert [row.rule for row in CoachDismissal.objects.all()] == ["moment"]
    client.post("/instellingen/coach/", {"rule": "moment"})
    assert CoachDismissal.objects.count() == 0


@pytest.mark.parametrize("amount", [1, 3])
def test_lists_take_the_same_queries_for_one_and_for_three(
    amount: int,
    client_for: Callable[[Membership], Client],
    alice: Membership,
    bob: Membership,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for _number in range(amount):
        request = sent_by(alice, drafts.Choice(members=(bob,)))
        ask = request.asks.select_related("request").get()
        thread.answer(ask=ask, message_id=uuid7(), text="Ja.", now=clock.now())
    client = client_for(alice)
    for path, queries in (("/", 9), ("/vragen/", 6), (f"/vragen/{request.id}/", 6)):
        with django_assert_num_queries(queries):  # type: ignore[attr-defined]
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("amount", [1, 3])
def test_a_list_with_plans_takes_the_same_queries_for_one_and_for_three(
    amount: int,
    client_for: Callable[[Membership], Client],
    alice: Membership,
    bob: Membership,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    carol = factories.make_member(alice.school, name="Carol Hoekstra")
    for _number in range(amount):
        request = sent_by(alice, drafts.Choice(members=(bob,)))
        plan = plans.Plan(SilenceStep.NEXT, timezone.localdate() + timedelta(days=3), carol)
        plans.keep(request, plan, now=clock.now())
    client = client_for(alice)
    with django_assert_num_queries(6):  # type: ignore[attr-defined]
        page = client.get("/vragen/")
    assert [row["plan"] for row in page.context["rows"] if carol.user.first_name not in row["plan"]] == []
    assert len(page.context["rows"]) == amount
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        assert client.get(f"/vragen/{request.id}/").status_code == 200


def test_sending_an_answer_writes_no_session_for_its_thanks(
    client_for: Callable[[Membership], Client],
    alice: Membership,
    bob: Membership,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    client = client_for(bob)
    answer = {"message_id": str(uuid7()), "text": "Ja."}
    kept = client.session.items()
    with django_assert_num_queries(13):  # type: ignore[attr-defined]
        assert client.post(f"/vragen/{request.id}/antwoord/", answer).status_code == 302
    assert client.session.items() == kept
    assert client.cookies["notices"].value != ""


@pytest.mark.privacy
def test_personal_data_leaves_the_school_by_a_second_click_only_also_after_a_dismissal(
    client_for: Callable[[Membership], Client], alice: Membership
) -> None:
    client, draft_id = client_for(alice), uuid7()
    words = {"body": "Ik zoek hulp. Finn uit groep 6 is weer geschorst.", "guest_email": "wim@elders.example"}
    client.post(f"/vragen/{draft_id}/schrijven/", words | {"dismiss": "here:personal_data"})
    url = f"/vragen/{draft_id}/versturen/"
    send = {"subject": "Finn", "when": "now", "follow_up_on": str(timezone.localdate())}
    assert list(client.post(url, send).context["form"].errors) == ["confirm"]
    assert HelpRequest.objects.get().state == RequestState.DRAFT
    assert client.post(url, send | {"confirm": "on"}).status_code == 302
    assert HelpRequest.objects.get().state == RequestState.OPEN
    # A mail address is no name to greet somebody with.
    assert OutgoingMail.objects.get(to_address="wim@elders.example").opened("text").startswith("Dag,\n\nAlice Visser")
