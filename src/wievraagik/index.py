"""The ranking itself: one index holds the people of one school and answers who fits a question.

Two kinds of evidence are added up: the topics that the question and a person's words are about (space.py), and the
words they literally share (lexical.py). Per person the best piece of the profile counts, and the profile as a whole.
"""

import math
import statistics
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from wievraagik.lexical import BM25
from wievraagik.matter import matter_of
from wievraagik.people import Profile, Source, Suggestion
from wievraagik.space import topics_of
from wievraagik.topics import all_topics
from wievraagik.words import grams, terms

# The shares were chosen on data/matching/school_1; docs/matching.md has the figures.
_WHOLE_SHARE = 2.0
_LEXICAL_SHARE = 0.1
_GRAM_SHARE = 0.25
# The lexical score at which half of its share is given.
_LEXICAL_HALF = 12.0
# Below this, what links a question and a person is chance: on the two schools nobody who fits and stands first is lost,
# and two in five of the suggestions that do not fit stay away (docs/matching.md).
_THRESHOLD = 0.05
# A topic is named as a link when it brings at least this much of the agreement in topics.
_LINK_SHARE = 0.25
_LINK_LEAST = 0.02
# Own words are quoted rather than the role when they fit at least this well compared with the role.
_OWN_WORDS_FIRST = 0.5
# What a sentence model says is compared among the people of the school; among fewer than this it tells nothing.
_SENSE_LEAST = 10
_SENSE_SHARE = 0.5
# What everybody has before a sentence model speaks, so that it can lift somebody without other evidence a little.
_SENSE_FLOOR = 0.01


class Sense(Protocol):
    """How near texts are in meaning by another model, such as `embeddings.SentenceModel`."""

    def compare(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text a number that is larger the nearer it is."""


class _ByTopic:
    """Which texts are about which topic, and how much: an inverted list. Immutable once built."""

    __slots__ = ("_postings",)

    def __init__(self, distributions: Iterable[Mapping[int, float]]) -> None:
        self._postings: dict[int, tuple[array[int], array[float]]] = {}
        for number, distribution in enumerate(distributions):
            for topic, share in distribution.items():
                numbers, shares = self._postings.setdefault(topic, (array("I"), array("f")))
                numbers.append(number)
                shares.append(share)

    def agreement(self, asked: Mapping[int, float]) -> dict[int, float]:
        """For every text the chance that it and the question are about one and the same topic."""
        found: dict[int, float] = {}
        for topic, wanted in asked.items():
            if topic not in self._postings:
                continue
            for number, share in zip(*self._postings[topic], strict=True):
                found[number] = found.get(number, 0.0) + wanted * share
        return found


class Index:
    """The people of one school. Immutable once built, so any number of threads may ask at once."""

    __slots__ = ("_grams", "_owner", "_pieces", "_piecewise", "_profiles", "_sense", "_terms", "_texts", "_whole")

    def __init__(self, profiles: Iterable[Profile], sense: Sense | None = None) -> None:
        """`sense` is blended in where it is given and there are people enough."""
        self._profiles = tuple(profiles)
        self._sense = sense if len(self._profiles) >= _SENSE_LEAST else None
        pieces: list[tuple[Source, str]] = []
        owner = array("I")
        for number, profile in enumerate(self._profiles):
            for piece in profile.pieces():
                pieces.append(piece)
                owner.append(number)
        self._pieces = tuple(pieces)
        self._owner = owner
        whole = [". ".join(text for _, text in profile.pieces()) for profile in self._profiles]
        self._piecewise = _ByTopic(topics_of(text) for _, text in pieces)
        self._texts = tuple(whole) if self._sense else ()
        self._whole = _ByTopic(topics_of(text) for text in whole)
        self._terms = BM25([list(terms(text)) for text in whole])
        self._grams = BM25([list(grams(text)) for text in whole])

    def rank(self, text: str, *, limit: int = 5, exclude: frozenset[str] = frozenset()) -> tuple[Suggestion, ...]:
        """The people who fit a question best, best first; nobody whose link with it is mere chance."""
        return self._best(matter_of(text), limit, exclude, _LEXICAL_SHARE)

    def order(self, text: str) -> list[str]:
        """Everybody, best first, also whoever is linked by mere chance: for measuring and for scripts."""
        text = matter_of(text)
        asked = topics_of(text)
        scores = self._scores(text, asked, self._piecewise.agreement(asked), _LEXICAL_SHARE)
        ordered = sorted(range(len(self._profiles)), key=lambda n: (-scores.get(n, 0.0), self._profiles[n].id))
        return [self._profiles[n].id for n in ordered]

    def search(self, text: str, *, limit: int = 20, exclude: frozenset[str] = frozenset()) -> tuple[Suggestion, ...]:
        """The people who fit a few search words, best first; the very words count for more."""
        return self._best(text, limit, exclude, 4 * _LEXICAL_SHARE)

    def _best(self, text: str, limit: int, exclude: frozenset[str], lexical_share: float) -> tuple[Suggestion, ...]:
        asked = topics_of(text)
        near = self._piecewise.agreement(asked)
        scores = self._scores(text, asked, near, lexical_share)
        fitting = sorted(
            (-score, self._profiles[person].id, person)
            for person, score in scores.items()
            if score > _THRESHOLD and self._profiles[person].id not in exclude
        )
        best = fitting[: max(limit, 0)]
        quotes = self._quotes([person for _, _, person in best], text, near)
        return tuple(
            Suggestion(name, -negative, *quotes[person], self._links(asked, person))
            for negative, name, person in best
        )

    def _scores(
        self, text: str, asked: Mapping[int, float], near: Mapping[int, float], lexical_share: float
    ) -> dict[int, float]:
        """The evidence for everybody of whom there is any: the best piece, the whole profile, the shared words."""
        scores: dict[int, float] = {}
        for piece, agreement in near.items():
            person = self._owner[piece]
            if agreement > scores.get(person, 0.0):
                scores[person] = agreement
        for person, agreement in self._whole.agreement(asked).items():
            scores[person] = scores.get(person, 0.0) + _WHOLE_SHARE * agreement
        for person, shared in self._lexical(text).items():
            scores[person] = scores.get(person, 0.0) + lexical_share * shared / (shared + _LEXICAL_HALF)
        return self._with_sense(text, scores)

    def _with_sense(self, text: str, scores: dict[int, float]) -> dict[int, float]:
        """The scores, raised or lowered by how near somebody's text is compared with that of the others."""
        if self._sense is None or not text.strip():
            return scores
        near = self._sense.compare(text, self._texts)
        mean, spread = statistics.fmean(near), statistics.pstdev(near)
        if not spread:
            return scores
        return {
            person: (scores.get(person, 0.0) + _THRESHOLD) * math.exp(_SENSE_SHARE * (one - mean) / spread)
            - _THRESHOLD
            for person, one in enumerate(near)
        }

    def _lexical(self, text: str) -> dict[int, float]:
        scores = self._terms.scores(terms(text))
        for person, score in self._grams.scores(grams(text)).items():
            scores[person] = scores.get(person, 0.0) + _GRAM_SHARE * score
        return scores

    def _links(self, asked: Mapping[int, float], person: int) -> tuple[str, ...]:
        """The topics that bring question and person together, strongest first."""
        told: dict[int, float] = {}
        for _, text in self._profiles[person].pieces():
            for topic, share in topics_of(text).items():
                told[topic] = max(share, told.get(topic, 0.0))
        shared = {topic: share * told[topic] for topic, share in asked.items() if topic in told}
        least = max(_LINK_LEAST, _LINK_SHARE * sum(shared.values()))
        topics = all_topics()
        ordered = sorted(shared, key=lambda topic: (-shared[topic], topic))
        return tuple(topics[topic].id for topic in ordered if shared[topic] >= least)

    def _quotes(self, people: Sequence[int], text: str, near: Mapping[int, float]) -> dict[int, tuple[str, Source]]:
        """For each person the own words that fit the question best, verbatim; empty when only the role fits."""
        wanted, runs = set(terms(text)), set(grams(text))
        best: dict[int, tuple[float, str, Source]] = {}
        for piece, person in self._pieces_of(frozenset(people)):
            source, words = self._pieces[piece]
            overlap = len(wanted.intersection(terms(words))) + len(runs.intersection(grams(words))) / 20
            fit = near.get(piece, 0.0) + _LEXICAL_SHARE * overlap / (overlap + 1)
            if source == "role":
                best[person] = (fit * _OWN_WORDS_FIRST, "", "role")
            elif fit > best.get(person, (0.0, "", "role"))[0]:
                best[person] = (fit, words, source)
        return {person: best.get(person, (0.0, "", "role"))[1:] for person in people}

    def _pieces_of(self, people: frozenset[int]) -> Iterator[tuple[int, int]]:
        return ((piece, person) for piece, person in enumerate(self._owner) if person in people)
