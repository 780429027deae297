"""What makes a good moment to send a question: a word about each person who is asked, and moments to choose from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bemanning.expertise.queries import working_days_of
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.schools.models import Membership
from bemanning.schoolyear import sentences
from bemanning.schoolyear.advice import Advice, Person, advise
from bemanning.schoolyear.calendar import WORKDAYS, Calendar, is_quiet
from bemanning.schoolyear.national import periods
from bemanning.schoolyear.queries import calendar_of

MOST_WORDS = 5  # people about whom something is said; for a team it would be a wall


@dataclass(frozen=True, slots=True)
class Word:
    """The advice about one person."""

    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moments:
    """The advice, and moments to send at with their names. Without a calendar no time is quiet."""

    words: tuple[Word, ...]
    choices: tuple[tuple[datetime, str], ...]
    calendar: Calendar | None

    def is_quiet(self, moment: datetime) -> bool:
        """Whether nothing should be sent at a moment unless the asker insists."""
        return self.calendar is not None and is_quiet(self.calendar, WORKDAYS, moment)


def moments_for(request: HelpRequest, asks: Sequence[Ask], *, now: datetime) -> Moments:
    """Advice for the people who are asked. Needs `member__user` on the asks."""
    members = [ask.member for ask in asks if ask.member is not None]
    known = calendar_of(request.school_id, now)
    calendar = known or Calendar()
    people = _people(members[:MOST_WORDS])
    words: tuple[Word, ...] = ()
    if len(members) <= MOST_WORDS:
        words = tuple(
            _word(member.user.first_name, advise(person, calendar, periods(), now))
            for member, person in zip(members, people, strict=True)
        )
    together = advise(_together(people), calendar, periods(), now)
    choices = tuple((moment, sentences.moment(moment, now)) for moment in together.moments)
    return Moments(words, choices, known)


def _word(name: str, advice: Advice) -> Word:
    return Word(name, tuple(sentences.why(advice, name)))


def _people(members: Sequence[Membership]) -> list[Person]:
    """What is known of each: job title and teams in words, and the working days they told."""
    rows = Membership.objects.filter(id__in=[member.id for member in members]).prefetch_related("teams")
    teams = {row.id: " ".join(team.name for team in row.teams.all()) for row in rows}
    days = working_days_of([member.id for member in members])
    return [
        Person(f"{member.job_title} {teams.get(member.id, '')}", frozenset(days.get(member.id) or WORKDAYS))
        for member in members
    ]


def _together(people: Sequence[Person]) -> Person:
    """All of them as one: busy when one of them is, there on the days that they share."""
    shared = WORKDAYS.intersection(*(person.working_days for person in people))
    return Person(" ".join(person.words for person in people), shared or WORKDAYS)
