"""What of a message says what it is about: a well-made request also greets, apologises, names a moment and thanks."""

from wievraagik.people import sentences
from wievraagik.words import STOP_WORDS, read, words

# Words of greeting, thanks, apology and appointment. Alone they never say whom to ask.
COURTESIES = read("courtesies.txt")


def matter_of(text: str) -> str:
    """The sentences with a word that is no courtesy, in order; all of the text when there is none."""
    return " ".join(sentence for sentence in sentences(text) if _says_something(sentence)) or text


def _says_something(sentence: str) -> bool:
    return any(word not in STOP_WORDS and word not in COURTESIES for word in words(sentence))
