"""Reading the map: who is on it, who is found, who is suggested for a question and why."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import overload
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext

from bemanning.core.prepared import prepared
from bemanning.expertise import crew, load, openwater, sentences
from bemanning.expertise.chart import Chart, chart
from bemanning.expertise.enums import Room
from bemanning.expertise.freshness import ASKED_AFTER, confirmation_due, freshness
from bemanning.expertise.lexicon import vocabulary
from bemanning.expertise.models import Profile, ShownThanks, Tip, room_on
from bemanning.expertise.recognition import topics_of
from bemanning.expertise.thanks import Thanks, thanks_to
from bemanning.mail.news import News
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership
from bemanning.schools.queries import active
from wievraagik import Profile as Words
from wievraagik import Source, Topic, is_doubtful
from wievraagik import Suggestion as Found

# A little room, and each time somebody was asked this month, lets others of about the same fit come first.
LITTLE_ROOM = 0.85
MOST_DOUBTFUL = 2  # names with "perhaps": more of them is a list that nobody believes
ASKED_BEFORE = 0.15
# What a search finds with less than this, or than this share of the best, is chance.
NEAR = 0.1
CHANCE = 0.25
CANDIDATES = 4  # times the limit: how many by subject alone are looked at before room and load count


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the map, as colleagues see them today."""

    member_id: UUID
    name: str
    job_title: str
    phrases: tuple[str, ...]
    about: str
    topics: tuple[str, ...]
    room: Room
    room_words: str
    days_words: str
    because: str = ""  # why a search found them, where that is more than letters
    school: str = ""  # of somebody from another school
    circles: tuple[str, ...] = ()  # the circles through which they were found

    @property
    def first_name(self) -> str:
        """The name to speak with."""
        return self.name.split(" ")[0]

    @property
    def post(self) -> str:
        """What they do, and where, when that is another school; then through which circles they were found."""
        what_and_where = ", ".join(filter(None, (capfirst(self.job_title), self.school)))
        return " · ".join(filter(None, (what_and_where, *self.circles)))

    @property
    def initials(self) -> str:
        """The letters that stand in for a picture: of the first and the last part of the name."""
        parts = self.name.split()
        return "".join(part[0] for part in [*parts[:1], *parts[1:][-1:]]).upper()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who can think along on a question, with what is true of them."""

    member: Membership
    quote: str
    source: Source
    room: Room
    because: str
    availability: str
    perhaps: bool = False  # the words are far from the question: it may be nothing

    @property
    def reason(self) -> str:
        """Why this person, in their own words, and when they can."""
        return f"{self.because} {self.availability}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A colleague to choose oneself. Room is known only of people on the map."""

    id: UUID
    name: str
    job_title: str
    room: Room | None
    room_words: str


def working_days_of(member_ids: Iterable[UUID]) -> dict[UUID, list[int]]:
    """The working days (1 is Monday) of those who are on the map, as they told them."""
    rows = Profile.objects.filter(member__in=list(member_ids), listed=True).values_list("member_id", "working_days")
    return dict(rows)


def own_profile(member: Membership) -> Profile | None:
    """Somebody's own profile with its phrases and choices, or None if they never made one."""
    return Profile.objects.prefetch_related("phrases", "topic_choices").filter(member=member).first()


def is_listed(member: Membership) -> bool:
    """Whether somebody is on the map."""
    return Profile.objects.filter(member=member, listed=True).exists()


def place_of(member: Membership) -> Profile | None:
    """Somebody's place, on the map or not, without its words; None for who never chose. One query."""
    return _place.first(member.id)


def asks_confirmation(place: Profile | None, *, now: datetime) -> bool:
    """Whether it is time to ask somebody if this place of theirs on the map is still right."""
    return place is not None and place.listed and confirmation_due(place.last_confirmed, now)


def tips_for(member: Membership) -> list[Tip]:
    """What colleagues see in this person, the newest first. One query."""
    return [tip for tip in _tips(member.id) if not tip.erased]


@prepared
def _place(member: UUID) -> QuerySet[Profile]:
    return Profile.objects.filter(member=member)


@prepared
def _tips(member: UUID) -> QuerySet[Tip]:
    return Tip.objects.select_related("key", "by__user").filter(member=member).order_by("-written_at", "id")


def untold_tips(users: Collection[UUID], now: datetime) -> Iterator[tuple[UUID, News]]:
    """For a digest: whose expertise a colleague named, as long as they have not decided. One query."""
    found = Tip.objects.filter(member__user__in=users, member__left_at=None, written_at__lte=now).order_by("id")
    for tip, user, name in found.values_list("id", "member__user", "by__user__name"):
        sentence = gettext("%(name)s sees an expertise in you.") % {"name": name}
        yield user, News(f"tip:{tip}", sentence, reverse("profile_tips"))


def own_thanks(member: Membership) -> list[tuple[Thanks, bool]]:
    """All words of thanks to this person, the newest first, and whether others see them."""
    shown = set(ShownThanks.objects.filter(member=member).values_list("thanks", flat=True))
    return [(one, one.id in shown) for one in thanks_to(member.id)]


def shown_thanks(member: Membership) -> list[Thanks]:
    """The words of thanks that this person shows to others. One query, and the sources where there is any."""
    shown = set(ShownThanks.objects.filter(member=member).values_list("thanks", flat=True))
    return [one for one in thanks_to(member.id) if one.id in shown] if shown else []


def unconfirmed(users: Collection[UUID], now: datetime) -> Iterator[tuple[UUID, News]]:
    """For a digest: who may be asked if their place is still right, each year once. One query."""
    confirmed = Coalesce("confirmed_at", "updated_at")
    due = Profile.objects.annotate(confirmed=confirmed).filter(
        listed=True, member__user__in=users, member__left_at=None, confirmed__lte=now - ASKED_AFTER
    )
    for profile, user, member in due.order_by("id").values_list("id", "member__user", "member"):
        sentence = gettext("You wrote your place on the map a year ago or longer. Is it still right?")
        yield user, News(f"confirm:{profile}:{now.year}", sentence, reverse("person", args=[member]))


def away(member_ids: Collection[UUID], *, now: datetime) -> dict[UUID, date | None]:
    """Of these people, those on the map who have no room now, with the last day of that (None: not known). One query."""
    if not member_ids:
        return {}
    today = timezone.localdate(now)
    paused = Profile.objects.filter(member__in=member_ids, listed=True, room=Room.PAUSED)
    return {one.member_id: one.paused_until for one in paused if one.room_on(today) == Room.PAUSED}


def has_room(member: Membership, *, now: datetime) -> bool:
    """Whether somebody can be asked now: not away, and below the limit a month that they set."""
    profile = Profile.objects.filter(member=member, listed=True).first()
    if profile is None:
        return True
    if profile.room_on(timezone.localdate(now)) == Room.PAUSED:
        return False
    asked = load.asked_this_month([member.id], now).get(member.id, 0)
    return profile.monthly_limit is None or asked < profile.monthly_limit


class People(Sequence[Person]):
    """People in an order. Their sentences are only made for those that are looked at: one page of them."""

    def __init__(
        self, listed: list[crew.Listed], book: crew.Book, today: date, reasons: Mapping[str, str] | None = None
    ) -> None:
        self._listed = listed
        self._book = book
        self._today = today
        self._reasons = reasons or {}

    def __len__(self) -> int:
        return len(self._listed)

    @overload
    def __getitem__(self, place: int) -> Person: ...
    @overload
    def __getitem__(self, place: slice) -> list[Person]: ...
    def __getitem__(self, place: int | slice) -> Person | list[Person]:
        if isinstance(place, slice):
            return [self._person(one) for one in self._listed[place]]
        return self._person(self._listed[place])

    def _person(self, one: crew.Listed) -> Person:
        return _person(one, self._book, self._today, self._reasons.get(str(one.member_id), ""))

    def has(self, member: Membership) -> bool:
        """Whether somebody is among them."""
        return any(one.member_id == member.id for one in self._listed)


def people(viewer: Viewer, query: str, *, now: datetime) -> People:
    """Everybody on the map of the current school by name; with a query those it finds, the best first."""
    listed = sorted(crew.listed(viewer.school.id), key=lambda one: _folded(one.name))
    book = crew.book((viewer.school.id, False), listed, vocabulary(viewer.school.id))
    today = timezone.localdate(now)
    return _matches(query, listed, book, today) if query.strip() else People(listed, book, today)


@dataclass(frozen=True, slots=True)
class Map:
    """The map of a school and, after a search, whom it finds; None when nothing was searched."""

    chart: Chart
    found: People | None
    companions: People | None  # of other schools, found through a circle
    nobody: Topic | None  # what was searched, when nobody is there


def whole_map(viewer: Viewer, query: str, *, now: datetime, wide: bool = False) -> Map:
    """The map of the current school, or with `wide` also of those at the other schools of its board who allow it.

    Two queries, one for what somebody needed (for a leader alone), and three more when somebody changed something.
    A search takes one for the circles of the viewer, and one where there are any.
    """
    school = viewer.school
    listed = crew.listed_around(school) if wide else crew.listed(school.id)
    book = crew.book((school.id, wide), listed, vocabulary(school.id))
    found = _matches(query, listed, book, timezone.localdate(now)) if query.strip() else None
    needed = openwater.wanted(school.id, covered=book.covered, now=now) if viewer.member.is_leader else set()
    nobody = openwater.nobody_at(query, book) if query.strip() else None
    known = {one.member_id for one in listed}
    companions = companions_found(viewer, query, exclude=known, now=now) if query.strip() else None
    return Map(chart(listed, book, now=now, wanted=needed), found, companions, nobody)


def companions_found(viewer: Viewer, query: str, *, exclude: Collection[UUID], now: datetime) -> People | None:
    """Of the people in the circles of the viewer who allowed it, those whom a search finds; None without any."""
    others = [one for one in crew.listed_companions(viewer.member.id) if one.member_id not in exclude]
    return _of_circles(viewer, query, others, now) if others else None


def companions(viewer: Viewer, query: str, *, among: Collection[UUID], now: datetime) -> People:
    """Of one circle, those who allowed it, by name; with a query those it finds, the best first."""
    others = [one for one in crew.listed_companions(viewer.member.id) if one.member_id in among]
    return _of_circles(viewer, query, others, now)


def _of_circles(viewer: Viewer, query: str, others: list[crew.Listed], now: datetime) -> People:
    """Remembered by who is in it: whoever sees the same people shares their words."""
    today = timezone.localdate(now)
    name = (viewer.school.id, tuple(sorted(one.member_id for one in others)))
    book = crew.book(name, others, vocabulary(viewer.school.id))
    return _matches(query, others, book, today) if query.strip() else People(others, book, today)


def shows_words_to_circles(member: Membership) -> bool:
    """Whether the people of somebody's circles see what they like to be asked about."""
    return Profile.objects.filter(member=member, listed=True, circled=True).exists()


def suggest(
    viewer: Viewer, text: str, *, exclude: Collection[UUID], now: datetime, limit: int = 5
) -> list[Suggestion]:
    """People for a question, the best first, each with a true reason; at the end at most two that it is not sure of.

    Never the viewer, nobody on pause, nobody who reached the limit they set, nobody who wrote no words.
    """
    today = timezone.localdate(now)
    listed = crew.listed(viewer.school.id)
    book = crew.book((viewer.school.id, False), listed, vocabulary(viewer.school.id))
    asked = load.asked_this_month([one.member_id for one in listed], now)
    known = {str(one.member_id): one for one in listed}
    away = frozenset(
        key
        for key, one in known.items()
        if one.member_id == viewer.member.id
        or one.member_id in exclude
        or one.room_on(today) == Room.PAUSED
        or (one.monthly_limit is not None and asked.get(one.member_id, 0) >= one.monthly_limit)
        or not (book.words[key].phrases or book.words[key].about or book.topics[key])
    )
    found = book.index.rank(book.vocabulary.widened(text), limit=limit * CANDIDATES, exclude=away)

    def fit(suggested: Found) -> float:
        one = known[suggested.profile_id]
        little = LITTLE_ROOM if one.room_on(today) == Room.LITTLE else 1.0
        fresh = freshness(one.last_confirmed, now)
        return suggested.score * little * fresh / (1 + ASKED_BEFORE * asked.get(one.member_id, 0))

    ordered = sorted(found, key=fit, reverse=True)
    doubtful = [one for one in ordered if is_doubtful(one)][:MOST_DOUBTFUL]
    best = [*(one for one in ordered if not is_doubtful(one)), *doubtful][:limit]
    members = _members([known[one.profile_id].member_id for one in best])
    built = (_suggestion(one, known[one.profile_id], book, members, today) for one in best)
    return [suggestion for suggestion in built if suggestion is not None]


def choices(viewer: Viewer, *, now: datetime) -> list[Choice]:
    """Every active colleague in the current school by name, for somebody who knows whom to ask. One query."""
    today = timezone.localdate(now)
    rows = (
        active(viewer.school)
        .exclude(id=viewer.member.id)
        .values_list("id", "user__name", "job_title", "profile__listed", "profile__room", "profile__paused_until")
    )
    found = []
    for member, name, job, listed, stored, until in rows:
        room = room_on(stored, until, today) if listed else None
        found.append(Choice(member, name, job, room, sentences.room(room, until) if room else ""))
    return sorted(found, key=lambda one: _folded(one.name))


def shown(profile: Profile, *, viewer: Viewer, now: datetime) -> Person:
    """One profile as this colleague sees it today. Needs `member__user` and `member__school`. Three queries."""
    known = vocabulary(profile.member.school_id)
    choices = list(profile.topic_choices.all())
    phrases = tuple(phrase.text for phrase in profile.phrases.all())
    topics = topics_of(
        phrases,
        added=[choice.topic for choice in choices if choice.kept],
        removed={choice.topic for choice in choices if not choice.kept},
        vocabulary=known,
    )
    today = timezone.localdate(now)
    room = profile.room_on(today)
    return Person(
        member_id=profile.member_id,
        name=profile.member.user.name,
        job_title=profile.member.job_title,
        phrases=phrases,
        about=profile.about,
        topics=tuple(known.topics[id].label for id in topics),
        room=room,
        room_words=sentences.room(room, profile.paused_until),
        days_words=sentences.working_days(profile.working_days),
        school="" if profile.member.school_id == viewer.school.id else profile.member.school.name,
    )


def _matches(query: str, listed: list[crew.Listed], book: crew.Book, today: date) -> People:
    """By name; or else by subject, also of a situation; and always by letters within a word ("reken")."""
    known = {str(one.member_id): one for one in listed}
    by_name = [key for key, one in known.items() if _has(query, one.name)]
    # Somebody who types a name wants that person, not whoever is a little near to it in subject.
    by_subject = () if by_name else book.index.search(book.vocabulary.widened(query), limit=len(known))
    least = max(NEAR, CHANCE * max((one.score for one in by_subject), default=0.0))
    near = [one for one in by_subject if one.score >= least]
    reasons = {one.profile_id: _because(one, known[one.profile_id], book) for one in near}
    by_letters = [
        key
        for key, one in known.items()
        if _has(query, " ".join([one.name, one.job_title, *book.words[key].phrases, book.words[key].about]))
    ]
    order = dict.fromkeys([*by_name, *reasons, *by_letters])
    return People([known[key] for key in order], book, today, reasons)


def _person(one: crew.Listed, book: crew.Book, today: date, because: str) -> Person:
    words = book.words[str(one.member_id)]
    room = one.room_on(today)
    return Person(
        member_id=one.member_id,
        name=one.name,
        job_title=one.job_title,
        phrases=tuple(words.phrases),
        about=words.about,
        topics=tuple(book.labels(str(one.member_id))),
        room=room,
        room_words=sentences.room(room, one.paused_until),
        days_words=sentences.working_days(one.working_days),
        because=because,
        school=one.school,
        circles=one.circles,
    )


def _members(ids: list[UUID]) -> dict[UUID, Membership]:
    if not ids:
        return {}
    return {member.id: member for member in Membership.objects.select_related("user", "school").filter(id__in=ids)}


def _suggestion(
    found: Found, one: crew.Listed, book: crew.Book, members: dict[UUID, Membership], today: date
) -> Suggestion | None:
    """None when nothing true can be said: no words of their own matched, and they have no job title."""
    member = members.get(one.member_id)
    because = _because(found, one, book)
    if member is None or not because:
        return None
    own_words = _is_own(found.quote, book.words[found.profile_id])
    room = one.room_on(today)
    return Suggestion(
        member=member,
        quote=found.quote if own_words else "",
        source=found.source if own_words else "role",
        room=room,
        because=because,
        availability=sentences.availability(room, one.working_days, today),
        perhaps=is_doubtful(found),
    )


def _because(found: Found, one: crew.Listed, book: crew.Book) -> str:
    """Why somebody is found: their own words, else a topic that they chose, else their job; empty without any."""
    if _is_own(found.quote, book.words[found.profile_id]):
        return sentences.because_of_words(found.quote)
    if found.quote in book.labels(found.profile_id):
        return sentences.because_of_topic(found.quote)
    return sentences.because_of_job(one.job_title) if one.job_title else ""


def _is_own(quote: str, words: Words) -> bool:
    return bool(quote) and any(quote in text for text in [*words.phrases, words.about])


def _folded(text: str) -> str:
    """For comparing: without capitals and accents."""
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _has(query: str, text: str) -> bool:
    """Whether every word of the query stands in the text, as a whole or as a part."""
    folded = _folded(text)
    return all(word in folded for word in _folded(query).split())
