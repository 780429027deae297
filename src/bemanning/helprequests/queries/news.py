"""What the main job tells in a digest: only what still waits, and what will happen by itself soon."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bemanning.helprequests.enums import AskState, PlanState, RequestState, SilenceStep
from bemanning.helprequests.letters import nudged
from bemanning.helprequests.models import Ask, HelpRequest, Message, SilencePlan
from bemanning.helprequests.queries.asked import BOARDS
from bemanning.helprequests.queries.lists import RUNNING
from bemanning.helprequests.sentences import plan_in_short
from bemanning.mail.news import News

# What is fresh was mailed a moment ago.
SETTLED: Final = timedelta(days=2)


def news_of(users: Collection[UUID], now: datetime) -> Iterator[tuple[UUID, News]]:
    """Answers and boards not read, questions not answered, and plans of the coming week. Four queries."""
    yield from _unread(users, now)
    yield from _boards(users, now)
    yield from _asked(users, now)
    yield from _planned(users, now)


def _unread(users: Collection[UUID], now: datetime) -> Iterator[tuple[UUID, News]]:
    found = (
        Message.objects.filter(
            request__asker__user__in=users,
            request__asker__left_at=None,
            request__state__in=RUNNING,
            ask__isnull=False,
            read_at=None,
            withdrawn_at=None,
            written_at__lt=now - SETTLED,
        )
        .exclude(request__audience__in=BOARDS)
        .select_related("ask__member__user", "request__key", "request__asker")
    )
    for message in found.order_by("written_at"):
        name = message.ask.first_name if message.ask else ""
        sentence = _("%(name)s thought along with you about “%(subject)s”.")
        yield (
            message.request.asker.user_id,
            News(
                f"answer:{message.id}",
                sentence % {"name": name, "subject": message.request.title},
                reverse("request_thread", args=[message.request_id]),
            ),
        )


def _boards(users: Collection[UUID], now: datetime) -> Iterator[tuple[UUID, News]]:
    """One line for each board with ideas that the asker has not read. Of those without a name nobody knows that."""
    ideas = Message.objects.filter(request=OuterRef("pk"), ask__isnull=False, withdrawn_at=None)
    found = (
        HelpRequest.objects.filter(
            Exists(ideas.filter(read_at=None)) | ~Exists(ideas),
            asker__user__in=users,
            asker__left_at=None,
            state=RequestState.ANSWERED,
            audience__in=BOARDS,
            sent_at__lt=now - SETTLED,
        )
        .select_related("key", "asker")
        .order_by("sent_at")
    )
    for request in found:
        sentence = _("There are ideas for “%(subject)s”. You decide, whenever it suits you.")
        path = reverse("request_thread", args=[request.id])
        yield request.asker.user_id, News(f"board:{request.id}", sentence % {"subject": request.title}, path)


def _asked(users: Collection[UUID], now: datetime) -> Iterator[tuple[UUID, News]]:
    """Not those that a plan is about to remind of: that reminder would be the second."""
    found = (
        Ask.objects.filter(
            member__user__in=users,
            member__left_at=None,
            state=AskState.ASKED,
            request__state__in=RUNNING,
            asked_at__lt=now - SETTLED,
        )
        .exclude(request__silence_plan__state=PlanState.WAITING, request__silence_plan__step=SilenceStep.REMIND)
        .select_related("member", "request__key", "request__asker__user")
    )
    for ask in found.order_by("asked_at"):
        name = ask.request.asker.user.first_name
        to_all = ask.request.audience in BOARDS
        sentence = (
            _("%(name)s asks all of you for ideas about “%(subject)s”.")
            if to_all
            else _("%(name)s asks you to think along about “%(subject)s”.")
        )
        if ask.member is not None:
            yield (
                ask.member.user_id,
                News(
                    nudged(ask.id),
                    sentence % {"name": name, "subject": ask.request.title},
                    reverse("request_thread", args=[ask.request_id]),
                ),
            )


def _planned(users: Collection[UUID], now: datetime) -> Iterator[tuple[UUID, News]]:
    today = timezone.localdate(now)
    found = SilencePlan.objects.filter(
        request__asker__user__in=users,
        request__asker__left_at=None,
        request__state=RequestState.OPEN,
        state=PlanState.WAITING,
        step__in=[SilenceStep.NEXT, SilenceStep.TEAM],
        day__gt=today,
        day__lte=today + timedelta(days=7),
    ).select_related("request__key", "request__asker", "next_member__user", "team")
    for plan in found.order_by("day"):
        what = plan_in_short(plan, (), today=today)
        sentence = _("%(what)s, if nobody has answered: “%(subject)s”.")
        yield (
            plan.request.asker.user_id,
            News(
                f"plan:{plan.id}:{plan.day}",
                sentence % {"what": what, "subject": plan.request.title},
                reverse("request_silence", args=[plan.request_id]),
            ),
        )
