"""A year in a school, played with the real actions and the real worker. The same seed plays the same year."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.core import mail as outbox
from django.utils import timezone

from bemanning.core import schedule
from bemanning.digest import actions as digest
from bemanning.expertise.actions import ProfileData, save_profile
from bemanning.expertise.enums import Room
from bemanning.helprequests.actions import closing, drafts, sending, silence, thread
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.enums import AskState, Outcome, PlanState, RequestState, SilenceStep
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.helprequests.queries.asked import BOARDS
from bemanning.mail.delivery import Postman
from bemanning.schools.actions.erasing import erase_person
from bemanning.schools.actions.members import end_membership
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from bemanning.schoolyear.enums import Region
from bemanning.teamquestions import actions as boards
from bemanning.teamquestions.models import TeamQuestion
from tests.factories import make_member, make_school, make_team
from tests.factories.schoolyear import make_school_year
from tests.simulation.school_calendar import at, is_school_day

SUBJECTS = ("rekenen", "spelling", "ouders", "gedrag", "plannen", "toetsen", "lezen", "kleuters", "plein", "muziek")
LIVE = [RequestState.OPEN, RequestState.ANSWERED]


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that left, when, and what it said."""

    moment: datetime
    address: str
    message_id: str
    subject: str
    body: str


@dataclass
class Year:
    """The people, what they do each day, and every mail that left."""

    seed: int
    people: int
    questions: int
    first: date
    last: date
    leaving: float = 0.08  # the odds, each evening, that somebody leaves
    resting: float = 0.1  # the odds, each day, that somebody wants no mail for a while
    sent: list[Sent] = field(default_factory=list)
    left: dict[str, datetime] = field(default_factory=dict)
    told: set[UUID] = field(default_factory=set)
    refused: set[UUID] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.dice = Random(self.seed)  # noqa: S311  (a game, not a secret)
        self.now = at(self.first, 7)
        self.school = make_school()
        make_school_year(self.school, Region.NORTH)
        self.head = make_member(self.school, name="Hanna Hoofd", role=Role.LEADER, administrator=True)
        self.crew = [self.head] + [self._hire(number) for number in range(self.people - 1)]
        self.teams = [
            make_team(self.school, f"Team {number}", members=tuple(self.crew[number::4])) for number in range(4)
        ]
        # The database says "now"; in this year that is a moment like any other.
        Membership.objects.update(joined_at=self.now - timedelta(days=400))
        self.quick = {member.id: self.dice.choice([0.02, 0.2, 0.3, 0.4]) for member in self.crew}

    def _hire(self, number: int) -> Membership:
        dice = self.dice
        member = make_member(self.school, name=f"Persoon{number} Achternaam")
        words = tuple(dice.sample(SUBJECTS, 2))
        limit = dice.choice([None, None, 3])
        save_profile(by=member, data=ProfileData(listed=True, phrases=words, monthly_limit=limit), now=self.now)
        return member

    # --- Time -----------------------------------------------------------------------------------------------------

    def days(self) -> Iterator[date]:
        """Play the year; gives each school day at four in the afternoon, when the worker has just been round."""
        day, open_days = self.first, sum(map(is_school_day, _days(self.first, self.last)))
        asked = 0.0
        while day <= self.last:
            if is_school_day(day):
                asked += self.questions / open_days
                self._morning(day)
                self._afternoon(day, count=int(asked))
                asked -= int(asked)
                yield day
                self._evening(day)
            elif self.dice.random() < 0.3:
                self.now = at(day, 11)
                self._think_along(0.2)
                self.work()
            day += timedelta(days=1)

    def _morning(self, day: date) -> None:
        self.now = at(day, 8, 5)
        self.work()
        self.now = at(day, 10)
        self._think_along(1.0)
        self._close_loops()

    def _afternoon(self, day: date, count: int) -> None:
        self.now = at(day, 15, 30)
        for _number in range(count):
            self._ask()
        self._be_away()
        self._choose_again()
        self.now = at(day, 16, 5)
        self.work()
        if self.dice.random() < 0.2:
            self.work()  # a second worker comes by

    def _evening(self, day: date) -> None:
        self.now = at(day, 20, 30)
        if self.dice.random() < 0.3:
            self._ask()
            self._think_along(0.3)
        if self.dice.random() < self.leaving:
            self._leave()
        if self.dice.random() < 0.3:
            self.work()

    def work(self) -> None:
        """One round of the worker: the jobs, then the mail."""
        schedule.run_due(self.now)
        postman = Postman()
        while postman.deliver_next(self.now):
            pass
        for mail in outbox.outbox:
            address = mail.to[0].rpartition("<")[2].rstrip(">")
            message_id = mail.extra_headers["Message-ID"]
            self.sent.append(Sent(self.now, address, message_id, str(mail.subject), str(mail.body)))
        outbox.outbox.clear()

    def sent_today(self) -> list[Sent]:
        """The mails of this day so far."""
        today = timezone.localdate(self.now)
        return [mail for mail in self.sent[-200:] if timezone.localdate(mail.moment) == today]

    # --- What people do -------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        dice = self.dice
        asker, *others = dice.sample(self.crew, 5)
        asked = tuple(others[: dice.choice([1, 1, 1, 2])])
        team = dice.choice(self.teams) if dice.random() < 0.08 else None
        about = dice.choice(SUBJECTS)
        draft_id = UUID(int=dice.getrandbits(128), version=4)
        words: dict[str, Any] = {
            "by": asker,
            "text": f"Hoe doe jij dat met {about}?",
            "edition": None,
            "now": self.now,
        }
        if team and dice.random() < 0.6:
            choice = drafts.Choice(teams=(team,))
            board = boards.save_draft(request_id=draft_id, choice=choice, nameless_allowed=True, **words)
            draft = board.request
        else:
            choice = drafts.Choice(team=team) if team else drafts.Choice(members=asked)
            draft = drafts.save_draft(draft_id=draft_id, choice=choice, **words)
        today = timezone.localdate(self.now)
        try:
            sending.send(
                by=asker,
                request=draft,
                subject=f"Vraag over {about}",
                send_at=self.now + timedelta(days=dice.randint(1, 9)) if dice.random() < 0.08 else None,
                follow_up_on=today + timedelta(days=dice.choice([7, 14, 21])),
                expectation=sending.Expectation(),
                silence=self._plan(others[-1], today),
                now=self.now,
            )
        except sending.NobodyToAskError:
            drafts.discard_draft(by=asker, draft=HelpRequest.objects.get(id=draft.id), now=self.now)

    def _plan(self, other: Membership, today: date) -> Plan:
        dice = self.dice
        day = today + timedelta(days=dice.randint(2, 8))
        what = dice.random()
        if what < 0.3:
            return Plan(SilenceStep.REMIND, day)
        if what < 0.65:
            return Plan(SilenceStep.NEXT, day, next_member=other)
        return Plan(SilenceStep.TEAM, day, team=dice.choice(self.teams)) if what < 0.72 else Plan()

    def _think_along(self, share: float) -> None:
        dice = self.dice
        here = [member.id for member in self.crew]
        waiting = Ask.objects.filter(state__in=[AskState.ASKED, AskState.RELEASED], member__in=here)
        for ask in (
            waiting.filter(request__state__in=LIVE)
            .select_related("request")
            .order_by("request_id", "member__user__email")
        ):
            odds = self.quick[ask.member_id or self.head.id] * share * (0.1 if ask.state == AskState.RELEASED else 1)
            if dice.random() > odds:
                continue
            what = dice.random()
            if what < 0.75 or ask.state == AskState.RELEASED:
                message_id = UUID(int=dice.getrandbits(128), version=4)
                if ask.request.audience in BOARDS and dice.random() < 0.3:
                    board = TeamQuestion.objects.select_related("request__key").get(request=ask.request)
                    boards.add_nameless(question=board, idea_id=message_id, text="Zo doe ik het.")
                else:
                    thread.answer(ask=ask, message_id=message_id, text="Zo doe ik het.", now=self.now)
            elif what < 0.9:
                thread.not_now(ask=ask, now=self.now)
            else:
                thread.redirect(ask=ask, suggested=dice.choice(self.crew), note="", now=self.now)

    def _close_loops(self) -> None:
        dice, today = self.dice, timezone.localdate(self.now)
        mine = HelpRequest.objects.filter(state=RequestState.ANSWERED, asker__in=self.crew).order_by("id")
        for request in mine.select_related("asker"):
            if dice.random() < 0.4:
                thread.mark_read(request=request, now=self.now)
            if request.follow_up_on and request.follow_up_on <= today and dice.random() < 0.15:
                told = closing.Told(outcome=Outcome.USED, did="Ik deed het.")
                closing.close(by=request.asker, request=request, told=told, now=self.now)
        open_ones = HelpRequest.objects.filter(state=RequestState.OPEN, asker__in=self.crew).order_by("id")
        for request in open_ones.select_related("asker"):
            if dice.random() < 0.005:
                sending.withdraw(by=request.asker, request=request, now=self.now)

    def _choose_again(self) -> None:
        """Askers change their plan, or do it at once."""
        dice, today = self.dice, timezone.localdate(self.now)
        mine = HelpRequest.objects.filter(state=RequestState.OPEN, asker__in=self.crew).order_by("id")
        for request in mine.select_related("asker"):
            if dice.random() > 0.03:
                continue
            plan = self._plan(dice.choice([one for one in self.crew if one.id != request.asker_id]), today)
            try:
                if dice.random() < 0.5 and plan.step:
                    done = silence.do_now(by=request.asker, request=request, plan=plan, now=self.now)
                    if done == PlanState.ASKER:
                        self.refused.add(request.id)
                else:
                    silence.choose(by=request.asker, request=request, plan=plan, now=self.now)
            except StepRefusedError:
                continue

    def _be_away(self) -> None:
        dice, today = self.dice, timezone.localdate(self.now)
        if dice.random() < 0.25:
            member = dice.choice(self.crew)
            until = today + timedelta(days=dice.randint(3, 20))
            data = ProfileData(listed=True, phrases=SUBJECTS[:2], room=Room.PAUSED, paused_until=until)
            save_profile(by=member, data=data, now=self.now)
        if dice.random() < self.resting:
            member = dice.choice(self.crew)
            digest.choose(by=member.user, now=self.now, quiet_until=today + timedelta(days=dice.randint(1, 15)))
        if dice.random() < 0.1:
            hour, weekday = dice.randint(8, 16), dice.randint(1, 5)
            digest.choose(by=dice.choice(self.crew).user, now=self.now, weekday=weekday, hour=hour)

    def _leave(self) -> None:
        # Often somebody who was asked this very evening: that mail still waits.
        asked = set(Ask.objects.filter(asked_at=self.now).values_list("member_id", flat=True))
        just_asked = [one for one in self.crew[1:] if one.id in asked]
        member = self.dice.choice(just_asked or self.crew[1:])
        self.left[member.user.email] = self.now
        self.crew = [one for one in self.crew if one.id != member.id]
        member = Membership.objects.select_related("user", "school").get(id=member.id)
        if self.dice.random() < 0.3:
            erase_person(user=member.user, successors={}, now=self.now)
        else:
            end_membership(member=member, by=self.head, now=self.now)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
