"""What goes in and what comes out: people in their own words, and who fits with which words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Source = Literal["phrase", "about", "role"]

# A sentence ends at a mark followed by white space, or at a line break.
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\s*[\r\n]+\s*")


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody who likes to be asked. `phrases` and `about` are the person's own words."""

    id: str
    role: str = ""
    phrases: tuple[str, ...] = ()
    about: str = ""

    def pieces(self) -> Iterator[tuple[Source, str]]:
        """The profile cut into the smallest parts that make sense alone, each verbatim."""
        if self.role.strip():
            yield "role", self.role
        for phrase in self.phrases:
            if phrase.strip():
                yield "phrase", phrase
        for sentence in sentences(self.about):
            yield "about", sentence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One person for one question.

    `quote` stands verbatim in the profile; it is empty where only the role matched. `topics` are the ids of the
    topics that link the question to this person; it may be empty.
    """

    profile_id: str
    score: float
    quote: str
    source: Source
    topics: tuple[str, ...] = ()


def sentences(text: str) -> list[str]:
    """The sentences of a text, verbatim, without the white space around them."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part and part.strip()]
