"""From Dutch text to comparable words: folding, stop words, stems, compounds and runs of characters."""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

import Stemmer

# Longer texts are cut off: nobody's question needs more, and the time per question stays bounded.
MAX_CHARACTERS = 20_000
_SHORTEST_PART = 4
_LINKS = ("", "s", "e", "en", "er")

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

_PLAIN = str.maketrans({"’": "'", "ı": "i", "ł": "l", "ø": "o", "ß": "ss"})


def read(name: str) -> frozenset[str]:
    """The words of one of the package's own lists."""
    return frozenset(files("wievraagik").joinpath("data", name).read_text(encoding="utf-8").split())


# Words without a subject of their own, and the words in which people wrap a question or a description of themselves.
STOP_WORDS = read("stopwords.txt")


class _Stemmers(threading.local):
    """One stemmer a thread: a stemmer keeps a cache that two threads may not touch at once."""

    def __init__(self) -> None:
        # dutch_porter, because the stemmer called `dutch` joins begeleiding with beleid.
        self.dutch = Stemmer.Stemmer("dutch_porter")


_stemmers = _Stemmers()


def fold(text: str) -> str:
    """Lower case without accents, in one notation: what two people type for one word becomes the same."""
    if text.isascii():  # most texts, and by far the quickest
        return text[:MAX_CHARACTERS].lower()
    decomposed = unicodedata.normalize("NFKD", text[:MAX_CHARACTERS].casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_PLAIN)


def words(text: str) -> list[str]:
    """All words of a text, folded, in order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a folded word; the possessive or plural after an apostrophe falls away."""
    return str(_stemmers.dutch.stemWord(word.split("'", maxsplit=1)[0] or word))


@cache
def _known_words() -> frozenset[str]:
    return read("words.txt")


def parts(word: str) -> tuple[str, ...]:
    """The two parts of a compound when both are known words: ouderbetrokkenheid gives ouder and betrokkenheid."""
    known = _known_words()
    for cut in range(len(word) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        head, tail = word[:cut], word[cut:]
        if tail not in known:
            continue
        for link in _LINKS:
            first = head.removesuffix(link) if link else head
            if len(first) >= _SHORTEST_PART and first in known:
                return first, tail
    return ()


def terms(text: str) -> Iterator[str]:
    """The stems that carry a subject, each compound followed by its parts."""
    for word in words(text):
        yield from _carried(word)


# A word is met again and again, and what it carries depends on nothing else.
@lru_cache(maxsize=20_000)
def _carried(word: str) -> tuple[str, ...]:
    if word in STOP_WORDS or (len(word) == 1 and not word.isdigit()):
        return ()
    return (stem(word), *(stem(part) for part in parts(word) if part not in STOP_WORDS))


def grams(text: str, sizes: tuple[int, ...] = (4, 5)) -> Iterator[str]:
    """Runs of characters inside the words that carry a subject: near in spelling is often near in meaning."""
    for word in words(text):
        yield from _runs(word, sizes)


@lru_cache(maxsize=8_192)
def _runs(word: str, sizes: tuple[int, ...]) -> tuple[str, ...]:
    if word in STOP_WORDS:
        return ()
    padded = f" {word} "
    return tuple(padded[at : at + size] for size in sizes for at in range(len(padded) - size + 1))
