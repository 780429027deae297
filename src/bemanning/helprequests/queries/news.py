"""What the main job tells in a digest: only what still waits, and what will happen by itself soon."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bemanning.helprequests.enums import AskState, PlanState, RequestState, SilenceStep
from bemanning.helprequests.letters import nudged
from bemanning.helprequests.models import Ask, Message, SilencePlan
from bemanning.helprequests.queries.lists import RUNNING
from bemanning.helprequests.sentences import plan_in_short
from bemanning.mail.news import News

# What is fresh was mailed a moment ago.
SETTLED: Final = timedelta(days=2)
MOST: Final = 5


def news_of(user_id: UUID, now: datetime) -> list[News]:
    """Answers that were not read, questions that were not answered, and plans of the coming week. Three queries."""
    return [*_unread(user_id, now), *_asked(user_id, now), *_planned(user_id, now)]


def _unread(user_id: UUID, now: datetime) -> list[News]:
    found = Message.objects.filter(
        request__asker__user=user_id,
        request__asker__left_at=None,
        request__state__in=RUNNING,
        ask__isnull=False,
        read_at=None,
        withdrawn_at=None,
        written_at__lt=now - SETTLED,
    ).select_related("ask__member__user", "request__key")
    return [
        News(
            f"answer:{message.id}",
            _("%(name)s thought along with you about “%(subject)s”.")
            % {"name": message.ask.first_name if message.ask else "", "subject": message.request.title},
            reverse("request_thread", args=[message.request_id]),
        )
        for message in found.order_by("written_at")[:MOST]
    ]


def _asked(user_id: UUID, now: datetime) -> list[News]:
    """Not those that a plan is about to remind of: that reminder would be the second."""
    found = (
        Ask.objects.filter(
            member__user=user_id,
            member__left_at=None,
            state=AskState.ASKED,
            request__state__in=RUNNING,
            asked_at__lt=now - SETTLED,
        )
        .exclude(request__silence_plan__state=PlanState.WAITING, request__silence_plan__step=SilenceStep.REMIND)
        .select_related("request__key", "request__asker__user")
    )
    return [
        News(
            nudged(ask.id),
            _("%(name)s asks you to think along about “%(subject)s”.")
            % {"name": ask.request.asker.user.first_name, "subject": ask.request.title},
            reverse("request_thread", args=[ask.request_id]),
        )
        for ask in found.order_by("asked_at")[:MOST]
    ]


def _planned(user_id: UUID, now: datetime) -> list[News]:
    today = timezone.localdate(now)
    found = SilencePlan.objects.filter(
        request__asker__user=user_id,
        request__asker__left_at=None,
        request__state=RequestState.OPEN,
        state=PlanState.WAITING,
        step__in=[SilenceStep.NEXT, SilenceStep.TEAM],
        day__gt=today,
        day__lte=today + timedelta(days=7),
    ).select_related("request__key", "next_member__user", "team")
    return [
        News(
            f"plan:{plan.id}:{plan.day}",
            _("%(what)s, if nobody has answered: “%(subject)s”.")
            % {"what": plan_in_short(plan, (), today=today), "subject": plan.request.title},
            reverse("request_silence", args=[plan.request_id]),
        )
        for plan in found.order_by("day")[:MOST]
    ]
