"""Deleting one's own account: nothing of the person stays, what others wrote does, and nobody is left waiting."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bemanning.accounts import actions
from bemanning.accounts.models import User
from bemanning.core import clock
from bemanning.core.models import DataKey, SealedModel
from bemanning.helprequests.actions import closing, thread
from bemanning.helprequests.enums import Outcome, RequestState
from bemanning.helprequests.files import accept
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.mail.models import OutgoingMail
from bemanning.schools.actions.erasing import erase_person
from bemanning.schools.actions.members import LastOneError
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests.factories import client_for, make_board, make_draft, make_member, make_profile, make_request, make_school

pytestmark = [pytest.mark.django_db, pytest.mark.privacy]

CANARY = "kanariewoord"
AGNES = ("Agnes Kanariestra", "agnes.kanariestra@school.example")


@pytest.fixture
def agnes(alice: Membership) -> Membership:
    """Somebody with a profile, questions, answers, a follow-up, and a past as a guest elsewhere."""
    agnes = make_member(alice.school, name=AGNES[0], email=AGNES[1], job_title=CANARY)
    make_profile(agnes, CANARY, about=CANARY)
    other = make_member(make_school("De Kompasroos"), name="Otto Bakker", role=Role.LEADER)
    as_guest = Ask.objects.select_related("request", "key").get(request=make_request(other, guest_email=AGNES[1]))
    thread.answer(
        ask=as_guest, message_id=uuid4(), text=CANARY, files=[accept("gast.txt", CANARY.encode())], now=clock.now()
    )
    theirs = make_request(agnes, alice, text=CANARY, subject=CANARY)
    thread.answer(ask=ask_of(theirs), message_id=uuid4(), text="Ik help je graag.", now=clock.now())
    told = closing.Told(outcome=Outcome.USED, did=CANARY, thanks=CANARY, thanked=(ask_of(theirs),))
    closing.close(by=agnes, request=theirs, told=told, now=clock.now())
    closing.reflect(request=theirs, tension_after=3, use_after=70, note=CANARY, now=clock.now())
    asked = make_request(alice, agnes, text="Hoe doe jij dat?")
    files = [accept(f"{CANARY}.txt", CANARY.encode())]
    thread.answer(ask=ask_of(asked), message_id=uuid4(), text=CANARY, files=files, now=clock.now())
    make_draft(agnes, alice, text=CANARY)
    return agnes


def ask_of(request: HelpRequest) -> Ask:
    return Ask.objects.select_related("request", "key", "member__user__key").get(request=request)


def everything() -> str:
    """All that the database says, and every sealed text that still opens."""
    words = []
    for model in apps.get_models(include_auto_created=True):
        for row in model._default_manager.all():
            words += [str(getattr(row, field.attname)) for field in model._meta.concrete_fields]
            if isinstance(row, SealedModel):
                words += [row.opened(name) for name in row.SEALED]
    return "\n".join(words)


def sent_already() -> None:
    """All mail has left: what is in a mailbox is out of reach."""
    queued = OutgoingMail.objects.filter(state="queued")
    queued.update(state="sent", sent_at=clock.now(), ended_at=clock.now(), subject=b"", text=b"", html=b"", key=None)


def erase(user: User, **successors: Membership) -> None:
    by_school = {member.school_id: member for member in successors.values()}
    erase_person(user=user, successors=by_school, now=clock.now())


def test_nothing_of_somebody_who_was_erased_is_left(agnes: Membership) -> None:
    before = everything()
    assert all(word in before for word in (*AGNES, CANARY))
    sent_already()
    erase(agnes.user)
    after = everything()
    assert [word for word in (*AGNES, CANARY) if word in after] == []


def test_a_key_that_stays_is_found(agnes: Membership, monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault: everything but the keys is thrown away."""

    class NoKeys:
        objects = DataKey.objects.none()

    monkeypatch.setattr(actions, "DataKey", NoKeys)
    sent_already()
    erase(agnes.user)
    assert CANARY in everything()


def test_what_others_wrote_stays_with_a_former_colleague_beside_it(agnes: Membership, alice: Membership) -> None:
    request = HelpRequest.objects.get(asker=alice)
    erase(agnes.user)
    page = client_for(alice).get(reverse("request_thread", args=[request.id])).content.decode()
    assert ("Een oud-collega" in page, "Hoe doe jij dat?" in page, CANARY in page) == (True, True, False)
    assert Message.objects.select_related("key").get(request__asker=agnes).opened("body") == "Ik help je graag."
    closed = HelpRequest.objects.get(asker=agnes, state=RequestState.CLOSED)
    page = client_for(alice).get(reverse("request_thread", args=[closed.id])).content.decode()
    assert ("Een gewiste vraag" in page, "Ik help je graag." in page) == (True, True)


def test_nobody_waits_for_who_was_erased(agnes: Membership, alice: Membership, bob: Membership) -> None:
    mine, theirs = make_request(alice, agnes), make_request(agnes, bob)
    erase(agnes.user)
    assert HelpRequest.objects.get(id=theirs.id).state == RequestState.WITHDRAWN
    told = OutgoingMail.objects.get(event__startswith=f"request:{mine.id}:left:")
    assert told.to_address == alice.user.email
    assert not OutgoingMail.objects.filter(to_address=AGNES[1]).exists()


def test_the_last_who_sets_up_the_school_names_another(alice: Membership, bob: Membership) -> None:
    with pytest.raises(LastOneError):
        erase(alice.user)
    outsider = make_member(make_school("De Kompasroos"), name="Otto Bakker")
    with pytest.raises(LastOneError):
        erase_person(user=alice.user, successors={alice.school_id: outsider}, now=clock.now())
    assert User.objects.get(id=alice.user_id).is_active
    erase(alice.user, here=bob)
    assert Membership.objects.get(id=bob.id).is_administrator


def test_the_last_administrator_of_a_board_stays(alice: Membership, bob: Membership) -> None:
    make_board(administrator=bob.user)
    with pytest.raises(LastOneError):
        erase(bob.user)
    page = client_for(bob).get(reverse("account_delete"))
    assert "enige beheerder van Stichting Wad en Wind" in page.content.decode()


def test_the_page_asks_for_the_typed_address_and_ends_all_sessions(alice: Membership, bob: Membership) -> None:
    client, elsewhere, url = client_for(bob), client_for(bob), reverse("account_delete")
    wrong = client.post(url, {"email": "bob@school.example"})
    assert list(wrong.context["form"].errors) == ["email"]
    assert User.objects.get(id=bob.user_id).is_active
    done = client.post(url, {"email": bob.user.email.upper()})
    assert (done.status_code, done["Location"]) == (302, reverse("account_login"))
    assert [browser.get(reverse("today")).status_code for browser in (client, elsewhere)] == [302, 302]
    assert not User.objects.get(id=bob.user_id).is_active


def test_the_page_asks_the_last_one_who_takes_over(alice: Membership, bob: Membership) -> None:
    client, url = client_for(alice), reverse("account_delete")
    field = f"successor-{alice.school_id}"
    assert list(client.post(url, {"email": alice.user.email}).context["form"].errors) == [field]
    client.post(url, {"email": alice.user.email, field: str(bob.id)})
    assert not User.objects.get(id=alice.user_id).is_active


def test_it_takes_a_recent_sign_in(bob: Membership) -> None:
    client = Client()
    client.force_login(bob.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session["signed_in_at"] = 0
    session.save()
    url = reverse("account_delete")
    again = f"{reverse('account_reauthenticate')}?next=%2Finstellingen%2Faccount-verwijderen%2F"
    assert client.post(url, {"email": bob.user.email})["Location"] == again
    assert User.objects.get(id=bob.user_id).is_active
