"""In which language a text is written: Dutch, English, or one that the coach does not read.

Counts short words that every text holds, and looks at the script. In doubt a text is Dutch: a few words, a quotation
or a mix never take the coach away from somebody who writes Dutch.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

from tekstcoach.model import Language, Localized
from tekstcoach.segments import lowered

# What the coach says of itself beside a text that is not Dutch.
NOTES = {
    Language.ENGLISH: Localized(
        "Je schrijft Engels. Daarvoor zijn mijn regels nog jong: ik mis daar veel.",
        "You write in English. My rules for it are young: I still miss a lot.",
    ),
    Language.OTHER: Localized(
        "Ik lees alleen Nederlands en Engels. Let zelf even op namen.",
        "I only read Dutch and English. Please watch for names yourself.",
    ),
}
# Enough to know the language, and a bound on the time.
_READ = 1_000
_WORD = re.compile(r"[^\W\d_]++(?:'[^\W\d_]++)*+")
_ENOUGH, _ENOUGH_WITHOUT_DUTCH = 3, 2
_SHORT = 5
# How many telling words of another language each telling Dutch word outweighs.
_IN_DOUBT_DUTCH = 2
_LAST_LATIN = 0x24F
_MORE_LATIN = range(0x1E00, 0x1F00)
_FEW_LETTERS = 4


@cache
def _telling() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """For each other language: its words that Dutch lacks, and the Dutch words that it lacks."""
    raw = (files("tekstcoach") / "data" / "languages.toml").read_text(encoding="utf-8")
    words = {name: frozenset(listed.split()) for name, listed in tomllib.loads(raw)["words"].items()}
    dutch = words.pop("nl")
    return {name: (own - dutch, dutch - own) for name, own in words.items()}


def language_of(text: str) -> Language:
    """The language of a text, by its first 1,000 characters."""
    start = lowered(text[:_READ])
    if _in_another_script(start):
        return Language.OTHER
    words = _WORD.findall(start)
    best, most = Language.DUTCH, 0
    for name, (own, dutch) in _telling().items():
        found, against = sum(word in own for word in words), sum(word in dutch for word in words)
        if found > most and _is_clear(len(words), found, against):
            best, most = Language.ENGLISH if name == "en" else Language.OTHER, found
    return best


def _is_clear(words: int, found: int, against: int) -> bool:
    if found >= _ENOUGH:
        return found >= _IN_DOUBT_DUTCH * against
    return found >= _ENOUGH_WITHOUT_DUTCH and not against and words >= _SHORT


def _in_another_script(text: str) -> bool:
    letters = [ord(letter) for letter in text if letter.isalpha()]
    foreign = sum(code > _LAST_LATIN and code not in _MORE_LATIN for code in letters)
    return foreign >= _FEW_LETTERS and 2 * foreign > len(letters)
