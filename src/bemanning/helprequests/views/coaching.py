"""What a writer does with the coach beside a draft: let a point rest, say whether it was right, take first words over."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

import tekstcoach
from bemanning.core import clock
from bemanning.helprequests.actions import drafts, feedback
from bemanning.helprequests.enums import CoachReply
from bemanning.helprequests.fields import TextField
from bemanning.helprequests.models import HelpRequest
from bemanning.schools.access import Viewer

SNOOZED = "coach_snoozed"  # session key: {draft id: [rule, …]} of "nu even niet"
TOLD = "coach_told"  # session key: {draft id: [rule, …]} about which the writer said whether it was right
_MOST_DRAFTS = 20  # of each in a session; the oldest go
_LONGEST_STARTER = 400


def let_rest(request: HttpRequest, viewer: Viewer, draft: HelpRequest) -> None:
    """One of the three ways to dismiss a rule, if the form holds one."""
    how, _sep, rule = request.POST.get("dismiss", "").partition(":")
    if not rule or len(rule) > 80:
        return
    if how == "here":
        drafts.dismiss_here(draft=draft, rule=rule)
    elif how == "always":
        drafts.dismiss_always(by=viewer.member, rule=rule, now=clock.now())
    elif how == "now":
        _remember(request, SNOOZED, draft.id, rule)
    else:
        return
    feedback.count_reply(school=viewer.school, rule=rule, reply=CoachReply.RESTED)


def say_if_right(request: HttpRequest, viewer: Viewer, draft: HelpRequest) -> None:
    """ "Was dit raak?": counted once for a rule and a draft, where the school allows it."""
    said, _sep, rule = request.POST.get("right", "").partition(":")
    reply = {"yes": CoachReply.RIGHT, "no": CoachReply.WRONG}.get(said)
    if reply is None or rule in told(request, draft.id):
        return
    if feedback.count_reply(school=viewer.school, rule=rule, reply=reply):
        _remember(request, TOLD, draft.id, rule)


def dismissed(request: HttpRequest, viewer: Viewer, draft_id: UUID, draft: HelpRequest | None) -> set[str]:
    """The rules that rest: for good, just now, or with this question."""
    always = viewer.user.coach_dismissals.values_list("rule", flat=True)
    now = request.session.get(SNOOZED, {}).get(str(draft_id), [])
    return {*always, *now, *(draft.dismissed_rules if draft else [])}


def told(request: HttpRequest, draft_id: UUID) -> frozenset[str]:
    """The rules about which the writer already said whether they were right."""
    return frozenset(request.session.get(TOLD, {}).get(str(draft_id), []))


def _remember(request: HttpRequest, name: str, draft_id: UUID, rule: str) -> None:
    kept = request.session.get(name, {})
    rules = [*kept.pop(str(draft_id), []), rule]
    request.session[name] = dict([*kept.items(), (str(draft_id), rules)][-_MOST_DRAFTS:])


@dataclass(frozen=True, slots=True)
class Written:
    """The text as it is after the button that was pressed. `added` takes the first words out again: place and words."""

    text: str
    added: str = ""
    kept: bool = False


def with_first_words(request: HttpRequest, text: str) -> Written:
    """The text with the first words of the coach in it or out of it again, for who has no JavaScript."""
    starter = request.POST.get("insert", "").strip()
    if 0 < len(starter) <= _LONGEST_STARTER:
        longer, start, end = tekstcoach.inserted(text, starter)
        return Written(longer, f"{start}:{longer[start:end]}")
    place, _sep, words = TextField(required=False).to_python(request.POST.get("take_out", "")).partition(":")
    if not words or not place.isdecimal():
        return Written(text)
    start, end = int(place[:9]), int(place[:9]) + len(words)
    if text[start:end] != words:
        return Written(text, kept=True)
    return Written(text[:start] + text[end:])
