"""How hard a Dutch text is to read: Flesch-Douma, and what a friendly text of ours never has."""

import re
from collections.abc import Iterable
from typing import Final

WORD: Final = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
SENTENCE: Final = re.compile(r"(?<=[.?!:…])[\"”’)]*\s+|\n+")
# A syllable is a vowel, or several that are said as one.
VOWELS: Final = re.compile(
    r"aai|oei|ooi|eeu|ieu|aa|ee|ie|oo|uu|oe|eu|ui|ei|ij|ou|au|[aeiouyà-åè-ïò-öù-ü]", re.IGNORECASE
)
LONGEST: Final = 20
# The formal "u", shouting, and English or office words that have a plain Dutch one.
UNWANTED: Final = re.compile(
    r"!|\b(u|uw|gelieve|middels|teneinde|indien|derhalve|conform|feedback|dashboard|content|"
    r"account aanmaken|deadline|checken|skippen|geüpload|inloggegevens|helaas|mislukt|ongeldig|verplicht veld)\b",
    re.IGNORECASE,
)


def sentences(text: str) -> list[str]:
    """The sentences; a heading or the words on a button are one too."""
    return [one.strip() for one in SENTENCE.split(text) if WORD.search(one)]


def words(text: str) -> list[str]:
    """The words."""
    return WORD.findall(text)


def flesch_douma(texts: Iterable[str]) -> float:
    """206.84 - 0.77 × syllables per 100 words - 0.93 × words per sentence. 60 is plain, 100 very easy."""
    found = [one for text in texts for one in sentences(text)]
    all_words = [word for one in found for word in words(one)]
    syllables = sum(max(1, len(VOWELS.findall(word))) for word in all_words)
    return 206.84 - 77 * syllables / len(all_words) - 0.93 * len(all_words) / len(found)


def faults(text: str) -> list[str]:
    """Sentences that are too long, and words that do not belong."""
    long = [f"{len(words(one))} words: {one}" for one in sentences(text) if len(words(one)) > LONGEST]
    return long + [f"{found.group()!r} in: {text}" for found in UNWANTED.finditer(text)]
