"""The ranking itself: one index holds the people of one school and answers who fits a question.

Two kinds of evidence are added up: the topics that the question and a person's words are about (space.py), and the
words they literally share (lexical.py). Per person the best piece of the profile counts, and the profile as a whole.
"""

import math
import statistics
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
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
# Below this, what links a question and a person is chance: on the two schools nobody who fits and stands first is lost.
# What lies above it may still be said with "perhaps" (chance.py).
_THRESHOLD = 0.05
# A topic is named as a link when it brings at least this much of the agreement in topics.
_LINK_SHARE = 0.25
_LINK_LEAST = 0.02
# Topics less likely than this are left out: a fifth of the time, and it changes hardly any order (docs/matching.md).
_FAINT = 0.001
# Own words are quoted rather than the role when they fit at least this well compared with the role.
_OWN_WORDS_FIRST = 0.5
# What a sentence model says is compared among the people of the school; among fewer than this it tells nothing.
_SENSE_LEAST = 10
_SENSE_SHARE = 0.5


class Sense(Protocol):
    """How near texts are in meaning by another model, such as `embeddings.SentenceModel`."""

    def compare(self, question: str, texts: Sequence[str]) -> list[float]:
        """For each text a number that is larger the nearer it is."""


class _ByTopic:
    """Which texts are about which topic, and how much: an inverted list. Immutable once built."""

    __slots__ = ("_postings", "_size")

    def __init__(self, distributions: Iterable[Mapping[int, float]]) -> None:
        self._postings: dict[int, tuple[array[int], array[float]]] = {}
        self._size = 0
        for number, distribution in enumerate(distributions):
            self._size += 1
            for topic, share in distribution.items():
                if share < _FAINT:
                    continue
                numbers, shares = self._postings.setdefault(topic, (array("I"), array("f")))
                numbers.append(number)
                shares.append(share)

    def agreement(self, asked: Mapping[int, float]) -> list[float]:
        """For every text, in their order, the chance that it and the question are about one and the same topic."""
        found = [0.0] * self._size
        for topic, wanted in asked.items():
            if topic not in self._postings or wanted < _FAINT:
                continue
            for number, share in zip(*self._postings[topic], strict=True):
                found[number] += wanted * share
        return found

    def most(self, topic: int, first: int, end: int) -> float:
        """How much the text that is most about a topic is about it, of those from `first` up to `end`."""
        if topic not in self._postings:
            return 0.0
        numbers, shares = self._postings[topic]
        return max(shares[bisect_left(numbers, first) : bisect_left(numbers, end)], default=0.0)


class Index:
    """The people of one school. Immutable once built, so any number of threads may ask at once."""

    __slots__ = ("_ends", "_grams", "_pieces", "_piecewise", "_profiles", "_sense", "_terms", "_texts", "_whole")

    def __init__(self, profiles: Iterable[Profile], sense: Sense | None = None, only: str | None = None) -> None:
        """`sense` is blended in where it is given and there are people enough.

        With `only`, this is the one question that will be asked: the index is built sooner and answers the same.
        """
        self._profiles = tuple(profiles)
        self._sense = sense if len(self._profiles) >= _SENSE_LEAST else None
        pieces: list[tuple[Source, str]] = []
        # The pieces of person n are those from _ends[n] up to _ends[n + 1].
        self._ends = array("I", [0])
        for profile in self._profiles:
            pieces += profile.pieces()
            self._ends.append(len(pieces))
        self._pieces = tuple(pieces)
        whole = [". ".join(text for _, text in profile.pieces()) for profile in self._profiles]
        self._piecewise = _ByTopic(topics_of(text) for _, text in pieces)
        self._texts = tuple(whole) if self._sense else ()
        self._whole = _ByTopic(topics_of(text) for text in whole)
        self._terms = BM25([terms(text) for text in whole], None if only is None else set(terms(only)))
        self._grams = BM25([grams(text) for text in whole], None if only is None else set(grams(only)))

    def rank(self, text: str, *, limit: int = 5, exclude: frozenset[str] = frozenset()) -> tuple[Suggestion, ...]:
        """The people who fit a question best, best first; nobody whose link with it is mere chance."""
        return self._best(matter_of(text), limit, exclude, _LEXICAL_SHARE)

    def order(self, text: str) -> list[str]:
        """Everybody, best first, also whoever is linked by mere chance: for measuring and for scripts."""
        text = matter_of(text)
        asked = topics_of(text)
        scores = self._scores(text, asked, self._piecewise.agreement(asked), _LEXICAL_SHARE)
        ordered = sorted(range(len(self._profiles)), key=lambda n: (-scores[n], self._profiles[n].id))
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
            for person, score in enumerate(scores)
            if score > _THRESHOLD and self._profiles[person].id not in exclude
        )
        best = fitting[: max(limit, 0)]
        wanted, runs = set(terms(text)), set(grams(text))
        return tuple(
            Suggestion(name, -negative, *self._quote(person, wanted, runs, near), self._links(asked, person))
            for negative, name, person in best
        )

    def _scores(
        self, text: str, asked: Mapping[int, float], near: Sequence[float], lexical_share: float
    ) -> list[float]:
        """The evidence for everybody: the best piece, the whole profile, the shared words."""
        best = (max(near[first:end], default=0.0) for first, end in pairwise(self._ends))
        scores = [
            piece + _WHOLE_SHARE * whole + lexical_share * shared / (shared + _LEXICAL_HALF)
            for piece, whole, shared in zip(best, self._whole.agreement(asked), self._lexical(text), strict=True)
        ]
        return self._with_sense(text, scores)

    def _with_sense(self, text: str, scores: list[float]) -> list[float]:
        """The scores, raised or lowered by how near somebody's text is compared with that of the others."""
        if self._sense is None or not text.strip():
            return scores
        near = self._sense.compare(text, self._texts)
        mean, spread = statistics.fmean(near), statistics.pstdev(near)
        if not spread:
            return scores
        return [
            (score + _THRESHOLD) * math.exp(_SENSE_SHARE * (one - mean) / spread) - _THRESHOLD
            for score, one in zip(scores, near, strict=True)
        ]

    def _lexical(self, text: str) -> list[float]:
        by_term, by_run = self._terms.scores(terms(text)), self._grams.scores(grams(text))
        return [term + _GRAM_SHARE * run for term, run in zip(by_term, by_run, strict=True)]

    def _links(self, asked: Mapping[int, float], person: int) -> tuple[str, ...]:
        """The topics that bring question and person together, strongest first."""
        own = self._ends[person], self._ends[person + 1]
        shared = {topic: share * self._piecewise.most(topic, *own) for topic, share in asked.items()}
        least = max(_LINK_LEAST, _LINK_SHARE * sum(shared.values()))
        topics = all_topics()
        ordered = sorted(shared, key=lambda topic: (-shared[topic], topic))
        return tuple(topics[topic].id for topic in ordered if shared[topic] >= least)

    def _quote(self, person: int, wanted: set[str], runs: set[str], near: Sequence[float]) -> tuple[str, Source]:
        """The own words that fit the question best, verbatim; empty when only the role fits."""
        best: tuple[float, str, Source] = (0.0, "", "role")
        for piece in range(self._ends[person], self._ends[person + 1]):
            source, words = self._pieces[piece]
            overlap = len(wanted.intersection(terms(words))) + len(runs.intersection(grams(words))) / 20
            fit = near[piece] + _LEXICAL_SHARE * overlap / (overlap + 1)
            if source == "role":
                best = (fit * _OWN_WORDS_FIRST, "", "role")
            elif fit > best[0]:
                best = (fit, words, source)
        return best[1:]
