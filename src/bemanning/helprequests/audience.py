"""Who can read a question, said in one true sentence. A test compares it with what access really allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bemanning.helprequests.access import READING
from bemanning.helprequests.enums import AskState, AudienceKind, RequestState
from bemanning.helprequests.models import Ask, HelpRequest

UNSENT = (RequestState.DRAFT, RequestState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Audience:
    """The readers beside the asker, by name and as they are called in the sentence, and whether the text leaves the
    school."""

    names: tuple[str, ...]
    called: tuple[str, ...]
    sentence: str
    leaves_school: bool


def audience_of(request: HelpRequest, asks: Sequence[Ask]) -> Audience:
    """The audience of a question, from the people who are chosen or asked. Needs `member__user` on the asks."""
    # Whoever left the school reads nothing any more, whatever they once answered.
    here = [ask for ask in asks if ask.member is None or ask.member.is_active]
    # Who is chosen reads it once it is sent; where that never happened, they never do.
    will_read = [*READING, AskState.CHOSEN] if request.state in UNSENT else READING
    reading = [ask for ask in here if ask.state in will_read]
    for ask in reading:
        ask.request = request  # read already
    names = tuple(ask.display_name for ask in reading)
    outside = any(ask.member is None or ask.member.is_coach or ask.is_elsewhere for ask in reading)
    called = tuple(_called(ask) for ask in reading)
    return Audience(names, called, _sentence(request, called), outside)


def readers_of_answer(mine: Ask, asks: Sequence[Ask]) -> str:
    """Who reads what the asked person `mine` writes, beside the server. `asks` are all of the same question."""
    name = {"name": mine.request.asker.user.first_name}
    if any(ask.state in READING and ask.id != mine.id and (not ask.member or ask.member.is_active) for ask in asks):
        return _("%(name)s and the others who were asked read your answer.") % name
    return _("Only %(name)s reads your answer now. Whoever %(name)s asks later reads it too.") % name


def _called(ask: Ask) -> str:
    """The name, with the school where that is another one."""
    if school := ask.other_school:
        return _("%(name)s of %(school)s") % {"name": ask.display_name, "school": school.name}
    return ask.display_name


def addressed(request: HelpRequest, audience: Audience) -> str:
    """To whom a question goes, in a line: teams by their names, people one by one."""
    if request.audience == AudienceKind.SCHOOL:
        return request.school.name
    if request.audience == AudienceKind.TEAMS:
        return ", ".join(team.name for team in request.teams.all())
    return ", ".join(audience.called)


def _sentence(request: HelpRequest, names: tuple[str, ...]) -> str:
    if not names:
        who = _("Only you read this.")
    elif request.audience == AudienceKind.TEAM and request.team is not None:
        who = ngettext(
            "Only the team %(team)s (%(count)s colleague) and you read this, including the answer.",
            "Only the team %(team)s (%(count)s colleagues) and you read this, including each other's answers.",
            len(names),
        ) % {"team": request.team.name, "count": len(names)}
    elif request.audience == AudienceKind.TEAMS:
        who = ngettext(
            "Only %(teams)s (%(count)s colleague) and you read this, including the ideas.",
            "Only %(teams)s (%(count)s colleagues) and you read this, including all ideas.",
            len(names),
        ) % {"teams": ", ".join(team.name for team in request.teams.all()), "count": len(names)}
    elif request.audience == AudienceKind.SCHOOL:
        who = ngettext(
            "Only the colleagues of %(school)s (%(count)s beside you) and you read this, including the ideas.",
            "Only the colleagues of %(school)s (%(count)s beside you) and you read this, including all ideas.",
            len(names),
        ) % {"school": request.school.name, "count": len(names)}
    elif len(names) == 1:
        who = _("Only %(name)s and you read this.") % {"name": names[0]}
    else:
        who = _("Only %(names)s and you read this, including each other's answers.") % {"names": ", ".join(names)}
    return who + " " + _("The administrator of the server can technically reach it.")
