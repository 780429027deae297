"""Every address × every kind of person has a declared outcome. An address without one fails.

`alice` leads De Vuurtoren and asked `bob` and a guest by mail; every object of the addresses below is hers. The others
are those who must not come near it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from bemanning.circles import actions as circles
from bemanning.circles.models import CircleInvitation
from bemanning.core import clock
from bemanning.digest.access import unsubscribe_url
from bemanning.expertise.actions import give_tip
from bemanning.expertise.models import SchoolTopic
from bemanning.helprequests.access import link_token
from bemanning.helprequests.actions import thread
from bemanning.helprequests.files import accept
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.helprequests.views import thread as thread_view
from bemanning.logbook.enums import WrapKind
from bemanning.logbook.models import KeyWrap
from bemanning.schools.enums import Role
from bemanning.schools.models import Invitation, Membership, Team
from bemanning.schools.tokens import setup_code
from bemanning.teamquestions import actions
from bemanning.teamquestions.access import stand_token
from bemanning.teamquestions.models import TeamQuestion
from bemanning.worksheets.sheets import SHEETS
from tests.factories import (
    client_for,
    client_of,
    make_board,
    make_draft,
    make_member,
    make_profile,
    make_request,
    make_school,
    make_team,
    make_team_question,
    make_user,
    study_day,
)
from tests.logbook.vault import begin, put
from tests.outcomes import OUTCOMES, PERSONAS
from tests.schools.test_invitations import invite, link_in_newest_mail
from tests.test_architecture import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.security]

CANARY = "kanariegeheim"


@dataclass(slots=True)
class World:
    """Two schools, a board, and the objects of one of them."""

    alice: Membership
    bob: Membership
    carol: Membership
    team: Team
    invitation: Invitation
    invitation_token: str
    request: HelpRequest
    team_question: TeamQuestion
    draft: HelpRequest
    message: Message
    guest_message: Message
    guest_token: str
    diary_text: UUID
    clients: dict[str, Client]


@pytest.fixture
def world(db: None) -> World:
    """Everything that an address may point at, and a browser for each kind of person."""
    board_admin = make_user("Bram Bestuur")
    school = make_school(board=make_board(administrator=board_admin))
    alice = make_member(school, name="Alice Visser", role=Role.LEADER, job_title=CANARY)
    bob, carol = make_member(school, name="Bob Dijkstra"), make_member(school, name="Carol Hoekstra")
    make_profile(alice, CANARY, about=CANARY)
    coach = make_member(school, name="Kees Coach", role=Role.COACH)
    other = make_member(make_school("De Kompasroos"), name="Otto Bakker", role=Role.LEADER)
    team = make_team(school, CANARY)
    invitation = invite(alice)
    token = link_in_newest_mail().split("/")[2]
    request = make_request(alice, bob, text=f"Zou je met me willen sparren over {CANARY}?", subject=CANARY)
    by_guest = make_request(alice, guest_email="gast@buiten.example", text=CANARY, subject=CANARY)
    guest_ask = Ask.objects.select_related("key", "request__key").get(request=by_guest)
    told: dict[str, Any] = {"text": CANARY, "files": [accept("kanarie.txt", CANARY.encode())], "now": clock.now()}
    asker_message = thread.reply(by=alice, request=request, message_id=uuid4(), **told)
    guest_message = thread.answer(ask=guest_ask, message_id=uuid4(), **told)
    signed_in = {"colleague": carol, "asked": bob, "leader": alice, "other_leader": other, "coach": coach}
    clients = {persona: client_for(member) for persona, member in signed_in.items()}
    clients |= {"anonymous": Client(), "board_admin": client_of(board_admin)}
    team_question = make_team_question(alice, bob, text=CANARY)
    actions.open_meeting(by=alice, question=team_question, now=clock.now())
    actions.add_nameless(question=team_question, idea_id=uuid4(), text=CANARY)
    SchoolTopic.objects.create(school=school, topic="own-1", label=CANARY, group=CANARY, words=[CANARY])
    give_tip(by=bob, member=alice, phrase=CANARY, word=CANARY, now=clock.now())
    diary_text = uuid4()
    circle = circles.begin(by=alice, name=CANARY, now=clock.now())
    circles.invite(by=alice, circle=circle, member=None, email="gast@buiten.example", now=clock.now())
    of_another = circles.begin(by=other, name="Kring van Otto", now=clock.now())
    circles.invite(by=other, circle=of_another, member=alice, email="", now=clock.now())
    begin(clients["leader"])
    put(clients["leader"], diary_text, 1)
    return World(
        alice=alice,
        bob=bob,
        carol=carol,
        team=team,
        invitation=invitation,
        invitation_token=token,
        request=request,
        team_question=team_question,
        draft=make_draft(alice, bob, text=CANARY),
        message=asker_message,
        guest_message=guest_message,
        guest_token=link_token(guest_ask),
        diary_text=diary_text,
        clients=clients,
    )


def token_for(world: World, name: str) -> str:
    """The token of a link: of a guest, of a digest, or of an invitation."""
    if name == "digest_unsubscribe":
        return unsubscribe_url(world.alice.user).split("/")[-2]
    if name == "room_stand":
        return stand_token(world.team_question)
    if name.startswith("guest_board"):
        return link_token(world.team_question.request.asks.get())
    return world.guest_token if name.startswith("guest_") else world.invitation_token


def message_for(world: World, name: str) -> Message:
    """The message of the guest, or that of alice."""
    return world.guest_message if name.startswith("guest_") else world.message


def invited(world: World, name: str) -> CircleInvitation:
    """The invitation to a circle that alice got, or the one that she sent."""
    mine = CircleInvitation.objects.filter(invited_by=world.alice)
    return mine.get() if name == "circle_take_back" else world.alice.circle_invitations.get()


ON_A_DRAFT = frozenset({"request_write", "request_send", "request_discard", "request_in_person", "request_heard"})


def request_of(world: World, name: str) -> HelpRequest:
    """The question in an address: of a team, a draft, or one that was sent."""
    if name.startswith("team_"):
        return world.team_question.request
    return world.draft if name in ON_A_DRAFT else world.request


OUTSIDE = frozenset({"anonymous", "other_leader", "board_admin"})
# What stands in the address, by the name of its part; an address with another part fails.
PARTS: dict[str, Callable[[World, str], Any]] = {
    "pk": lambda world, name: 1,
    "session_id": lambda world, name: 1,
    "member_id": lambda world, name: world.alice.id,
    "team_id": lambda world, name: world.team.id,
    "invitation_id": lambda world, name: world.invitation.id,
    "school_id": lambda world, name: world.alice.school_id,
    "entry_id": lambda world, name: world.diary_text,
    "wrap_id": lambda world, name: KeyWrap.objects.get(kind=WrapKind.RECOVERY).id,
    "free_id": lambda world, name: study_day(world.alice.school).id,
    "idea_id": lambda world, name: world.team_question.ideas.get(message=None).id,
    "row_id": lambda world, name: world.alice.school.topics.get().id,
    "circle_id": lambda world, name: world.alice.circles.get().circle_id,
    "invited_id": lambda world, name: invited(world, name).id,
    "tip_id": lambda world, name: world.alice.tips.get().id,
    "code": lambda world, name: setup_code(),
    "slug": lambda world, name: SHEETS[0].slug,
    "language": lambda world, name: "nl",
    "token": token_for,
    "request_id": lambda world, name: request_of(world, name).id,
    "message_id": lambda world, name: message_for(world, name).id,
    "attachment_id": lambda world, name: message_for(world, name).attachments.get().id,
}
NAMES = sorted({str(one.name) for one in addresses()})


def address(world: World, name: str) -> str:
    """The address with this name, on the objects of alice."""
    parts = next(list(one.pattern.converters) for one in addresses() if one.name == name)
    return reverse(name, args=[PARTS[part](world, name) for part in parts])


def test_every_address_is_declared() -> None:
    assert sorted(OUTCOMES) == NAMES


def test_every_kind_of_person_is_declared() -> None:
    assert [name for name, (_method, row) in OUTCOMES.items() if len(row) != len(PERSONAS)] == []


def outcomes(world: World, name: str) -> tuple[str, tuple[int, ...]]:
    """What everybody gets at one address. What a visit changes is undone for the next."""
    method = OUTCOMES[name][0]
    url = address(world, name)
    found = []
    for persona in PERSONAS:
        with transaction.atomic():
            response = getattr(world.clients[persona], method)(url)
            transaction.set_rollback(True)
        found.append(response.status_code)
        by_link = name.startswith("guest_") or name == "invitation_accept"
        if persona in OUTSIDE and not by_link:
            assert CANARY not in response.content.decode(errors="replace"), (name, persona)
    return method, tuple(found)


def test_every_outcome_is_as_declared(world: World) -> None:
    assert {name: outcomes(world, name) for name in NAMES} == OUTCOMES


def test_a_leak_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The matrix bites: let the page of a question forget who asks."""

    def leak(viewer: object, request_id: UUID) -> HelpRequest:
        return HelpRequest.objects.select_related("key", "asker__user", "team", "school").get(id=request_id)

    monkeypatch.setattr(thread_view, "access_request", leak)
    with pytest.raises(AssertionError, match="other_leader"):
        outcomes(world, "request_thread")


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith("guest_")])
def test_a_link_opens_its_own_question_alone(world: World, name: str) -> None:
    """Another token, a changed one, and none that was ever made: the same answer."""
    method, _row = OUTCOMES[name]
    url = address(world, name)
    own = token_for(world, name)
    for token in (own[:-1], world.invitation_token, "x"):
        response = getattr(Client(), method)(url.replace(own, token))
        assert (response.status_code, CANARY in response.content.decode()) == (404, False)
