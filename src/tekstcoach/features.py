"""Turns sentences into countable features: words, pieces of words and the bare bones of a clause.

The same function feeds the training (tools/coach_train.py) and the reading, so that the two cannot drift apart.
"""

import re
from collections.abc import Iterator
from functools import cache

from tekstcoach.catalogue import words_of
from tekstcoach.model import Span
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


def sentence_features(lower: str) -> Iterator[str]:
    """Every feature of one sentence in lower case, repeats included."""
    words = [word[:_LONGEST_WORD] for word in _TOKEN.findall(lower)]
    function_words = _function_words()
    classes = [_class_of(word, function_words) for word in words]
    yield from _grams("w", ["^", *words, "$"], 3)
    yield from _grams("c", ["^", *classes, "$"], 5)
    for word in words:
        if word[0].isalpha():
            yield from _pieces(f"<{word}>")


def _grams(kind: str, items: list[str], longest: int) -> Iterator[str]:
    """Runs of one up to `longest` items; of the bare bones only runs that say something."""
    for size in range(1 if kind == "w" else 2, longest + 1):
        for start in range(len(items) - size + 1):
            run = items[start : start + size]
            if kind == "w" or not all(item in _BARE for item in run):
                yield f"{kind}:{' '.join(run)}"


def _pieces(word: str) -> Iterator[str]:
    for size in (3, 4, 5):
        for start in range(len(word) - size + 1):
            yield word[start : start + size]


def message_features(message: Message, audience: str, found: dict[str, tuple[Span, ...]]) -> list[str]:
    """What holds for a message as a whole: what the rules found, its length, its questions and for whom it is."""
    features = [f"rule {item}" for item, spans in found.items() if spans]
    features += [f"rule {item} more" for item, spans in found.items() if len(spans) > 1]
    questions, words, sentences = message.lower.count("?"), len(message.lower.split()), len(message.sentences)
    features += [f"questions {step}" for step in (1, 2, 3) if questions >= step]
    features += [f"words {step}" for step in (5, 10, 20, 40, 80) if words > step]
    features += [f"sentences {step}" for step in (1, 2, 4, 7) if sentences > step]
    return [*features, f"for {audience}"]
