"""What a server process remembers of a school's map: everybody's words, and the index that searches them.

Who is on the map, with their room, is read from the database every time, in one query. That query also tells
whether the remembered words are still right: they are kept under the ids, moments of change, names and job titles
of exactly these people. So a change made by any process counts at once, and nothing needs to be told around.
"""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from bemanning.core.prepared import prepared
from bemanning.expertise.access import within
from bemanning.expertise.companions import companions_of
from bemanning.expertise.enums import Room
from bemanning.expertise.models import Phrase, Profile, TopicChoice, room_on
from bemanning.expertise.nearness import IN_MEMORY, Narrowed, index_of
from bemanning.expertise.recognition import topics_of
from bemanning.schools.models import School
from wievraagik import Index, Vocabulary, topics_in
from wievraagik import Profile as Words

SCHOOLS_REMEMBERED = 64


class Listed(NamedTuple):
    """One person on the map: all that is short and changes often."""

    member_id: UUID
    profile_id: UUID
    updated_at: datetime
    name: str
    job_title: str
    room: str
    paused_until: date | None
    monthly_limit: int | None
    working_days: list[int]
    confirmed_at: datetime | None
    school: str = ""  # the name of their school, when that is another one
    circles: tuple[str, ...] = ()  # the circles through which they are found

    @property
    def last_confirmed(self) -> datetime:
        """When they last said, or wrote, that it is right."""
        return self.confirmed_at or self.updated_at

    def room_on(self, day: date) -> Room:
        """The room on a day."""
        return room_on(self.room, self.paused_until, day)


@dataclass(frozen=True, slots=True)
class Book:
    """The words and the topics of everybody on the map of one school, by member id, and the index over both."""

    signature: tuple[tuple[object, ...], ...]
    vocabulary: Vocabulary
    words: dict[str, Words]
    topics: dict[str, tuple[str, ...]]
    # Every topic at which somebody is, or that their words are clearly about without naming it.
    covered: frozenset[str]
    index: Index | Narrowed

    def labels(self, member: str) -> list[str]:
        """The names of somebody's topics."""
        return [self.vocabulary.topics[id].label for id in self.topics[member]]


_books: OrderedDict[Hashable, Book] = OrderedDict()
_lock = threading.Lock()


def listed(school: UUID) -> list[Listed]:
    """Everybody who chose to be on the map of this school and still works there. One query."""
    return [Listed(*row[:-2]) for row in _in_school(school)]


def listed_around(school: School) -> list[Listed]:
    """The same, with those of the other schools of the board who allowed it. One query."""
    return [
        Listed(*row[:-2], school="" if row[-2] == school.id else row[-1])  # type: ignore[misc]
        for row in _rows(within(school))
    ]


def listed_companions(member: UUID) -> list[Listed]:
    """Those in a circle with this member who allowed it. One query, and one more where there is a circle."""
    circles = companions_of(member)
    if not circles:
        return []
    rows = _rows(Q(member__in=list(circles), circled=True))
    return [Listed(*row[:-2], school=row[-1], circles=tuple(circles[row[0]])) for row in rows]  # type: ignore[misc]


@prepared
def _in_school(school: UUID) -> "QuerySet[Profile, tuple[Any, ...]]":
    return _rows(Q(member__school=school))


def _rows(who: Q) -> "QuerySet[Profile, tuple[Any, ...]]":
    found = Profile.objects.filter(who, listed=True, member__left_at=None, member__user__is_active=True)
    return found.values_list(
        "member_id",
        "id",
        "updated_at",
        "member__user__name",
        "member__job_title",
        "room",
        "paused_until",
        "monthly_limit",
        "working_days",
        "confirmed_at",
        "member__school_id",
        "member__school__name",
    )


def book(school: Hashable, people: Sequence[Listed], vocabulary: Vocabulary) -> Book:
    """The words and the index of these people: remembered, or read anew when somebody changed.

    `school` says under what name to remember them. No or three queries.
    """
    signature = tuple(sorted((*person[:3], person.name, person.job_title) for person in people))
    with _lock:
        known = _books.get(school)
        if known is not None and known.signature == signature and known.vocabulary is vocabulary:
            _books.move_to_end(school)
            return known
    # Built outside the lock: two threads may build the same book, which costs a moment and harms nothing. The words
    # are read after the signature, so a book is never older than its signature says.
    fresh = _read(signature, people, vocabulary)
    with _lock:
        _books[school] = fresh
        _books.move_to_end(school)
        while len(_books) > SCHOOLS_REMEMBERED:
            _books.popitem(last=False)
    return fresh


def _read(signature: tuple[tuple[object, ...], ...], people: Sequence[Listed], vocabulary: Vocabulary) -> Book:
    by_profile = {person.profile_id: person for person in people}
    phrases: dict[UUID, list[str]] = {profile: [] for profile in by_profile}
    chosen: dict[UUID, dict[str, bool]] = {profile: {} for profile in by_profile}
    for profile, text in Phrase.objects.filter(profile__in=by_profile).values_list("profile_id", "text"):
        phrases[profile].append(text)
    choices = TopicChoice.objects.filter(profile__in=by_profile).order_by("id")
    for profile, topic, kept in choices.values_list("profile_id", "topic", "kept"):
        chosen[profile][topic] = kept
    about = dict(Profile.objects.filter(id__in=by_profile).values_list("id", "about"))
    words, topics = {}, {}
    for profile, person in by_profile.items():
        key = str(person.member_id)
        words[key] = Words(key, person.job_title, tuple(phrases[profile]), about.get(profile, ""))
        topics[key] = topics_of(
            phrases[profile],
            added=[topic for topic, kept in chosen[profile].items() if kept],
            removed={topic for topic, kept in chosen[profile].items() if not kept},
            vocabulary=vocabulary,
        )
    searched = {key: _searched(words[key], topics[key], vocabulary) for key in words}
    covered = {id for ids in topics.values() for id in ids}
    if len(words) <= IN_MEMORY:  # with more people there is hardly a topic that nobody names
        texts = (text for own in phrases.values() for text in own)
        covered.update(topic.id for text in texts for topic in vocabulary.subjects(text))
    return Book(signature, vocabulary, words, topics, frozenset(covered), index_of(searched))


def _searched(words: Words, topics: Sequence[str], vocabulary: Vocabulary) -> Words:
    """What is searched: somebody's words, and the names of the topics that the matcher cannot read in them."""
    read = {topic.id for phrase in words.phrases for topic in topics_in(phrase)}
    labels = (vocabulary.topics[id].label for id in topics if id not in read)
    return Words(words.id, words.role, (*words.phrases, *labels), words.about)
