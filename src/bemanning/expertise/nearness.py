"""The map of a very large school or board: the database narrows it down, the matcher ranks who is left.

An index in memory takes about 36 kB a person and is built anew when somebody changes a word. From `IN_MEMORY` people on
that costs more than it brings. Then the tokens that are stored with each profile are added up by the database, with whole
numbers, so that SQLite and PostgreSQL choose the same people in the same order.
"""

import hashlib
from collections.abc import Collection, Mapping
from functools import cache
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, Sum, Value, When

from bemanning.expertise.lexicon import vocabulary
from bemanning.expertise.models import Analysis, Profile, Token
from bemanning.schools.models import Membership
from wievraagik import Index, Suggestion
from wievraagik import Profile as Words
from wievraagik.coarse import asked, stored, version
from wievraagik.embeddings import SentenceModel
from wievraagik.topics import Topic

IN_MEMORY = 2_000  # people; docs/matching.md has the figures
CANDIDATES = 60  # how many the database leaves to be ranked
_AT_ONCE = 500


@cache
def sense() -> SentenceModel | None:
    """The sentence model of the administrator, read once a process; None when there is none."""
    return SentenceModel(settings.EMBEDDINGS) if settings.EMBEDDINGS else None


def analyse(profile: Profile) -> bool:
    """Store the tokens of somebody's words and job as they are now; False when that was done already."""
    return _analyse(profile, vocabulary(profile.member.school_id).topics)


def _analyse(profile: Profile, topics: Mapping[str, Topic]) -> bool:
    chosen = [topics[one.topic].label for one in profile.topic_choices.all() if one.kept and one.topic in topics]
    phrases = [phrase.text for phrase in profile.phrases.all()]
    words = Words(str(profile.member_id), profile.member.job_title, (*phrases, *chosen), profile.about)
    digest = hashlib.sha256(repr((version(), words)).encode()).hexdigest()
    if getattr(profile, "analysis", None) is not None and profile.analysis.digest == digest:
        return False
    _store(profile, words, digest)
    return True


@transaction.atomic
def _store(profile: Profile, words: Words, digest: str) -> None:
    Analysis.objects.update_or_create(profile=profile, defaults={"digest": digest})
    profile.tokens.all().delete()
    Token.objects.bulk_create(
        (Token(profile=profile, token=token[:60], weight=weight) for token, weight in stored(words).items()),
        batch_size=_AT_ONCE,
        ignore_conflicts=True,
    )


def analyse_all() -> None:
    """Renew the tokens of everybody whose job, or with a new version the matcher, changed since they were stored."""
    everybody = Profile.objects.select_related("member", "analysis").prefetch_related("phrases", "topic_choices")
    topics = cache(lambda school: vocabulary(school).topics)
    for profile in everybody.iterator(_AT_ONCE):
        _analyse(profile, topics(profile.member.school_id))


class Narrowed:
    """Answers as an `Index` over these people would, without holding one. Safe between threads: it never changes."""

    __slots__ = ("_schools", "_words")

    def __init__(self, words: Mapping[str, Words], schools: Collection[UUID]) -> None:
        self._words = words
        self._schools = schools

    def rank(self, text: str, *, limit: int = 5, exclude: frozenset[str] = frozenset()) -> tuple[Suggestion, ...]:
        """The people who fit a question best, best first."""
        return Index(self._near(text, exclude), sense(), text).rank(text, limit=limit)

    def search(self, text: str, *, limit: int = 20, exclude: frozenset[str] = frozenset()) -> tuple[Suggestion, ...]:
        """The people who fit a few search words, best first."""
        return Index(self._near(text, exclude), sense(), text).search(text, limit=limit)

    def _near(self, text: str, exclude: frozenset[str]) -> list[Words]:
        wanted = asked(text)
        if not wanted:
            return []
        weight = Case(*(When(token=token, then=Value(number)) for token, number in wanted.items()))
        rows = (
            Token.objects.filter(
                token__in=wanted,
                profile__listed=True,
                profile__member__left_at=None,
                profile__member__school__in=self._schools,
            )
            .values_list("profile__member_id")
            .annotate(near=Sum(F("weight") * weight))
            .order_by("-near", "profile__member_id")
        )
        # Whoever is left out later must not take the place of somebody who may be asked.
        found = (str(member) for member, _ in rows[: CANDIDATES + len(exclude)])
        return [self._words[key] for key in found if key in self._words and key not in exclude][:CANDIDATES]


def index_of(words: Mapping[str, Words]) -> Index | Narrowed:
    """What ranks these people, by member id: an index in memory, or the database where they are too many for that."""
    if len(words) <= IN_MEMORY:
        return Index(list(words.values()), sense())
    schools = Membership.objects.filter(id__in=list(words)).order_by().values_list("school_id", flat=True).distinct()
    return Narrowed(words, list(schools))
