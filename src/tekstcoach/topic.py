"""What a request is about, as words that fit behind "over": "de studiedag", "het rooster", "werkdruk".

Only nouns whose article is known; where there is none the answer is empty, so a sentence never comes out wrong.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import islice

from tekstcoach.model import Span
from tekstcoach.segments import Message, parse

_WORD = re.compile(r"[^\W\d_][\w'-]*+")
# A topic stands early: at most so many characters of a text are read, and words of a sentence.
_READ = 4_000
_MOST_WORDS = 120
_LEAST_HEAD = 3
_ARTICLES = {"het": "het ", "de": "de ", "many": "de ", "bare": ""}
_LEAST_TAIL = 4
_LONGEST_NOUN = 40
_LONG = 9  # a long word is a compound, and says more than a short one
# Before a word that a request is about, and before one that is known to the reader; "een" before it says neither.
_ABOUT = frozenset(["over", "voor", "rond", "rondom", "bij", "met", "tegen"])
_KNOWN = frozenset(["de", "het", "dit", "dat", "deze", "die", "ons", "onze", "mijn", "jullie"])
_ANY = frozenset(("een", "geen"))


@cache
def _nouns() -> tuple[tuple[str, frozenset[str], frozenset[str]], ...]:
    """(kind, words that also count as the last part, words that only count whole)."""
    raw = tomllib.loads((files("tekstcoach") / "data" / "nouns.toml").read_text(encoding="utf-8"))
    return tuple(
        (kind, frozenset(raw[kind]["tails"].split()), frozenset(raw[kind]["whole"].split())) for kind in _ARTICLES
    )


@cache
def _never() -> frozenset[str]:
    raw = tomllib.loads((files("tekstcoach") / "data" / "nouns.toml").read_text(encoding="utf-8"))
    return frozenset(raw["never"]["words"].split())


def topic(text: str) -> str:
    """The subject of a Dutch text with its article, in lower case; empty where no known noun stands."""
    message = parse(text[:_READ])
    best, most = "", -1
    for sentence in message.sentences:
        for weight, words in _in_sentence(message, sentence):
            if weight > most:
                best, most = words, weight
    return best


def _in_sentence(message: Message, sentence: Span) -> Iterator[tuple[int, str]]:
    """The nouns of a sentence with their article, each with how likely the request is about it."""
    found = (match.group() for match in _WORD.finditer(message.lower, sentence.start, sentence.end))
    words = list(islice(found, _MOST_WORDS))
    for place, word in enumerate(words):
        two = words[place : place + 2]
        whole = _whole("-".join(two)) if len(two) == 2 else None
        written = word if whole is None else " ".join(two)
        article = _article(word) if whole is None else whole
        if article is not None:
            yield _weight(words[max(0, place - 2) : place], written), article + written


def _weight(before: list[str], written: str) -> int:
    near = frozenset(before)
    return 2 * bool(near & _ABOUT) + (bool(near & _KNOWN) and not near & _ANY) + (len(written) >= _LONG)


def _whole(word: str) -> str | None:
    return next((_ARTICLES[kind] for kind, tails, whole in _nouns() if word in tails or word in whole), None)


def _article(word: str) -> str | None:
    """What goes before a noun, by the word itself or by its last part; None for a word that is not known."""
    if word in _never() or len(word) > _LONGEST_NOUN:
        return None
    article = _whole(word)
    for start in range(_LEAST_HEAD, len(word) - _LEAST_TAIL + 1):
        if article is not None:
            break
        article = next(
            (_ARTICLES[kind] for kind, tails, _ in _nouns() if kind != "bare" and word[start:] in tails), None
        )
    return article
