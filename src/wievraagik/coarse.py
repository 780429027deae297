"""A rough measure of nearness that a database can add up by itself, for maps too large to hold in memory.

A profile becomes a few dozen tokens with a whole number each, and so does a question. The sum over the tokens they share
of the one number times the other is large for the people who come near the top of the real ranking, so that only those
need be ranked. Whole numbers, because databases add up fractions each in their own order.
"""

from collections.abc import Mapping

from wievraagik.people import Profile
from wievraagik.space import fingerprint, rarity, topics_of
from wievraagik.words import terms

# One byte: the chance of a topic, or how much a word tells.
_MOST = 255
# Of a whole profile, of each of its pieces and of a question, so many topics are kept.
_WHOLE_TOPICS, _PIECE_TOPICS, _ASKED_TOPICS = 15, 3, 15
# Topics this unlikely bring nothing near.
_LEAST = 0.002
# What one shared rare word weighs beside a shared topic.
_WORD_SHARE = 0.05


def stored(profile: Profile) -> dict[str, int]:
    """The tokens of somebody's words and role: topics as `@number`, words as stems; each with 1 to 255."""
    found: dict[str, int] = {}
    pieces = [text for _, text in profile.pieces()]
    for text, number in ((". ".join(pieces), _WHOLE_TOPICS), *((piece, _PIECE_TOPICS) for piece in pieces)):
        for token, share in _likeliest(text, number).items():
            found[token] = max(found.get(token, 1), round(_MOST * share))
    for term in terms(" ".join(pieces)):
        found[term] = max(1, round(_MOST * _telling(term)))
    return found


def asked(text: str) -> dict[str, int]:
    """The tokens of a question, each with how much it counts."""
    found = {token: round(1_000 * share) for token, share in _likeliest(text, _ASKED_TOPICS).items()}
    found |= {term: round(1_000 * _WORD_SHARE * _telling(term)) for term in terms(text)}
    return {token: weight for token, weight in found.items() if weight}


def version() -> str:
    """Changes when the same words may give other tokens."""
    return fingerprint()


def _likeliest(text: str, number: int) -> Mapping[str, float]:
    likeliest = list(topics_of(text).items())[:number]
    return {f"@{topic}": share for topic, share in likeliest if share >= _LEAST}


def _telling(term: str) -> float:
    """Between 0 and 1: a word that occurs everywhere tells nothing."""
    return min(rarity(term) / 10, 1.0)
