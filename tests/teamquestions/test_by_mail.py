"""Team questions by mail: the board behind the link, ideas that come together once a day, and the weekly overview."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from bemanning.core import clock
from bemanning.helprequests.access import link_token
from bemanning.helprequests.actions import thread
from bemanning.helprequests.enums import AskState, RequestState
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.mail.delivery import Postman
from bemanning.mail.models import OutgoingMail
from bemanning.mail.news import news_for
from bemanning.schools.models import Membership
from bemanning.schoolyear.calendar import ZONE
from bemanning.teamquestions.actions import add_nameless, decide
from bemanning.teamquestions.models import Idea, TeamQuestion
from tests.factories import client_for, make_request, make_team_question

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2027, 1, 12, 10, tzinfo=ZONE)


def ask_of(member: Membership) -> Ask:
    return Ask.objects.select_related("request").get(member=member)


def say(member: Membership, text: str, now: datetime) -> None:
    thread.answer(ask=ask_of(member), message_id=uuid4(), text=text, now=now)


class TestTheLink:
    """Behind the button in the mail, without an account."""

    def test_it_opens_the_board_and_an_idea_stands_beside_the_others(
        self, alice: Membership, bob: Membership, carol: Membership
    ) -> None:
        question = make_team_question(alice, bob, carol)
        say(carol, "Van Carol", clock.now())
        token, phone = link_token(ask_of(bob)), Client()
        opened = phone.get(reverse("guest_thread", args=[token]), follow=True)
        assert opened.redirect_chain == [(reverse("guest_board", args=[token]), 302)]
        assert "Van Carol" in opened.content.decode()
        body = {"idea_id": str(uuid4()), "text": "Van Bob"}
        for _twice in range(2):
            assert phone.post(reverse("guest_board_add", args=[token]), body).status_code == 302
        fragment = phone.get(reverse("guest_board_ideas", args=[token])).content.decode()
        change = reverse("guest_message_edit", args=[token, UUID(body["idea_id"])])
        assert ("Van Bob" in fragment, fragment.count("/bericht/"), change in fragment) == (True, 1, True)
        assert Idea.objects.filter(question=question).count() == 2

    def test_looking_changes_nothing_and_an_empty_idea_is_explained(self, alice: Membership, bob: Membership) -> None:
        make_team_question(alice, bob)
        token = link_token(ask_of(bob))
        for name in ("guest_thread", "guest_board", "guest_board_ideas"):
            Client().get(reverse(name, args=[token]), follow=True)
            Client().head(reverse(name, args=[token]))
        assert (ask_of(bob).state, Message.objects.count()) == (AskState.ASKED, 0)
        page = Client().post(reverse("guest_board_add", args=[token]), {"idea_id": str(uuid4()), "text": " "})
        assert (page.status_code, "Er staat nog niets." in page.content.decode()) == (422, True)

    def test_there_is_no_idea_without_a_name_here_whatever_is_sent(self, alice: Membership, bob: Membership) -> None:
        make_team_question(alice, bob)
        body = {"idea_id": str(uuid4()), "text": "Van Bob", "nameless": "on"}
        refused = Client().post(reverse("guest_board_add", args=[link_token(ask_of(bob))]), body)
        assert (refused.status_code, "Van Bob" in refused.content.decode(), Idea.objects.count()) == (422, True, 0)

    def test_after_the_decision_it_shows_it_and_keeps_late_words(self, alice: Membership, bob: Membership) -> None:
        question = make_team_question(alice, bob)
        decide(
            by=alice,
            question=question,
            chosen=[],
            did="Besloten.",
            ground="Ja",
            thanks="",
            thanked=[],
            now=clock.now(),
        )
        token = link_token(ask_of(bob))
        assert "Besloten." in Client().get(reverse("guest_board", args=[token])).content.decode()
        late = {"idea_id": str(uuid4()), "text": "Mijn late woorden"}
        answer = Client().post(reverse("guest_board_add", args=[token]), late)
        assert (answer.status_code, Idea.objects.count()) == (409, 0)

    @pytest.mark.security
    def test_the_link_of_another_kind_of_question_opens_no_board(self, alice: Membership, bob: Membership) -> None:
        make_request(alice, bob)
        token = link_token(ask_of(bob))
        body = {"idea_id": str(uuid4()), "text": "Langs een omweg"}
        assert Client().get(reverse("guest_board", args=[token])).status_code == 404
        assert Client().post(reverse("guest_board_add", args=[token]), body).status_code == 404
        assert Message.objects.count() == 0

    @pytest.mark.parametrize("signed_in", [True, False])
    def test_somebody_with_nothing_to_add_is_done_and_the_asker_gets_no_mail(
        self, alice: Membership, bob: Membership, carol: Membership, signed_in: bool
    ) -> None:
        question = make_team_question(alice, bob, carol)
        OutgoingMail.objects.all().delete()
        ask = ask_of(bob)
        if signed_in:
            client, address = client_for(bob), reverse("request_not_now", args=[question.request_id])
        else:
            client, address = Client(), reverse("guest_not_now", args=[link_token(ask)])
        page = client.post(address, follow=True).content.decode()
        assert "Deze vraag wacht niet meer op je." in page
        assert "Ik heb niets toe te voegen" not in page
        assert (ask_of(bob).state, OutgoingMail.objects.count()) == (AskState.NOT_NOW, 0)


def test_when_all_of_a_team_pass_the_asker_hears_it_once(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    make_team_question(alice, bob, carol)
    OutgoingMail.objects.all().delete()
    for member in (bob, carol, carol):
        thread.not_now(ask=ask_of(member), now=clock.now())
    mail = OutgoingMail.objects.select_related("key").get()
    assert (mail.to_address, "Niemand heeft nu iets toe te voegen." in mail.opened("text")) == (
        alice.user.email,
        True,
    )


def leave(now: datetime) -> list[str]:
    """What leaves at a moment, each as its text."""
    outbox.outbox.clear()
    postman = Postman()
    while postman.deliver_next(now):
        pass
    return [f"{mail.to[0]}\n{mail.body}" for mail in outbox.outbox]


class TestIdeasInOneMail:
    """What the asker hears of ideas."""

    @pytest.fixture
    def question(self, alice: Membership, bob: Membership, carol: Membership) -> TeamQuestion:
        made = make_team_question(alice, bob, carol, now=TUESDAY)
        leave(TUESDAY)
        return made

    def test_all_of_a_day_come_together_and_none_twice(
        self, question: TeamQuestion, bob: Membership, carol: Membership
    ) -> None:
        say(bob, "Idee een", TUESDAY + timedelta(hours=1))
        say(carol, "Idee twee", TUESDAY + timedelta(hours=2))
        assert leave(TUESDAY + timedelta(hours=5)) == []
        (mail,) = leave(TUESDAY + timedelta(hours=6))
        assert [words in mail for words in ("Er zijn 2 nieuwe ideeën.", "Idee een", "Idee twee")] == [True] * 3
        say(bob, "Idee drie", TUESDAY + timedelta(hours=7))
        assert leave(TUESDAY + timedelta(hours=8)) == []
        (next_day,) = leave(TUESDAY + timedelta(hours=30))
        assert ("Idee drie" in next_day, "Idee een" in next_day) == (True, False)

    def test_what_was_read_or_taken_back_is_not_mailed(
        self, question: TeamQuestion, alice: Membership, bob: Membership, carol: Membership
    ) -> None:
        say(bob, "Idee een", TUESDAY + timedelta(hours=1))
        thread.mark_read(request=question.request, now=TUESDAY + timedelta(hours=2))
        say(carol, "Idee twee", TUESDAY + timedelta(hours=3))
        thread.withdraw_message(message=Message.objects.get(ask__member=carol), now=TUESDAY + timedelta(hours=4))
        assert leave(TUESDAY + timedelta(hours=6)) == []

    def test_after_the_decision_nothing_comes_any_more(
        self, question: TeamQuestion, alice: Membership, bob: Membership
    ) -> None:
        say(bob, "Idee een", TUESDAY + timedelta(hours=1))
        now = TUESDAY + timedelta(hours=2)
        decide(by=alice, question=question, chosen=[], did="Ja.", ground="Ja", thanks="", thanked=[], now=now)
        leaving = leave(TUESDAY + timedelta(hours=6))
        assert [alice.user.email in mail.split("\n")[0] for mail in leaving] == [False, False]

    def test_the_words_are_nowhere_in_the_outbox_before_it_leaves(
        self, question: TeamQuestion, bob: Membership
    ) -> None:
        say(bob, "kanariegeheim", TUESDAY + timedelta(hours=1))
        waiting = OutgoingMail.objects.get(event__contains=":ideas:")
        assert (bytes(waiting.text), waiting.composer) == (b"", "ideas")

    @pytest.mark.privacy
    def test_an_idea_without_a_name_queues_nothing(self, question: TeamQuestion) -> None:
        before = OutgoingMail.objects.count()
        add_nameless(question=question, idea_id=uuid4(), text="Zonder naam")
        assert OutgoingMail.objects.count() == before

    def test_the_board_in_sight_is_read(self, question: TeamQuestion, alice: Membership, bob: Membership) -> None:
        say(bob, "Idee een", TUESDAY + timedelta(hours=1))
        board, client = reverse("team_question", args=[question.request_id]), client_for(alice)
        assert "data-read>" in client.get(board).content.decode()
        client.post(reverse("request_mark_read", args=[question.request_id]))
        assert "data-read hidden>" in client.get(board).content.decode()
        assert "data-read" not in client_for(bob).get(board).content.decode()


def told(member: Membership, now: datetime) -> list[str]:
    """What an overview would tell somebody now."""
    return [one.sentence for one in news_for([member.user_id], now).get(member.user_id, [])]


class TestTheOverview:
    """What the weekly mail says of team questions."""

    def test_a_question_to_the_team_that_waits_for_you(self, alice: Membership, bob: Membership) -> None:
        make_team_question(alice, bob, now=TUESDAY)
        later = TUESDAY + timedelta(days=3)
        assert told(bob, later) == ["Alice vraagt jullie om ideeën over “Wat werkt?”."]
        thread.not_now(ask=ask_of(bob), now=later)
        assert told(bob, later) == []

    @pytest.mark.parametrize("with_name", [True, False])
    def test_one_line_for_a_board_with_ideas_however_many(
        self, alice: Membership, bob: Membership, with_name: bool
    ) -> None:
        question = make_team_question(alice, bob, now=TUESDAY)
        for number in range(3):
            if with_name:
                say(bob, f"Idee {number}", TUESDAY + timedelta(hours=1))
            else:
                add_nameless(question=question, idea_id=uuid4(), text=f"Idee {number}")
        later = TUESDAY + timedelta(days=3)
        assert told(alice, later) == ["Er zijn ideeën voor “Wat werkt?”. Jij besluit, wanneer het je past."]
        if with_name:
            thread.mark_read(request=question.request, now=later)
            assert told(alice, later) == []
        assert HelpRequest.objects.get().state == RequestState.ANSWERED
