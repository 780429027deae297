"""A question to a team: ideas with and without a name, grouping, the meeting, and the decision."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from bemanning.core import clock
from bemanning.core.models import AuditEvent
from bemanning.helprequests.access import readable
from bemanning.helprequests.actions import thread
from bemanning.helprequests.audience import audience_of
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask
from bemanning.mail.models import OutgoingMail
from bemanning.schools.access import Viewer
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from bemanning.teamquestions import actions
from bemanning.teamquestions.access import access_code, stand_token
from bemanning.teamquestions.models import Idea, Meeting, TeamQuestion
from bemanning.teamquestions.queries import board_of
from tests.factories import client_for, make_member, make_school, make_team_question
from tests.teamquestions.test_hiding import crowd

pytestmark = pytest.mark.django_db


@pytest.fixture
def alice() -> Membership:
    return make_member(make_school(), name="Alice Visser", role=Role.LEADER)


@pytest.fixture
def bob(alice: Membership) -> Membership:
    return make_member(alice.school, name="Bob Dijkstra")


@pytest.fixture
def carol(alice: Membership) -> Membership:
    return make_member(alice.school, name="Carol Hoekstra")


def post_idea(member: Membership, question: TeamQuestion, text: str, **more: str) -> int:
    url = reverse("team_question_add", args=[question.request_id])
    return client_for(member).post(url, {"idea_id": str(uuid4()), "text": text} | more).status_code


def texts(question: TeamQuestion) -> list[tuple[str, str]]:
    return sorted((card.name, card.text) for card in board_of(question, reader=[]).cards)


@pytest.mark.parametrize("whole_school", [False, True])
def test_the_sentence_names_exactly_who_can_read_it(
    alice: Membership, bob: Membership, carol: Membership, whole_school: bool
) -> None:
    coach = make_member(alice.school, name="Kees Coach", role=Role.COACH)
    request = make_team_question(alice, bob, whole_school=whole_school).request
    audience = audience_of(request, list(request.asks.select_related("member__user")))
    people = [bob, carol, coach]
    may = [p.user.name for p in people if readable(Viewer(p.user, (p,))).filter(id=request.id).exists()]
    assert sorted(audience.names) == may == (["Bob Dijkstra", "Carol Hoekstra"] if whole_school else ["Bob Dijkstra"])
    assert audience.leaves_school is False


def test_ideas_stand_side_by_side_and_can_be_changed_and_taken_back(alice: Membership, bob: Membership) -> None:
    question = make_team_question(alice, bob)
    long, emoji = "woord " * 3_000, "Samen 🧭 é"
    for text in (long, emoji):
        assert post_idea(bob, question, text) == 302
    assert post_idea(bob, question, "woord " * 10_000) == 422
    first, second = [idea.message for idea in Idea.objects.select_related("message__key").order_by("message")]
    assert first is not None
    assert second is not None
    thread.edit_message(message=first, text="Korter", now=clock.now())
    thread.withdraw_message(message=second, now=clock.now())
    assert texts(question) == [("Bob Dijkstra", "Korter")]
    question.refresh_from_db()
    assert question.version == 4


def test_a_double_click_is_one_idea(alice: Membership, bob: Membership) -> None:
    question = make_team_question(alice, bob, *crowd(alice, 4))
    idea_id = str(uuid4())
    url = reverse("team_question_add", args=[question.request_id])
    for more in ({}, {}, {"nameless": "on"}):
        client_for(bob).post(url, {"idea_id": idea_id, "text": "Eén keer"} | more)
    assert Idea.objects.filter(message__isnull=False).count() == 1
    for _twice in range(2):
        actions.add_nameless(question=question, idea_id=(again := uuid4()), text="Twee")
        actions.add_nameless(question=question, idea_id=again, text="Twee")
    assert Idea.objects.filter(message=None).count() == 3


def traces() -> list[tuple[str, str]]:
    """Every cell of the whole database, apart from the tables that hold it open for anybody (sessions, migrations)."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in {"django_session", "accounts_usersession", "usersessions_usersession"}:
                continue
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += [(table, repr(row)) for row in cursor.fetchall()]
    return found


@pytest.mark.privacy
def test_an_idea_without_a_name_leaves_no_trace_of_who_and_when(alice: Membership, bob: Membership) -> None:
    question = make_team_question(alice, bob, *crowd(alice, 4))
    client = client_for(bob)  # signing in leaves its own traces, before we look
    client.get(reverse("team_question", args=[question.request_id]))
    before = traces()
    body = {"idea_id": str(uuid4()), "text": "kanariegeheim", "nameless": "on"}
    client.post(reverse("team_question_add", args=[question.request_id]), body)
    new = [(table, row) for table, row in traces() if (table, row) not in before]
    assert sorted({table for table, _row in new}) == [
        "helprequests_helprequest",
        "teamquestions_idea",
        "teamquestions_teamquestion",
    ]
    assert [row for _table, row in new if "kanariegeheim" in row or bob.id.hex in row or bob.user_id.hex in row] == []
    idea = Idea.objects.select_related("key").get()
    assert (idea.key_id, idea.id.version, texts(question)) == (
        alice.user.key_id,
        4,
        [("Zonder naam", "kanariegeheim")],
    )
    columns = {"id", "key", "sealed_version", "question", "message", "text", "name", "group", "chosen"}
    assert {field.name for field in Idea._meta.get_fields()} == columns
    request = question.request
    last = request.last_activity_at
    request.refresh_from_db()
    assert (request.state, request.last_activity_at) == (RequestState.ANSWERED, last)


@pytest.mark.privacy
def test_the_look_at_the_database_sees_a_trace(alice: Membership, bob: Membership) -> None:
    """The seeded fault: the same idea through the door with a name is noticed."""
    question = make_team_question(alice, bob)
    before = traces()
    thread.answer(ask=Ask.objects.get(), message_id=uuid4(), text="kanariegeheim", now=clock.now())
    tables = {table for table, row in traces() if (table, row) not in before}
    assert {"helprequests_ask", "core_auditevent", OutgoingMail._meta.db_table} <= tables
    assert texts(question) == [("Bob Dijkstra", "kanariegeheim")]


@pytest.mark.privacy
def test_rows_without_a_name_do_not_lie_in_the_order_they_came(alice: Membership, bob: Membership) -> None:
    question = make_team_question(alice, bob)
    for number in range(12):
        actions.add_nameless(question=question, idea_id=uuid4(), text=f"{number:02}")
    # The order in the file: rowid on SQLite, ctid on PostgreSQL. One in 479 million that chance keeps the order.
    place = "rowid" if connection.vendor == "sqlite" else "ctid"
    rows = Idea.objects.select_related("key").extra(order_by=[f"teamquestions_idea.{place}"])
    assert [row.opened("text") for row in rows] != [f"{number:02}" for number in range(12)]


def test_ideas_are_put_together_under_a_name_and_taken_apart(alice: Membership, bob: Membership) -> None:
    question = make_team_question(alice, bob)
    ids = [uuid4() for _ in range(3)]
    for idea_id, text in zip(ids, ("a", "b", "c"), strict=True):
        actions.add_nameless(question=question, idea_id=idea_id, text=text)
    url, client = reverse("team_question_gather", args=[question.request_id]), client_for(alice)
    client.post(url, {"ideas": ids[:2], "name": "Rooster"})
    client.post(url, {"ideas": ids[2:], "name": "ROOSTER"})
    client.post(url, {"ideas": ids[:1], "name": ""})
    piles = [(pile.name, sorted(card.text for card in pile.cards)) for pile in board_of(question, reader=[]).piles]
    assert piles == [("Rooster", ["b", "c"]), ("", ["a"])]


def test_everybody_who_was_asked_hears_the_decision(alice: Membership, bob: Membership, carol: Membership) -> None:
    question = make_team_question(alice, bob, carol)
    actions.add_nameless(question=question, idea_id=(chosen := uuid4()), text="Van Carol, zonder naam")
    post_idea(bob, question, "Van Bob")
    OutgoingMail.objects.all().delete()
    url = reverse("team_question_decide", args=[question.request_id])
    told = {"chosen": [chosen], "did": "We proberen het.", "ground": "Het kost niemand tijd."}
    assert [client_for(alice).post(url, told).status_code for _twice in range(2)] == [302, 302]
    assert sorted(OutgoingMail.objects.values_list("to_address", flat=True)) == [bob.user.email, carol.user.email]
    page = client_for(carol).get(reverse("team_question", args=[question.request_id])).content.decode()
    assert ("Het kost niemand tijd." in page, page.count("idea chosen")) == (True, 1)
    with pytest.raises(StepRefusedError):
        actions.add_nameless(question=question, idea_id=uuid4(), text="Te laat")


def joined(meeting: Meeting) -> Client:
    phone = Client()
    assert phone.post(reverse("room"), {"code": meeting.code.lower()}).status_code == 302
    return phone


def open_meeting(alice: Membership, *asked: Membership) -> tuple[TeamQuestion, Meeting]:
    question = make_team_question(alice, *asked)
    return question, actions.open_meeting(by=alice, question=question, now=clock.now())


def test_somebody_in_the_room_joins_without_an_account(alice: Membership, bob: Membership) -> None:
    question, meeting = open_meeting(alice, bob)
    phone = joined(meeting)
    body = {"idea_id": str(uuid4()), "text": "Uit de zaal", "name": "Ria"}
    for _twice in range(2):
        assert phone.post(reverse("room_add"), body).status_code == 302
    assert phone.post(reverse("room_add"), body | {"text": " "}).status_code == 422
    assert texts(question) == [("Ria", "Uit de zaal")]
    assert "Uit de zaal" in phone.get(reverse("room")).content.decode()
    assert AuditEvent.objects.filter(object_type="teamquestions.Idea").count() == 0


@pytest.mark.security
def test_the_code_and_the_cookie_die_with_the_meeting(alice: Membership, bob: Membership) -> None:
    question, meeting = open_meeting(alice, bob)
    phone = joined(meeting)
    actions.close_meeting(by=alice, question=question, now=clock.now())
    late = {"idea_id": str(uuid4()), "text": "Mijn late woorden"}
    answer = phone.post(reverse("room_add"), late)
    assert (answer.status_code, "Mijn late woorden" in answer.content.decode()) == (409, True)
    assert phone.get(reverse("room_ideas")).headers["Location"] == reverse("room")
    doors = [client.get(reverse("room")).content.decode() for client in (phone, Client())]
    assert question.request.opened("body") not in doors[0]
    assert ["Deze bijeenkomst is gesloten." in door for door in doors] == [True, False]
    assert Client().post(reverse("room"), {"code": meeting.code}).status_code == 422


def test_the_whiteboard_says_that_the_meeting_is_closed(alice: Membership, bob: Membership) -> None:
    question = make_team_question(alice, bob)
    board = client_for(alice)
    address = reverse("team_meeting", args=[question.request_id])
    closed = "De bijeenkomst is gesloten. De code werkt niet meer, de ideeën staan hier."
    assert closed not in board.get(address, follow=True).content.decode()
    actions.open_meeting(by=alice, question=question, now=clock.now())
    assert closed not in board.get(address).content.decode()
    actions.close_meeting(by=alice, question=question, now=clock.now())
    assert closed in board.get(address, follow=True).content.decode()


@pytest.mark.security
def test_a_meeting_ends_by_itself_and_with_its_question(alice: Membership, bob: Membership) -> None:
    question, meeting = open_meeting(alice, bob)
    assert access_code(meeting.code, meeting.ends_at - timedelta(seconds=1)) == meeting
    assert access_code(meeting.code, meeting.ends_at) is None
    assert meeting.ends_at - meeting.opened_at == timedelta(hours=12)
    actions.decide(
        by=alice, question=question, chosen=[], did="Klaar", ground="Ja", thanks="", thanked=[], now=clock.now()
    )
    assert access_code(meeting.code, clock.now()) is None


@pytest.mark.security
@pytest.mark.parametrize("typed", ["", "AAAAAA", "A" * 400, "%00", "é🧭", "' OR 1"])
def test_a_guessed_code_opens_nothing(alice: Membership, bob: Membership, typed: str) -> None:
    open_meeting(alice, bob)
    response = Client().post(reverse("room"), {"code": typed})
    assert (response.status_code, response.cookies.get("bijeenkomst")) == (422, None)


@pytest.mark.security
def test_a_cookie_opens_its_own_meeting_alone(alice: Membership, bob: Membership) -> None:
    question, meeting = open_meeting(alice, bob)
    other = make_member(make_school("De Kompasroos"), name="Otto Bakker", role=Role.LEADER)
    question_elsewhere, elsewhere = open_meeting(other, make_member(other.school, name="Piet"))
    actions.add_nameless(question=question, idea_id=uuid4(), text="kanariegeheim")
    assert "kanariegeheim" not in joined(elsewhere).get(reverse("room_ideas")).content.decode()
    phone = joined(meeting)
    phone.cookies["bijeenkomst"] = phone.cookies["bijeenkomst"].value[:-1]
    assert phone.get(reverse("room_ideas")).headers["Location"] == reverse("room")
    assert question_elsewhere.request.school_id != question.request.school_id


@pytest.mark.security
def test_a_whole_school_joins_from_one_address_and_guessing_stops(alice: Membership, bob: Membership) -> None:
    _question, meeting = open_meeting(alice, bob)
    statuses = [Client().post(reverse("room"), {"code": meeting.code}).status_code for _phone in range(120)]
    assert statuses == [302] * 120
    guesses = [Client().post(reverse("room"), {"code": "AAAAAA"}).status_code for _guess in range(481)]
    assert guesses == [422] * 480 + [429]


def test_a_screen_asks_whether_something_changed_with_one_query(
    alice: Membership, bob: Membership, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question = make_team_question(alice, bob)
    url = reverse("room_stand", args=[stand_token(question)])
    tag = Client().get(url).headers["ETag"]
    with django_assert_num_queries(1):
        same = Client().get(url, headers={"If-None-Match": tag})
    actions.add_nameless(question=question, idea_id=uuid4(), text="Nieuw")
    changed = Client().get(url, headers={"If-None-Match": tag})
    assert (same.status_code, same.content, changed.status_code, changed.headers["ETag"] != tag) == (
        304,
        b"",
        200,
        True,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_costs_as_many_queries_with_more_ideas(
    alice: Membership, bob: Membership, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    question = make_team_question(alice, bob)
    for number in range(count):
        actions.add_nameless(question=question, idea_id=uuid4(), text=str(number))
        thread.answer(ask=Ask.objects.get(), message_id=uuid4(), text=str(number), now=clock.now())
    with django_assert_num_queries(2):
        assert len(board_of(question, reader=[]).cards) == 2 * count


def test_ideas_are_not_put_together_after_the_end_by_a_page_read_before_it(
    alice: Membership, bob: Membership
) -> None:
    question = make_team_question(alice, bob)
    assert post_idea(bob, question, "Een stilteplek") == 302
    ideas = list(Idea.objects.values_list("id", flat=True))
    before = TeamQuestion.objects.select_related("request").get(id=question.id)
    now = clock.now()
    actions.decide(by=alice, question=question, chosen=[], did="Ja.", ground="Goed.", thanks="", thanked=[], now=now)
    with pytest.raises(StepRefusedError):
        actions.gather(by=alice, question=before, ideas=ideas, name="Rust", now=now)
    assert Idea.objects.get().group is None
