"""Fills an empty installation with De Vuurtoren, through the same actions that people use."""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from bemanning.core.identifiers import uuid7
from bemanning.digest import actions as digest
from bemanning.helprequests.actions import closing, drafts, in_person, plans, sending, silence, thread
from bemanning.helprequests.enums import Outcome, SilenceStep
from bemanning.helprequests.files import Accepted, accept
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.mail import actions as mail
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership, School, Team
from bemanning.schoolyear import actions as schoolyear
from bemanning.schoolyear.calendar import WORKDAYS, Calendar, school_days
from bemanning.schoolyear.enums import FreeKind, Region
from bemanning.schoolyear.models import FreeDays
from bemanning.schoolyear.queries import calendar_of, next_open_moment
from bemanning.web import demo_logbook, demo_map, demo_neighbours, demo_person, demo_team

DATA = Path(__file__).parent / "demo"
Row = dict[str, Any]


@transaction.atomic
def load(*, now: datetime, at_any_hour: bool = False) -> School:
    """Make the demo school with a year of questions, dated back from `now`. No mail leaves.

    `at_any_hour` leaves out the school year and everybody's quiet hours, so that later mail leaves whatever the hour.
    """
    crew = _Crew(now)
    if not at_any_hour:
        crew.keep_hours(now)
    around = json.loads((DATA / "neighbours.json").read_text(encoding="utf-8"))
    crew.people |= demo_neighbours.load(school=crew.school, people=crew.people, data=around, now=now)
    for row in [*around["questions"], *json.loads((DATA / "questions.json").read_text(encoding="utf-8"))]:
        _Question(crew, row, now).play()
    demo_map.load(people=crew.people, data=crew.data, now=now)
    demo_team.load(people=crew.people, teams=crew.teams, now=now)
    mail.cancel(event_prefix="request:", now=now)
    demo_logbook.load(member=crew.people["anke"], now=now)
    return crew.school


class _Crew:
    """The school, its teams and its people, by key."""

    def __init__(self, now: datetime) -> None:
        self.data = data = json.loads((DATA / "school.json").read_text(encoding="utf-8"))
        self.school = School.objects.create(name=data["name"], place=data["place"], coach_feedback=True)
        self.calendar = Calendar()
        self.teams = {row["key"]: Team.objects.create(school=self.school, name=row["name"]) for row in data["teams"]}
        self.people = {row["key"]: self._person(row, now) for row in data["people"]}

    def keep_hours(self, now: datetime) -> None:
        """The school year with its study days, and quiet hours of those who chose them."""
        leader = next(member for member in self.people.values() if member.role == Role.LEADER)
        schoolyear.choose_region(by=leader, school=self.school, region=Region(self.data["region"]), now=now)
        for row in self.data["study_days"]:
            around = calendar_of(self.school.id, now) or Calendar()
            start = timezone.localdate(now) + timedelta(days=row["in_days"])
            (day,) = school_days(around, {row["weekday"]}, start, 1)
            free, kind = FreeDays(school=self.school), FreeKind.STUDY
            schoolyear.save_free_days(by=leader, free=free, name=row["name"], kind=kind, first=day, last=day, now=now)
        for row in self.data["quiet_hours"]:
            hours = {"rest_from": time.fromisoformat(row["from"]), "rest_to": time.fromisoformat(row["to"])}
            digest.choose(by=self.people[row["person"]].user, now=now, **hours, rest_weekend=row["weekend"])
        self.calendar = calendar_of(self.school.id, now) or self.calendar

    def _person(self, row: Row, now: datetime) -> Membership:
        opens = row["key"] in self.data["found_by_others"]
        member = demo_person.make(self.school, row, opens=opens, now=now)
        member.teams.set([self.teams[key] for key in row["teams"]])
        return member


class _Question:
    """One question with its events, each at its own moment."""

    def __init__(self, crew: _Crew, row: Row, now: datetime) -> None:
        self.crew, self.row, self.now = crew, row, now
        self.asker = crew.people[row["asker"]]
        day = timezone.localdate(now) - timedelta(days=row["sent_days_ago"])
        clock = time(row["hour"], row["minute"])
        self.sent = timezone.make_aware(datetime.combine(day, clock))

    def play(self) -> None:
        """Write it, send it, and let everything happen that happened."""
        request = drafts.save_draft(
            by=self.asker,
            draft_id=uuid7(),
            text=self.row["text"],
            choice=self._choice(),
            edition=None,
            now=self.sent - timedelta(minutes=10),
        )
        if self.row["state"] == "draft":
            return
        if "heard" in self.row:
            self._hear(request)
            return
        days = self.row.get("scheduled_in_days")
        private = self.row["private"] or {}
        request = sending.send(
            by=self.asker,
            request=request,
            subject=self.row["subject"],
            send_at=self._later(days) if days else None,
            follow_up_on=self._follow_up_on(),
            expectation=sending.Expectation(private.get("tension"), private.get("likelihood")),
            silence=self._plan(),
            now=self.sent,
        )
        for event in self.row["events"]:
            self._happen(request, event)
        if (plan := self._plan()).day:
            silence.carry_out(request_id=request.id, now=min(self.now, self._morning(plan.day)))
        self._read(request)
        if self.row["follow_up"]:
            self._close(request, self.row["follow_up"], private)

    def _hear(self, request: HelpRequest) -> None:
        """It was asked in person, and waits for what the asker did with it."""
        in_person.log(
            by=self.asker,
            request=request,
            subject=self.row["subject"],
            heard=in_person.Heard(tuple(request.asks.all()), self.row["heard"]),
            follow_up_on=self._follow_up_on(),
            message_id=uuid7(),
            now=self.sent,
        )

    def _choice(self) -> drafts.Choice:
        to = self.row["to"]
        guest = to.get("guest", {})
        return drafts.Choice(
            members=tuple(self.crew.people[key] for key in to.get("people", ())),
            team=self.crew.teams[to["team"]] if "team" in to else None,
            guest_name=guest.get("name", ""),
            guest_email=guest.get("email", ""),
        )

    def _plan(self) -> plans.Plan:
        """What the asker chose for when nobody answers; a day to come is always a school day."""
        chosen = self.row.get("silence")
        if not chosen:
            return plans.Plan()
        day = timezone.localdate(self.sent) + timedelta(days=chosen["after_days"])
        if day > timezone.localdate(self.now):
            (day,) = school_days(self.crew.calendar, WORKDAYS, day, 1)
        return plans.Plan(SilenceStep.NEXT, day, next_member=self.crew.people[chosen["next"]])

    def _morning(self, day: date) -> datetime:
        return timezone.make_aware(datetime.combine(day, time(8, 30)))

    def _later(self, days: int) -> datetime:
        day = timezone.localdate(self.now) + timedelta(days=days)
        morning = timezone.make_aware(datetime.combine(day, time(8, 0)))
        return next_open_moment(self.crew.school, WORKDAYS, morning, now=self.now)

    def _follow_up_on(self) -> Any:
        chosen = self.row["follow_up_on"]
        if chosen:
            return timezone.localdate(self.now) - timedelta(days=chosen["days_ago"])
        return timezone.localdate(self.sent) + timedelta(days=14)

    def _at(self, day: float) -> datetime:
        return self.sent + timedelta(days=day)

    def _ask(self, request: HelpRequest, key: str) -> Ask:
        asks = Ask.objects.select_related("request", "member__user__key", "key")
        if key == "guest":
            return asks.get(request=request, member=None)
        return asks.get(request=request, member=self.crew.people[key])

    def _happen(self, request: HelpRequest, event: Row) -> None:
        now, text, by = self._at(event["day"]), event.get("text", ""), event["by"]
        what: dict[str, Callable[[], object]] = {
            "answer": lambda: thread.answer(
                ask=self._ask(request, by), message_id=uuid7(), text=text, files=_files(event), now=now
            ),
            "automatic": lambda: thread.note_automatic(
                ask=self._ask(request, by), message_id=uuid7(), text=text, now=now
            ),
            "reply": lambda: thread.reply(by=self.asker, request=request, message_id=uuid7(), text=text, now=now),
            "not_now": lambda: thread.not_now(ask=self._ask(request, by), now=now),
            "suggest_other": lambda: thread.redirect(
                ask=self._ask(request, by), suggested=self.crew.people[event["other"]], note=text, now=now
            ),
            "edit": lambda: thread.edit_message(message=self._last_of(request, by), text=text, now=now),
            "withdraw_message": lambda: thread.withdraw_message(message=self._last_of(request, by), now=now),
            "withdraw": lambda: sending.withdraw(by=self.asker, request=request, now=now),
        }
        what[event["type"]]()

    def _last_of(self, request: HelpRequest, key: str) -> Message:
        ask = None if key == self.row["asker"] else self._ask(request, key)
        found = Message.objects.select_related("key").filter(request=request, ask=ask).order_by("written_at").last()
        if found is None:
            raise ValueError(f"{key} wrote nothing in {self.row['subject']!r}")
        return found

    def _read(self, request: HelpRequest) -> None:
        """Older answers, and those that the asker replied to, have been read."""
        until = self.now - timedelta(days=1)
        replies = [self._at(event["day"]) for event in self.row["events"] if event["type"] == "reply"]
        until = max([until, *replies])
        Message.objects.filter(request=request, ask__isnull=False, written_at__lt=until).update(read_at=until)

    def _close(self, request: HelpRequest, told: Row, private: Row) -> None:
        now = self._at(told["day"])
        thread.mark_read(request=request, now=now)
        texts = {name: told.get(name) or "" for name in ("did", "brought", "decision", "ground", "thanks")}
        thanked = tuple(self._ask(request, key) for key in told.get("thanked") or ())
        closing.close(
            by=self.asker,
            request=request,
            told=closing.Told(outcome=Outcome(told["outcome"]), thanked=thanked, **texts),
            now=now,
        )
        if private.get("experienced_use") is not None:
            closing.reflect(
                request=HelpRequest.objects.select_related("key").get(id=request.id),
                tension_after=private["experienced_tension"],
                use_after=private["experienced_use"],
                note=private["note"] or "",
                now=now,
            )


def _files(event: Row) -> list[Accepted]:
    file = event.get("file")
    return [accept(file["name"], file["text"].encode())] if file else []
