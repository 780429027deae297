"""The map as data: waters (groups of topics), the topics in them, who sails there, and where nobody does yet."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.text import slugify

from bemanning.expertise import crew
from bemanning.expertise.freshness import confirmation_due
from wievraagik import Topic, Vocabulary


@dataclass(frozen=True, slots=True)
class Sailor:
    """Somebody at a topic. `faded` when nobody said for over a year that it is still right."""

    member_id: UUID
    name: str
    short: str  # what stands on the map: the first name, with a letter more where two share it
    faded: bool
    school: str = ""  # of somebody from another school of the board


@dataclass(frozen=True, slots=True)
class Spot:
    """A topic and who sails there."""

    topic: Topic
    sailors: tuple[Sailor, ...]


@dataclass(frozen=True, slots=True)
class Water:
    """A group of topics."""

    name: str
    spots: tuple[Spot, ...]  # where somebody is
    empty: tuple[Topic, ...]  # where nobody is yet
    wanted: tuple[Topic, ...] = ()  # and of those, what somebody needed

    @property
    def slug(self) -> str:
        """The name in an address of this page."""
        return slugify(self.name)

    @property
    def sailors(self) -> tuple[Sailor, ...]:
        """Everybody in this water, once, in the order of their first topic."""
        return tuple({sailor.member_id: sailor for spot in self.spots for sailor in spot.sailors}.values())


@dataclass(frozen=True, slots=True)
class Chart:
    """The whole map."""

    waters: tuple[Water, ...]

    @property
    def wanted(self) -> tuple[Topic, ...]:
        """What somebody needed and where nobody is yet."""
        return tuple(topic for water in self.waters for topic in water.wanted)

    def without_wanted(self) -> "Chart":
        """The same map for everybody to see, without what somebody needed."""
        return Chart(tuple(replace(water, wanted=()) for water in self.waters))

    @property
    def is_empty(self) -> bool:
        """Whether nobody is on the map with a topic."""
        return not any(water.spots for water in self.waters)


def chart(
    people: Sequence[crew.Listed], book: crew.Book, *, now: datetime, wanted: Collection[str] = frozenset()
) -> Chart:
    """The map of these people, with the topics that somebody needed. People stand by name: nobody comes first."""
    shorts = _short_names(people)
    at: dict[str, list[Sailor]] = {}
    for one in sorted(people, key=lambda person: person.name.casefold()):
        faded = confirmation_due(one.last_confirmed, now)
        sailor = Sailor(one.member_id, one.name, shorts[one.member_id], faded, one.school)
        for topic in book.topics[str(one.member_id)]:
            at.setdefault(topic, []).append(sailor)
    return Chart(tuple(_water(group, topics, at, wanted) for group, topics in _groups(book.vocabulary)))


def _groups(vocabulary: Vocabulary) -> Iterable[tuple[str, list[Topic]]]:
    groups: dict[str, list[Topic]] = {}
    for topic in vocabulary.topics.values():
        groups.setdefault(topic.group, []).append(topic)
    return groups.items()


def _water(group: str, topics: list[Topic], at: dict[str, list[Sailor]], wanted: Collection[str]) -> Water:
    return Water(
        _heading(group),
        tuple(Spot(topic, tuple(at[topic.id])) for topic in topics if topic.id in at),
        tuple(topic for topic in topics if topic.id not in at),
        tuple(topic for topic in topics if topic.id in wanted and topic.id not in at),
    )


def _heading(group: str) -> str:
    """A group as a name: with a capital, and what is for secondary schools alone in capitals."""
    return f"VO{group[2:]}" if group.startswith("vo:") else group[:1].upper() + group[1:]


def _short_names(people: Sequence[crew.Listed]) -> dict[UUID, str]:
    """First names; with the first letter of the last name where two people share one."""
    first = {one.member_id: one.name.split(" ")[0] for one in people}
    shared = {name for name, times in Counter(first.values()).items() if times > 1}
    return {
        one.member_id: f"{first[one.member_id]} {one.name.split(' ')[-1][0]}."
        if first[one.member_id] in shared and " " in one.name
        else first[one.member_id]
        for one in people
    }
