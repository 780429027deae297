"""A silence plan in words: on the page of the question, in the asker's list, and in a mail."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bemanning.helprequests.enums import AskState, PlanState, SilenceStep
from bemanning.helprequests.models import Ask, SilencePlan

MOST_NAMES: Final = 3  # more in a row are a wall


def plan_in_words(plan: SilencePlan, asks: Sequence[Ask], *, today: date) -> str:
    """What will happen, or what became of it; empty when there is nothing to tell.

    Needs `next_member__user` and `team` on the plan, `member__user` on the asks.
    """
    if plan.state == PlanState.WAITING:
        names = [ask.first_name for ask in asks if ask.state == AskState.ASKED]
        return _("No answer before %(day)s? Then %(step)s.") % {
            "day": day_in_words(plan.day, today),
            "step": _step(plan, names),
        }
    if plan.state == PlanState.DONE:
        return _done(plan, day_in_words(timezone.localdate(plan.settled_at), today))
    if plan.state == PlanState.ASKER:
        return " ".join((why_back_to_asker(plan), _("You choose how to go on.")))
    return ""


def plan_in_short(plan: SilencePlan, names: Sequence[str], *, today: date) -> str:
    """One line for a list, such as "Donderdag vraag ik het aan Fatima"; empty when nothing will happen."""
    if not plan.is_waiting:
        return ""
    day = day_in_words(plan.day, today)
    return _("%(day)s %(step)s") % {
        "day": day[:1].upper() + day[1:],
        "step": _step(plan, [name.split(" ")[0] for name in names]),
    }


def why_back_to_asker(plan: SilencePlan) -> str:
    """Why a plan could not be done."""
    if plan.step == SilenceStep.NEXT and plan.next_member:
        name = {"name": plan.next_member.user.first_name}
        if not plan.next_member.is_active:
            return _("You wanted to ask %(name)s now, but %(name)s is no longer at this school.") % name
        return _("You wanted to ask %(name)s now, but %(name)s has no room at the moment.") % name
    if plan.step == SilenceStep.TEAM:
        return _("You wanted to ask the team now, but there is nobody in it who was not asked yet.")
    return _("There is nobody to remind now: they had a reminder, or have no room at the moment.")


def day_in_words(day: date, today: date) -> str:
    """A weekday within the week, else the date with it."""
    near = today < day <= today + timedelta(days=6)
    return date_format(day, "l" if near else "l j F")


def _step(plan: SilencePlan, silent: Sequence[str]) -> str:
    if plan.step == SilenceStep.NEXT and plan.next_member:
        return _("I ask %(name)s") % {"name": plan.next_member.user.first_name}
    if plan.step == SilenceStep.TEAM:
        return _("I ask “%(team)s”") % {"team": plan.team.name if plan.team else "…"}
    if not 0 < len(silent) <= MOST_NAMES:  # who is in a team is only known when the question leaves
        return _("I kindly remind everybody who was asked")
    return _("I kindly remind %(names)s") % {"names": ", ".join(silent)}


def _done(plan: SilencePlan, day: str) -> str:
    if plan.step == SilenceStep.NEXT and plan.next_member:
        return _("Your question went to %(name)s on %(day)s.") % {"name": plan.next_member.user.name, "day": day}
    if plan.step == SilenceStep.TEAM:
        return _("Your question went to the team on %(day)s.") % {"day": day}
    return _("A kind reminder went out on %(day)s.") % {"day": day}
