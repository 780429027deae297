"""Advice in words."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from bemanning.schoolyear.advice import Advice
from bemanning.schoolyear.calendar import local


def why(advice: Advice, name: str) -> list[str]:
    """The reasons, the one with most weight first; at least one sentence. `name` is the name to speak with."""
    if advice.free is not None:
        closed = [gettext("There is no school today: %(why)s.") % {"why": advice.free.name}]
        if advice.next_work is None:
            return closed
        return [*closed, gettext("%(name)s is back on %(day)s.") % {"name": name, "day": _day(advice.next_work)}]
    found = []
    if not advice.works_today and advice.next_work is not None:
        found.append(
            gettext("%(name)s does not work today, and does on %(day)s.")
            % {"name": name, "day": _day(advice.next_work)}
        )
    if advice.busy is not None and advice.quieter_after is not None:
        language = (get_language() or "nl")[:2]
        found.append(advice.busy.sentences.get(language, advice.busy.sentences["nl"]))
        found.append(gettext("After %(day)s it is quieter.") % {"day": date_format(advice.quieter_after, "j F")})
    if advice.coming is not None:
        found.append(
            gettext("On %(day)s school closes: %(why)s.")
            % {"day": _day(advice.coming.first), "why": advice.coming.name.lower()}
        )
    return found or [gettext("This is a good moment to ask %(name)s.") % {"name": name}]


def moment(when: datetime, now: datetime) -> str:
    """A moment in words: "today at 14.45", "Thursday 3 December at 8.00"."""
    here = local(when)
    ahead = (here.date() - local(now).date()).days
    hour = date_format(here, "G.i")
    if ahead == 0:
        return gettext("Today at %(hour)s") % {"hour": hour}
    if ahead == 1:
        return gettext("Tomorrow at %(hour)s") % {"hour": hour}
    return gettext("%(day)s at %(hour)s") % {"day": date_format(here, "l j F").capitalize(), "hour": hour}


def _day(day: date) -> str:
    return date_format(day, "l j F")
