"""Which topics somebody is about: what their own words name, with what they added and without what they took away."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from wievraagik import Topic, Vocabulary

OFFERED = 4  # topics that might fit, at most


@dataclass(frozen=True, slots=True)
class Offer:
    """One topic on the form: whether it is ticked, and whether the words name it or it only might fit."""

    topic: Topic
    ticked: bool
    named: bool


def topics_of(
    phrases: Iterable[str], *, added: Iterable[str], removed: Collection[str], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """The ids of somebody's topics. A topic that the school has taken away since is left out."""
    named = (topic.id for phrase in phrases for topic in vocabulary.named(phrase) if topic.id not in removed)
    return tuple(dict.fromkeys((*named, *(id for id in added if id in vocabulary.topics))))


def offers(
    phrases: Sequence[str], about: str, *, ticked: Collection[str], unticked: Collection[str], vocabulary: Vocabulary
) -> list[Offer]:
    """The topics to show beside these words: those they name and those that were added, then those that might fit."""
    named = dict.fromkeys(topic.id for phrase in phrases for topic in vocabulary.named(phrase))
    shown = dict.fromkeys((*named, *(id for id in ticked if id in vocabulary.topics)))
    found = [Offer(vocabulary.topics[id], id not in unticked, id in named) for id in shown]
    # A single phrase is clear enough to guess from; a story about oneself only where it names a topic.
    might = dict.fromkeys((*vocabulary.likely(phrases), *vocabulary.named(about)))
    return found + [Offer(topic, False, False) for topic in might if topic.id not in shown][:OFFERED]
