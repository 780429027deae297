"""The signal flags of the letters, each within twelve by twelve: everybody flies that of the first letter of their name.

Written as in the pattern books: `r 0 0 6 12` is a red rectangle at 0,0 of 6 by 12; a letter with points is a polygon;
`o` is a disc. The first letter is the colour: white, blue, red, yellow or black (`k`).
"""

import unicodedata

_WHOLE = "0 0 12 12"
_SALTIRE = "0 0 2.4 0 6 3.6 9.6 0 12 0 12 2.4 8.4 6 12 9.6 12 12 9.6 12 6 8.4 2.4 12 0 12 0 9.6 3.6 6 0 2.4"
_CROSS = "4.5 0 3 12", "0 4.5 12 3"

_PATTERNS: dict[str, tuple[str, ...]] = {
    "A": ("w 0 0 6 12", "b 6 0 12 0 9 6 12 12 6 12"),
    "B": ("r 0 0 12 0 9 6 12 12 0 12",),
    "C": (f"b {_WHOLE}", "w 0 2.4 12 7.2", "r 0 4.8 12 2.4"),
    "D": (f"y {_WHOLE}", "b 0 3 12 6"),
    "E": (f"r {_WHOLE}", "b 0 0 12 6"),
    "F": (f"w {_WHOLE}", "r 6 0 12 6 6 12 0 6"),
    "G": (f"y {_WHOLE}", "b 2 0 2 12", "b 6 0 2 12", "b 10 0 2 12"),
    "H": (f"r {_WHOLE}", "w 0 0 6 12"),
    "I": (f"y {_WHOLE}", "k o 3"),
    "J": (f"b {_WHOLE}", "w 0 4 12 4"),
    "K": (f"b {_WHOLE}", "y 0 0 6 12"),
    "L": (f"y {_WHOLE}", "k 6 0 6 6", "k 0 6 6 6"),
    "M": (f"b {_WHOLE}", f"w {_SALTIRE}"),
    "N": (
        f"w {_WHOLE}",
        *(f"b {x} {y} 3 3" for x in (0, 3, 6, 9) for y in (0, 3, 6, 9) if (x + y) % 6 == 0),
    ),
    "O": (f"r {_WHOLE}", "y 0 0 12 12 0 12"),
    "P": (f"b {_WHOLE}", "w 4 4 4 4"),
    "Q": (f"y {_WHOLE}",),
    "R": (f"r {_WHOLE}", *(f"y {part}" for part in _CROSS)),
    "S": (f"w {_WHOLE}", "b 4 4 4 4"),
    "T": (f"w {_WHOLE}", "r 0 0 4 12", "b 8 0 4 12"),
    "U": (f"w {_WHOLE}", "r 0 0 6 6", "r 6 6 6 6"),
    "V": (f"w {_WHOLE}", f"r {_SALTIRE}"),
    "W": (f"b {_WHOLE}", "w 2.5 2.5 7 7", "r 4.5 4.5 3 3"),
    "X": (f"w {_WHOLE}", *(f"b {part}" for part in _CROSS)),
    "Y": (f"y {_WHOLE}", "r 0 0 4 0 0 4", "r 8 0 12 0 0 12 0 8", "r 12 4 12 8 8 12 4 12"),
    "Z": ("y 0 0 12 0 6 6", "b 12 0 12 12 6 6", "r 12 12 0 12 6 6", "k 0 12 0 0 6 6"),
}


def letter_of(name: str) -> str:
    """The letter of a name that has a flag, without its accent; Q, all yellow, for a name without one."""
    for sign in unicodedata.normalize("NFKD", name).upper():
        if sign in _PATTERNS:
            return sign
    return "Q"


def flag(letter: str) -> str:
    """The shapes of one flag, as SVG of twelve by twelve."""
    return "".join(_shape(*line.split()) for line in _PATTERNS[letter])


def _shape(colour: str, *at: str) -> str:
    if at[0] == "o":
        return f'<circle class="f-{colour}" cx="6" cy="6" r="{at[1]}"/>'
    if len(at) == 4:
        x, y, width, height = at
        return f'<rect class="f-{colour}" x="{x}" y="{y}" width="{width}" height="{height}"/>'
    return f'<polygon class="f-{colour}" points="{" ".join(at)}"/>'
