"""A form that comes too late loses no words, and what a page says about a question is true in every state."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.helprequests.access import link_token
from bemanning.helprequests.actions import closing, drafts, sending
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import Outcome
from bemanning.helprequests.models import Ask, FollowUp, HelpRequest, Message
from bemanning.schools.models import Membership
from tests.factories import make_team_question
from tests.helprequests.test_main_job import sent_by
from tests.helprequests.test_scheduled import scheduled

pytestmark = pytest.mark.django_db
ClientFor = Callable[[Membership], Client]


def told(page: object) -> list[str]:
    return [str(message) for message in page.context["messages"]]  # type: ignore[attr-defined]


def test_what_was_told_in_a_second_tab_stays_on_the_page(
    client_for: ClientFor, alice: Membership, bob: Membership
) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    first = closing.Told(outcome=Outcome.NOT_USED, did="De dag ging niet door.")
    closing.close(by=alice, request=request, told=first, now=clock.now())
    address = reverse("request_close", args=[request.id])
    page = client_for(alice).post(address, {"outcome": "used", "did": "Toch iets anders."})
    assert (page.status_code, page.context["form"]["did"].value()) == (409, "Toch iets anders.")
    assert told(page) == ["Deze vraag is intussen afgerond. Je woorden staan nog in het veld."]
    assert FollowUp.objects.get(request=request).opened("did") == "De dag ging niet door."


def test_a_double_click_on_closing_goes_on_as_one(client_for: ClientFor, alice: Membership, bob: Membership) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    client, words = client_for(alice), {"outcome": "not_used", "did": "De dag ging niet door."}
    pages = [client.post(reverse("request_close", args=[request.id]), words) for _click in range(2)]
    assert [page["Location"] for page in pages] == [reverse("request_reflect", args=[request.id])] * 2
    assert FollowUp.objects.count() == 1


@pytest.mark.parametrize("script", [True, False])
def test_words_typed_after_sending_stay_on_the_page(
    script: bool, client_for: ClientFor, alice: Membership, bob: Membership
) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    headers = {"HX-Request": "true"} if script else {}
    address = reverse("request_write", args=[request.id])
    page = client_for(alice).post(address, {"body": "Nog een zin.", "edition": "1"}, headers=headers)
    assert (page.status_code, page.context["text"]) == (200, "Nog een zin.")
    html = page.content.decode()
    assert html.count("Deze vraag is al verstuurd. Je laatste woorden staan er niet in.") == 1
    assert html.count(f'<a href="{reverse("request_thread", args=[request.id])}">Open de vraag</a>') == 1
    assert HelpRequest.objects.get().opened("body") == "Denk je mee?"


def test_who_was_chosen_for_a_question_that_never_left_does_not_read_it(
    client_for: ClientFor, alice: Membership, bob: Membership
) -> None:
    request, client = scheduled(alice, bob), client_for(alice)
    assert audience_of(request, list(request.asks.select_related("member__user"))).names == (bob.user.name,)
    page = client.get(reverse("request_withdraw", args=[request.id])).content.decode()
    assert page.count("De vraag is nog niet verstuurd. Niemand merkt er iets van. Jij houdt de tekst.") == 1
    page = client.post(reverse("request_withdraw", args=[request.id]), follow=True)
    assert page.context["audience"].sentence.startswith("Alleen jij leest dit.")
    assert client_for(bob).get(reverse("request_thread", args=[request.id])).status_code == 404


def test_a_number_outside_the_scale_gets_advice(client_for: ClientFor, alice: Membership, bob: Membership) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    wrong = {"tension_after": "11", "use_after": "veel"}
    page = client_for(alice).post(reverse("request_reflect", args=[request.id]), wrong)
    assert page.context["form"].errors == {
        "tension_after": ["Vul een heel getal in van 0 tot en met 10, of laat dit leeg."],
        "use_after": ["Vul een heel getal in van 0 tot en met 100, of laat dit leeg."],
    }


@pytest.mark.parametrize("guest", [True, False])
def test_an_answer_to_a_question_that_has_ended_stays_in_the_field(
    guest: bool, client_for: ClientFor, alice: Membership, bob: Membership
) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    client, address = client_for(bob), reverse("request_answer", args=[request.id])
    if guest:
        client, address = Client(), reverse("guest_answer", args=[link_token(request.asks.get())])
    sending.withdraw(by=alice, request=request, now=clock.now())
    page = client.post(address, {"message_id": str(uuid7()), "text": "Mijn lange antwoord."})
    assert (page.status_code, page.content.decode().count("Mijn lange antwoord.</textarea>")) == (409, 1)
    assert told(page) == ["Deze vraag is intussen afgerond. Je woorden staan nog in het veld."]
    assert Message.objects.count() == 0


def test_an_answer_by_an_expired_link_can_be_copied(alice: Membership, bob: Membership) -> None:
    ask = sent_by(alice, drafts.Choice(members=(bob,))).asks.get()
    Ask.objects.filter(id=ask.id).update(link_expires_at=clock.now())
    answer = {"message_id": str(uuid7()), "text": "Mijn <lange> antwoord."}
    page = Client().post(reverse("guest_answer", args=[link_token(ask)]), answer)
    assert (page.status_code, page.content.decode().count("Mijn &lt;lange&gt; antwoord.")) == (410, 1)
    assert Message.objects.count() == 0


def test_a_word_about_somebody_else_that_comes_too_late_stays(
    client_for: ClientFor, alice: Membership, bob: Membership
) -> None:
    request = sent_by(alice, drafts.Choice(members=(bob,)))
    sending.withdraw(by=alice, request=request, now=clock.now())
    page = client_for(bob).post(reverse("request_redirect", args=[request.id]), {"note": "Vraag het Wim."})
    assert (page.status_code, page.context["form"]["note"].value()) == (409, "Vraag het Wim.")
    assert told(page) == ["Dat kan niet meer: de vraag is al verder."]


def test_a_decision_told_in_a_second_tab_stays_on_the_page(
    client_for: ClientFor, alice: Membership, bob: Membership
) -> None:
    question = make_team_question(alice, bob)
    client, address = client_for(alice), reverse("team_question_decide", args=[question.request_id])
    client.post(address, {"did": "We doen het.", "ground": "Iedereen wil het."})
    page = client.post(address, {"did": "We doen het niet.", "ground": "Toch maar niet."})
    assert (page.status_code, page.context["form"]["did"].value()) == (409, "We doen het niet.")
    assert FollowUp.objects.get().opened("did") == "We doen het."


def test_a_script_of_somebody_who_is_signed_out_gets_no_page_of_sign_in(alice: Membership) -> None:
    address = reverse("request_write", args=[uuid7()])
    assert Client().post(address, {"body": "Nog iets."}, headers={"HX-Request": "true"}).status_code == 401


def test_who_is_signed_out_gets_the_words_back_and_nothing_keeps_them(alice: Membership) -> None:
    form, address = reverse("request_write", args=[uuid7()]), reverse("request_answer", args=[uuid7()])
    typed = {"message_id": str(uuid7()), "text": "Mijn <lange>\r\nantwoord.", "note": "Vraag het Wim.", "ok": "on"}
    client = Client()
    page = client.post(address, typed, headers={"Referer": f"http://testserver{form}?van=lijst"})
    assert (page.status_code, page["Cache-Control"]) == (401, "no-store")
    assert page.context["words"] == "Mijn <lange>\nantwoord.\n\nVraag het Wim."
    assert page.content.decode().count("Mijn &lt;lange&gt;\nantwoord.") == 1
    assert page.context["sign_in"] == f"{reverse('account_login')}?{urlencode({'next': f'{form}?van=lijst'})}"
    assert list(client.cookies) == []
    assert client.get(reverse("account_login")).content.decode().count("antwoord") == 0


@pytest.mark.parametrize("elsewhere", ["https://elders.example/vragen/", "http://testserver//elders.example/", ""])
def test_the_way_back_after_signing_in_is_ours(elsewhere: str, db: None) -> None:
    address = reverse("request_write", args=[uuid7()])
    page = Client().post(address, {"body": "Nog een zin."}, headers={"Referer": elsewhere})
    assert page.context["sign_in"] == f"{reverse('account_login')}?{urlencode({'next': address})}"


def test_who_is_signed_out_and_wrote_nothing_goes_to_sign_in(db: None) -> None:
    address = reverse("request_answer", args=[uuid7()])
    page = Client().post(address, {"message_id": str(uuid7()), "text": "", "day": "2026-03-01"})
    assert (page.status_code, page["Location"]) == (302, f"{reverse('account_login')}?next={address}")


@pytest.mark.privacy
def test_who_answers_hears_who_reads_it(
    client_for: ClientFor, alice: Membership, bob: Membership, carol: Membership
) -> None:
    one, two = (sent_by(alice, drafts.Choice(members=asked)) for asked in ((bob,), (bob, carol)))
    alone = client_for(bob).get(reverse("request_thread", args=[one.id]))
    assert alone.context["readers"] == "Alleen Alice leest nu je antwoord. Wie Alice later vraagt, leest het ook."
    ask = two.asks.get(member=bob)
    words = "Alice en de anderen aan wie het gevraagd is, lezen je antwoord."
    by_link = Client().get(reverse("guest_thread", args=[link_token(ask)]))
    signed_in = client_for(bob).get(reverse("request_thread", args=[two.id]))
    assert [page.content.decode().count(words) for page in (by_link, signed_in)] == [1, 1]
    Membership.objects.filter(id=carol.id).update(left_at=clock.now())
    assert client_for(bob).get(reverse("request_thread", args=[two.id])).context["readers"].startswith("Alleen Alice")


def test_who_is_alone_at_school_hears_whom_they_can_ask(client_for: ClientFor, alice: Membership) -> None:
    page = client_for(alice).post(reverse("request_write", args=[uuid7()]), {"body": "Ik loop vast."})
    alone = "Er is nog niemand anders op deze school. Je kunt wel alvast iemand buiten de school vragen."
    assert [page.content.decode().count(words) for words in (alone, "Ik vind nu niemand.")] == [1, 0]
