"""Writing a question to teams and sending it: the coach, a moment, and what happens when nobody answers."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from bemanning.core import clock
from bemanning.helprequests.actions import silence, thread
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.enums import AskState, AudienceKind, PlanState, RequestState, SilenceStep
from bemanning.helprequests.models import Ask, HelpRequest, SilencePlan
from bemanning.helprequests.tasks import carry_out_plans, send_due
from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership
from bemanning.schoolyear.calendar import ZONE
from bemanning.teamquestions.actions import add_nameless
from bemanning.teamquestions.models import TeamQuestion
from tests.factories import client_for, make_member, make_school_year, make_team, make_team_question

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2027, 1, 12, 10, tzinfo=ZONE)


def write(member: Membership, request_id: UUID, *, script: bool = False, **fields: object) -> tuple[int, str]:
    """What the writing page answers, as a script asks or as a form is sent."""
    headers = {"HX-Request": "true"} if script else {}
    url = reverse("team_question_write", args=[request_id])
    response = client_for(member).post(url, {"body": "Wat werkt?", **fields}, headers=headers)
    return response.status_code, response.headers.get("Location") or response.content.decode()


def send(member: Membership, request_id: UUID, **fields: object) -> HelpRequest:
    """The last look, sent twice as a double click does."""
    day = (clock.now() + timedelta(days=20)).date()
    body = {"subject": "Wat werkt?", "when": "now", "follow_up_on": day, **fields}
    for _twice in range(2):
        assert client_for(member).post(reverse("request_send", args=[request_id]), body).status_code == 302
    return HelpRequest.objects.get(id=request_id)


def test_the_coach_reads_along_and_the_draft_is_kept(alice: Membership) -> None:
    request_id = uuid4()
    status, beside = write(alice, request_id, script=True, body="Ik zoek input. Sanne uit groep 6 slaat steeds.")
    assert (status, "Zo komt je vraag over" in beside, "Sanne" in beside) == (200, True, True)
    draft = HelpRequest.objects.get(id=request_id)
    assert (draft.state, draft.audience, draft.edition) == (RequestState.DRAFT, AudienceKind.TEAMS, 1)
    page = client_for(alice).get(reverse("team_question_write", args=[request_id])).content.decode()
    assert "Sanne uit groep 6" in page
    assert client_for(alice).get(reverse("request_write", args=[request_id])).headers["Location"] == reverse(
        "team_question_write", args=[request_id]
    )


def test_another_tab_is_not_overwritten(alice: Membership) -> None:
    request_id = uuid4()
    write(alice, request_id, body="Eerste woorden")
    write(alice, request_id, body="Tweede woorden", edition=1)
    status, page = write(alice, request_id, body="Uit de oude tab", edition=1)
    assert (status, "Tweede woorden" in page, "Uit de oude tab" in page) == (200, True, True)
    assert HelpRequest.objects.select_related("key").get().opened("body") == "Tweede woorden"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Kies wie je het wilt vragen."),
        ({"body": " ", "whole_school": "on"}, "Er staat nog niets. Schrijf wat je wilt vragen, hoe kort ook."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(
    alice: Membership, fields: dict[str, str], sentence: str
) -> None:
    status, page = write(alice, uuid4(), next="1", nameless_allowed="on", **fields)
    assert (status, sentence in page) == (200, True)
    assert TeamQuestion.objects.get().nameless_allowed is True


def test_the_school_and_a_team_both_is_not_clear(alice: Membership, bob: Membership) -> None:
    team = make_team(alice.school, "Onderbouw", members=[bob])
    status, page = write(alice, uuid4(), whole_school="on", teams=team.id, next="1")
    assert (status, "Kies de hele school, of teams. Niet allebei." in page) == (200, True)


def test_a_question_goes_from_the_form_to_the_team_once(alice: Membership, bob: Membership) -> None:
    request_id = uuid4()
    status, location = write(alice, request_id, whole_school="on", next="1")
    assert (status, location) == (302, reverse("request_send", args=[request_id]))
    send(alice, request_id)
    assert list(Ask.objects.values_list("member", "state")) == [(bob.id, AskState.ASKED)]
    assert OutgoingMail.objects.count() == 1


def test_a_team_question_leaves_at_the_moment_that_was_chosen(alice: Membership, bob: Membership) -> None:
    request_id = uuid4()
    write(alice, request_id, whole_school="on")
    moment = clock.now().replace(second=0, microsecond=0) + timedelta(days=3)
    request = send(alice, request_id, when="later", send_at=moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M"))
    assert (request.state, Ask.objects.count()) == (RequestState.SCHEDULED, 0)
    page = client_for(alice).get(reverse("team_question", args=[request_id])).content.decode()
    assert ("Deze vraag gaat weg op" in page, "Bob Dijkstra" in page) == (True, False)
    send_due(moment + timedelta(minutes=1))
    assert list(Ask.objects.values_list("member", flat=True)) == [bob.id]


def test_a_scheduled_team_question_can_be_changed_first(alice: Membership, bob: Membership) -> None:
    request_id = uuid4()
    write(alice, request_id, whole_school="on")
    moment = (clock.now() + timedelta(days=3)).astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    send(alice, request_id, when="later", send_at=moment)
    answer = client_for(alice).post(reverse("request_unschedule", args=[request_id]))
    assert answer.headers["Location"] == reverse("team_question_write", args=[request_id])
    assert HelpRequest.objects.get().state == RequestState.DRAFT


def test_quiet_time_holds_a_team_question_too(alice: Membership, bob: Membership) -> None:
    make_school_year(alice.school)
    saturday = datetime(2027, 1, 16, 20, tzinfo=ZONE)
    make_team_question(alice, bob, now=saturday)
    assert OutgoingMail.objects.get().due_at > saturday + timedelta(days=1)


def asked(alice: Membership, *people: Membership, step: SilenceStep, **more: object) -> HelpRequest:
    """A question to a team, with a plan for the Friday after."""
    plan = Plan(step=step, day=(TUESDAY + timedelta(days=3)).date(), **more)  # type: ignore[arg-type]
    return make_team_question(alice, *people, silence=plan, now=TUESDAY).request


def due_mails(prefix: str) -> list[str]:
    events = OutgoingMail.objects.filter(event__contains=f":{prefix}:").order_by("to_address")
    return list(events.values_list("to_address", flat=True))


def test_a_silent_team_is_reminded_once_on_the_day(alice: Membership, bob: Membership, carol: Membership) -> None:
    request = asked(alice, bob, carol, step=SilenceStep.REMIND)
    for days in (2, 3, 3, 4):
        carry_out_plans(TUESDAY + timedelta(days=days))
    assert due_mails("nudge") == [bob.user.email, carol.user.email]
    assert SilencePlan.objects.get(request=request).state == PlanState.DONE


@pytest.mark.parametrize("with_name", [True, False])
def test_one_idea_ends_the_plan(alice: Membership, bob: Membership, with_name: bool) -> None:
    request = asked(alice, bob, step=SilenceStep.REMIND)
    if with_name:
        thread.answer(ask=Ask.objects.get(), message_id=uuid4(), text="Een idee", now=TUESDAY)
    else:
        add_nameless(question=TeamQuestion.objects.get(), idea_id=uuid4(), text="Een idee")
    carry_out_plans(TUESDAY + timedelta(days=3))
    assert due_mails("nudge") == []
    assert SilencePlan.objects.get(request=request).state == PlanState.OVERTAKEN


def test_another_team_joins_and_nobody_is_let_off(alice: Membership, bob: Membership, carol: Membership) -> None:
    team = make_team(alice.school, "Bovenbouw", members=[bob, carol])
    request = asked(alice, bob, step=SilenceStep.TEAM, team=team)
    for _twice in range(2):
        carry_out_plans(TUESDAY + timedelta(days=3))
    assert sorted(Ask.objects.values_list("member__user__name", "state")) == [
        ("Bob Dijkstra", AskState.ASKED),
        ("Carol Hoekstra", AskState.ASKED),
    ]
    assert (due_mails("released"), due_mails("question")) == ([], [bob.user.email, carol.user.email])
    page = client_for(alice).get(reverse("team_question", args=[request.id])).content.decode()
    assert "(2 collega’s) en jij lezen dit, ook alle ideeën." in page


def test_the_plan_stands_on_the_page_and_can_be_stopped(alice: Membership, bob: Membership) -> None:
    request = make_team_question(
        alice, bob, silence=Plan(step=SilenceStep.REMIND, day=(clock.now() + timedelta(days=9)).date())
    ).request
    board, client = reverse("team_question", args=[request.id]), client_for(alice)
    assert ("Laat dit niet gebeuren" in client.get(board).content.decode()) is True
    choices = client.get(reverse("request_silence", args=[request.id])).context["form"].fields["step"].choices
    assert [str(key) for key, _label in choices] == ["remind", "nothing"]
    client.post(reverse("request_silence", args=[request.id]), {"silence-step": "nothing"})
    assert SilencePlan.objects.get().state == PlanState.STOPPED
    assert client_for(bob).get(board).content.decode().count("Als niemand antwoordt") == 0


def test_no_single_person_is_offered_after_a_team(alice: Membership, bob: Membership, carol: Membership) -> None:
    make_team(alice.school, "Bovenbouw", members=[alice, carol])
    request_id = uuid4()
    team = make_team(alice.school, "Onderbouw", members=[bob])
    write(alice, request_id, teams=team.id)
    form = client_for(alice).get(reverse("request_send", args=[request_id])).context["plan_form"]
    labels = [str(label) for _key, label in form.fields["step"].choices]
    assert labels == ["Herinner Bob vriendelijk", "Vraag het aan een team: Bovenbouw", "Doe niets"]


def test_a_large_team_is_not_listed_by_name(alice: Membership) -> None:
    for name in ("Ans A", "Bea B", "Cor C", "Dirk D"):
        make_member(alice.school, name=name)
    request = make_team_question(
        alice, whole_school=True, silence=Plan(step=SilenceStep.REMIND, day=(clock.now() + timedelta(days=9)).date())
    ).request
    page = client_for(alice).get(reverse("team_question", args=[request.id])).content.decode()
    assert ("dan herinner ik iedereen die het gevraagd is" in page.lower(), "Dirk" in page) == (True, False)


def test_doing_it_now_says_what_is_true(alice: Membership, bob: Membership) -> None:
    request = make_team_question(alice, bob).request
    day = (clock.now() + timedelta(days=9)).date()
    body = {"silence-step": "remind", "silence-day": day, "now": "1"}
    page = client_for(alice).post(reverse("request_silence", args=[request.id]), body, follow=True).content.decode()
    assert ("Gedaan." in page, "hoeft nu niets meer" in page) == (True, False)
    assert silence.PlanState(SilencePlan.objects.get().state) == PlanState.DONE
