"""How sure a suggestion is: the chance that somebody with this score can think along.

The score orders people; it is no chance. This curve was learnt from questions of which somebody may fit or nobody does
(benchmarks/match_silence.py; docs/matching.md has how well it holds). It never falls, so it changes no order.
"""

import math

from wievraagik.people import Suggestion

_CEILING = 0.824
_STEEPNESS = 1.462
_MIDDLE = -1.126

# Below this chance a suggestion is shown as "perhaps": it is four times likelier that this person cannot help.
PERHAPS = 0.2


def chance_of(score: float) -> float:
    """Between 0 and 1, for a score of `Index.rank`."""
    return _CEILING / (1 + math.exp(-_STEEPNESS * (math.log(score) - _MIDDLE))) if score > 0 else 0.0


def is_doubtful(suggestion: Suggestion) -> bool:
    """Whether somebody was found, but so faintly that it should be said with "perhaps"."""
    return chance_of(suggestion.score) < PERHAPS
