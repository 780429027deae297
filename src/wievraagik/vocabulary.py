"""Which topics somebody's words are about, also those that a school added to the topics that everybody has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wievraagik.space import topics_of
from wievraagik.topics import Topic, all_topics, topics_in
from wievraagik.words import stem, terms, words

# Below this chance a topic is not even offered. Chosen by looking at profiles: at .1 about one offer in two is apt.
_LIKELY = 0.1
# From this chance on a text is said to be about a topic, when it names none.
_CLEAR = 0.4


@dataclass(frozen=True, slots=True)
class Added:
    """What a school adds: a topic of its own, or (under the id of a topic that exists) more words for that."""

    id: str
    label: str
    group: str
    words: tuple[str, ...] = ()


class Vocabulary:
    """The topics of everybody and of one school. Immutable once built, so any number of threads may ask at once."""

    __slots__ = ("_names", "topics")

    def __init__(self, added: Iterable[Added] = ()) -> None:
        self.topics = {topic.id: topic for topic in all_topics()}
        names: list[tuple[tuple[str, ...], str]] = []
        for one in added:
            if one.label:
                self.topics[one.id] = Topic(one.id, one.label, one.group)
            names += [(_stems(name), one.id) for name in (one.label, *one.words)]
        self._names = tuple((stems, topic) for stems, topic in names if stems and topic in self.topics)

    def named(self, text: str) -> tuple[Topic, ...]:
        """The topics that a text names by label, synonym or abbreviation, those of everybody first."""
        stems = _stems(text)
        added = (self.topics[topic] for name, topic in self._names if _holds(stems, name))
        return tuple(dict.fromkeys((*topics_in(text), *added)))

    def likely(self, texts: Iterable[str]) -> tuple[Topic, ...]:
        """The topics that some of these texts are probably about, the likeliest first; among them those they name."""
        chances: dict[int, float] = {}
        for text in texts:
            for number, chance in topics_of(text).items():
                chances[number] = max(chance, chances.get(number, 0.0))
        best = sorted(chances, key=lambda number: (-chances[number], number))
        return tuple(all_topics()[number] for number in best if chances[number] >= _LIKELY)

    def subjects(self, text: str) -> tuple[Topic, ...]:
        """What a text is about: the topics that it names, or else the one that it clearly is about; often none."""
        named = self.named(text)
        if named:
            return named
        chances = topics_of(text)
        best = max(chances, key=lambda number: (chances[number], -number), default=None)
        return (all_topics()[best],) if best is not None and chances[best] >= _CLEAR else ()

    def widened(self, text: str) -> str:
        """The text, followed by the labels of what it names in the words of the school: so the matcher knows them."""
        stems = _stems(text)
        labels = (self.topics[topic].label for name, topic in self._names if _holds(stems, name))
        return ". ".join(dict.fromkeys((text, *labels)))


def says_something(text: str) -> bool:
    """Whether a text holds a word with a subject of its own: "de" and "met wie" do not."""
    return any(True for _term in terms(text))


def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words(text))


def _holds(stems: Sequence[str], name: Sequence[str]) -> bool:
    size = len(name)
    return any(tuple(stems[at : at + size]) == tuple(name) for at in range(len(stems) - size + 1))
