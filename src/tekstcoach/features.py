"""Turns sentences into countable features: words, pieces of words and the bare bones of a clause.

The same function feeds the training (tools/coach_train.py) and the reading, so that the two cannot drift apart.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from tekstcoach.catalogue import words_of
from tekstcoach.clauses import Place, clause_features
from tekstcoach.model import Span
from tekstcoach.requests import request_features
from tekstcoach.segments import Message

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.:,]\d+)*|[?!:;…]|\.{2,}")
_CLASS = re.compile(
    r"(?P<dag>(?:maan|dins|woens|donder|vrij|zater|zon)dag(?:ochtend|middag|avond|morgen)?|[mdwvz][aoir])$"
    r"|(?P<mnd>januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)$"
    r"|(?P<nu>vandaag|vanmiddag|vanavond|vanochtend|morgen(?:ochtend|middag|avond|vroeg)?|overmorgen)$"
    r"|(?P<duur>kwartier(?:tje)?|(?:half)?uur(?:tje)?|uurtje|minu(?:ut|ten|utjes)|min|momentje|tel)$"
    r"|(?P<getal>\d+|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig)$"
    r"|(?P<tijd>\d+[.:]\d+)$|(?P<jij>jij|je|u|ge|gij|gie|jie|jullie|julie)$|(?P<jou>jou|jouw|uw|jouwe|uwe)$"
    r"|(?P<ik>ik|'k|k|ikzelf)$|(?P<wij>wij|we)$"
)
_LONGEST_WORD = 24
# Words of which the pieces are remembered; texts share most of theirs.
_KEPT_WORDS = 20_000
_BARE = ("§w", "§en", "§t")


@cache
def _function_words() -> frozenset[str]:
    return words_of("specific", "generic") | words_of("specific", "function")


def _class_of(word: str, function_words: frozenset[str]) -> str:
    """The class of a word, the word itself when it carries the grammar, else only its ending."""
    found = _CLASS.match(word)
    if found:
        return f"§{found.lastgroup}"
    if word in function_words or not word[0].isalpha():
        return word
    return "§en" if word.endswith("en") else "§t" if word.endswith("t") else "§w"


@cache
def _word_classes() -> tuple[dict[str, str], dict[str, str]]:
    """The class of each whole word, and of each beginning of words."""
    raw = tomllib.loads((files("tekstcoach") / "data" / "word_classes.toml").read_text(encoding="utf-8"))
    whole: dict[str, str] = {}
    begins: dict[str, str] = {}
    for name, words in raw.items():
        for word in words.split():
            (begins if word.endswith("*") else whole).setdefault(word.rstrip("*"), f"§{name}")
    return whole, begins


@lru_cache(maxsize=_KEPT_WORDS)
def _read_word(word: str) -> tuple[str, str, tuple[str, ...]]:
    """The class by which a word counts in the bare bones, what it does in a request ("" for nothing), its pieces."""
    bare = _class_of(word, _function_words())
    whole, begins = _word_classes()
    beginnings = (word[:size] for size in range(len(word), 2, -1) if word[:size] in begins)
    does = whole.get(word) or begins.get(next(beginnings, ""), "")
    pieces = tuple(_pieces(f"<{word}>")) if word[0].isalpha() else ()
    return bare, does or ("" if bare in _BARE else bare), pieces


def words_of_sentence(lower: str) -> list[str]:
    """The words and marks of one sentence in lower case, very long ones cut."""
    return [word[:_LONGEST_WORD] for word in _TOKEN.findall(lower)]


def run_features(words: list[str], place: Place) -> Iterator[str]:
    """Runs of words, of the bare bones of the clause, and of what its words do, other words left out; then what its
    clauses are and speak of."""
    yield from _grams("w", ["^", *words, "$"], 3)
    yield from _grams("c", ["^", *(_read_word(word)[0] for word in words), "$"], 5)
    yield from _grams("s", ["^", *filter(None, (_read_word(word)[1] for word in words)), "$"], 4)
    yield from clause_features(words, {word: _read_word(word)[1] for word in words}, place)


def piece_features(word: str) -> tuple[str, ...]:
    """Pieces of three to five letters of one word, its begin and end marked."""
    return _read_word(word)[2]


def sentence_features(words: list[str], place: Place) -> Iterator[str]:
    """Every feature of one sentence, given its words and where it stands, repeats included."""
    yield from run_features(words, place)
    for word in words:
        yield from piece_features(word)


def _grams(kind: str, items: list[str], longest: int) -> Iterator[str]:
    """Runs of one up to `longest` items; of the bare bones only runs that say something."""
    for size in range(2 if kind == "c" else 1, longest + 1):
        for start in range(len(items) - size + 1):
            run = items[start : start + size]
            if kind != "c" or not all(item in _BARE for item in run):
                yield f"{kind}:{' '.join(run)}"


def _pieces(word: str) -> Iterator[str]:
    for size in (3, 4, 5):
        for start in range(len(word) - size + 1):
            yield word[start : start + size]


def message_features(message: Message, audience: str, found: dict[str, tuple[Span, ...]]) -> list[str]:
    """What holds for a message as a whole: what the rules found, its length, its requests and for whom it is."""
    features = [f"rule {item}" for item, spans in found.items() if spans]
    features += [f"rule {item} more" for item, spans in found.items() if len(spans) > 1]
    questions, words, sentences = message.lower.count("?"), len(message.lower.split()), len(message.sentences)
    features += [f"questions {step}" for step in (1, 2, 3) if questions >= step]
    features += [f"words {step}" for step in (5, 10, 20, 40, 60, 80, 110) if words > step]
    features += [f"sentences {step}" for step in (1, 2, 4, 7, 10) if sentences > step]
    return [*features, *request_features(message), f"for {audience}"]
