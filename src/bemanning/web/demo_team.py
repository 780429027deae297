"""Two questions of the demo school to a team: one that is decided, and one that still gathers ideas."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from bemanning.core.identifiers import uuid7
from bemanning.helprequests.actions import drafts, sending, thread
from bemanning.helprequests.models import Ask
from bemanning.schools.models import Membership, Team
from bemanning.teamquestions import actions
from bemanning.teamquestions.models import TeamQuestion
from bemanning.teamquestions.queries import board_of

QUESTIONS = Path(__file__).parent / "demo" / "team_questions.json"


def load(*, people: dict[str, Membership], teams: dict[str, Team], now: datetime) -> None:
    """Ask both, through the same actions that people use; moments are counted back from `now`."""
    for row in json.loads(QUESTIONS.read_text(encoding="utf-8")):
        sent = _moment(now, row["sent_days_ago"], row["hour"])
        question = _ask(row, by=people[row["asker"]], team=teams[row["team"]], sent=sent)
        for number, idea in enumerate(row["ideas"], 1):
            _add(question, idea, people, min(now, sent + timedelta(hours=number)))
        by_text = {card.text: card.id for card in board_of(question, reader=[]).cards}
        for name, texts in row["groups"].items():
            ideas = [by_text[text] for text in texts]
            actions.gather(by=people[row["asker"]], question=question, ideas=ideas, name=name, now=now)
        if row["decision"]:
            _decide(question, row, by_text, people, _moment(now, row["decision"]["days_ago"], 16))


def _moment(now: datetime, days_ago: int, hour: int) -> datetime:
    day = timezone.localdate(now) - timedelta(days=days_ago)
    return timezone.make_aware(datetime.combine(day, time(hour, 15)))


def _ask(row: dict[str, Any], *, by: Membership, team: Team, sent: datetime) -> TeamQuestion:
    question = actions.save_draft(
        by=by,
        request_id=uuid7(),
        text=row["text"],
        choice=drafts.Choice(teams=(team,)),
        nameless_allowed=True,
        edition=None,
        now=sent - timedelta(minutes=10),
    )
    follow_up_on = timezone.localdate(sent) + timedelta(days=14)
    sending.send(
        by=by,
        request=question.request,
        subject=row["subject"],
        send_at=None,
        follow_up_on=follow_up_on,
        expectation=sending.Expectation(),
        now=sent,
    )
    return TeamQuestion.objects.select_related("request__key", "request__asker").get(request=question.request)


def _asks(question: TeamQuestion, keys: list[str], people: dict[str, Membership]) -> list[Ask]:
    return list(Ask.objects.filter(request=question.request, member__in=[people[key] for key in keys]))


def _add(question: TeamQuestion, idea: dict[str, str], people: dict[str, Membership], at: datetime) -> None:
    if "by" not in idea:
        actions.add_nameless(question=question, idea_id=uuid7(), text=idea["text"])
        return
    (ask,) = _asks(question, [idea["by"]], people)
    thread.answer(ask=ask, message_id=uuid7(), text=idea["text"], now=at)


def _decide(
    question: TeamQuestion, row: dict[str, Any], by_text: dict[str, UUID], people: dict[str, Membership], at: datetime
) -> None:
    told = row["decision"]
    actions.decide(
        by=people[row["asker"]],
        question=TeamQuestion.objects.select_related("request__key", "request__asker").get(pk=question.pk),
        chosen=[by_text[text] for text in told["chosen"]],
        did=told["did"],
        ground=told["ground"],
        thanks=told["thanks"],
        thanked=_asks(question, told["thanked"], people),
        now=at,
    )
