"""Counts the requests of a message and says whether two in a row are about the same thing."""

import re
from itertools import islice, pairwise

from tekstcoach.evidence import subject_words
from tekstcoach.model import Span
from tekstcoach.segments import Message

# Where a request may begin: at a mark, behind a joining word or in a list.
_BEGINS = re.compile(
    r"(?:(?<=[.!?:;,\n][ \n])|(?<=\n)|^|\b(?:en|of|én|verder|daarnaast|tevens|voorts|trouwens|oja|ook) |(?<=[a-d1-4][).] )|(?<=\n- ))"
    r"(?:en |of |ook |nog |dan |meteen |gelijk ){0,3}"
    r"(?:hoe|wat|wie|waar|welke?|wanneer|waarom|hoeveel|mag|kun|kan|kunt|wil|wilt|willen|zou|zoudt|heb|hebt|hebben|weet|weten"
    r"|ken|kent|regel|bel|maak|doe|neem|zet|stuur|geef|vertel|laat|denk|kijk|lees|help|graag|vul|schrijf|hou|hang|zoek|kies)\b"
)
# Words that reach back to what was asked before.
_REACHES_BACK = re.compile(
    r"\b(?:hem|ze|zij|hij|er\w{0,5}|daar\w{0,6}|hier\w{0,6}|zo'n|zoiets|zulke?|beide|allebei)\b"
    r"|\b(?:dat|die|dit|deze|het)(?=[?.!,]| (?:dan|is|was|zou|wel|niet|ook|zo|af|op|uit|in|aan|toch|jij|je|jullie|te)\b)"
)
# Two things that hang on one request: "met het orkest en met mijn planning".
_TWICE = re.compile(r"\b(met|over|voor|bij|aan|van)\b [^.?!,\n]{2,50}?,? en (?:ook )?\1\b")
_MOST = 12
_STEM = 5


def request_features(message: Message) -> list[str]:
    """How many requests there are, and whether neighbours share a subject, reach back or stand apart."""
    body = message.body()
    lower = message.lower[body.start : body.end]
    starts = [body.start + found.start() for found in islice(_BEGINS.finditer(lower), _MOST)]
    requests = [Span(start, end) for start, end in pairwise([*starts, body.end])]
    features = [f"requests {step}" for step in (1, 2, 3, 4) if len(requests) >= step]
    apart = sum(_stand_apart(message, first, second) for first, second in pairwise(requests))
    features += [f"requests apart {step}" for step in (1, 2) if apart >= step]
    if len(requests) > 1 and not apart:
        features.append("requests together")
    if _TWICE.search(lower):
        features.append("requests twice")
    return features


def _stand_apart(message: Message, first: Span, second: Span) -> bool:
    """Whether the second request names something of its own and nothing of the first."""
    subjects = _subjects(message, second)
    if not subjects or subjects & _subjects(message, first):
        return False
    return _REACHES_BACK.search(message.lower, second.start, second.end) is None


def _subjects(message: Message, span: Span) -> set[str]:
    return {word.group()[:_STEM] for word in subject_words(message, span)}
