"""The ranking itself: one index holds the people of one school and answers who fits a question."""

from collections.abc import Iterable

from wievraagik.lexical import BM25
from wievraagik.people import Profile, Source, Suggestion
from wievraagik.topics import all_topics, named
from wievraagik.words import grams, terms

# How much a shared run of characters counts beside a shared word.
_GRAM_SHARE = 0.25
# Below this, what two texts share is chance: a single common run of characters.
_THRESHOLD = 0.5


class Index:
    """The people of one school. Immutable once built, so any number of threads may ask at once."""

    __slots__ = ("_grams", "_owner", "_pieces", "_profiles", "_terms", "_topics")

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._profiles = tuple(profiles)
        self._pieces: tuple[tuple[Source, str], ...] = tuple(
            piece for profile in self._profiles for piece in profile.pieces()
        )
        self._owner = tuple(n for n, profile in enumerate(self._profiles) for _ in profile.pieces())
        whole = [". ".join(text for _, text in profile.pieces()) for profile in self._profiles]
        self._terms = BM25([list(terms(text)) for text in whole])
        self._grams = BM25([list(grams(text)) for text in whole])
        self._topics = tuple(frozenset(named(text)) for text in whole)

    def rank(self, text: str, *, limit: int = 5, exclude: frozenset[str] = frozenset()) -> tuple[Suggestion, ...]:
        """The people who fit a question best, best first; nobody whose link with it is mere chance."""
        return self._best(text, limit=limit, exclude=exclude)

    def search(self, text: str, *, limit: int = 20, exclude: frozenset[str] = frozenset()) -> tuple[Suggestion, ...]:
        """The people who fit a few search words, best first."""
        return self._best(text, limit=limit, exclude=exclude)

    def _best(self, text: str, *, limit: int, exclude: frozenset[str]) -> tuple[Suggestion, ...]:
        scores = self._terms.scores(terms(text))
        for number, score in self._grams.scores(grams(text)).items():
            scores[number] = scores.get(number, 0.0) + _GRAM_SHARE * score
        fitting = [
            (-score, self._profiles[number].id, number)
            for number, score in scores.items()
            if score > _THRESHOLD and self._profiles[number].id not in exclude
        ]
        best = sorted(fitting)[: max(limit, 0)]
        asked = frozenset(named(text))
        return tuple(self._suggestion(number, -negative, text, asked) for negative, _, number in best)

    def _suggestion(self, number: int, score: float, text: str, asked: frozenset[int]) -> Suggestion:
        source, quote = self._quote(number, text)
        topics = all_topics()
        shared = tuple(topics[topic].id for topic in sorted(asked & self._topics[number]))
        return Suggestion(self._profiles[number].id, score, quote, source, shared)

    def _quote(self, number: int, text: str) -> tuple[Source, str]:
        """The own words that share most with the question."""
        wanted = set(terms(text))
        near = set(grams(text))
        best: tuple[float, Source, str] = (-1.0, "role", "")
        for source, piece in self._profiles[number].pieces():
            overlap = len(wanted.intersection(terms(piece))) + len(near.intersection(grams(piece))) / 20
            if overlap > best[0]:
                best = (overlap, source, "" if source == "role" else piece)
        return best[1], best[2]
