"""Coasts, and how wide words are: what the plan and the picture both need."""

import math
from zlib import crc32

_NARROW, _WIDE = frozenset("iIjlt.,:;'’‘!|()f r"), frozenset("mwMW@%&—")
_POINTS = 40
# A coast is between a rectangle and an ellipse; the words fit in it when it is this much wider and higher than they are.
ROUNDNESS = 4.0
AROUND = 2 ** (1 / ROUNDNESS)


def noise(*what: object) -> float:
    """A number from 0 to 1 that looks like chance, and is always the same for the same things."""
    return crc32(repr(what).encode()) / 0xFFFFFFFF


def width_of(text: str, size: float) -> float:
    """About how wide a text is, in the unit of `size`; rather too wide than too narrow."""
    ems = sum(
        0.34 if sign in _NARROW else 0.86 if sign in _WIDE else 0.68 if sign.isupper() else 0.56 for sign in text
    )
    return ems * size


def wrapped(text: str, size: float, room: float) -> list[str]:
    """The text in lines that fit; a word that is too long alone keeps a line of its own."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def coast(seed: str, centre: tuple[float, float], half: tuple[float, float], beyond: float = 0) -> str:
    """The outline of an island as an SVG path: around `centre`, at least as large as `half`, and `beyond` outside it."""
    points = []
    for number in range(_POINTS):
        angle = 2 * math.pi * number / _POINTS
        bulge = 1 + 0.05 * _smooth(seed, number)
        x, y = _on_curve(math.cos(angle)) * half[0] * bulge, _on_curve(math.sin(angle)) * half[1] * bulge
        length = math.hypot(x, y)
        # Deeper water follows the coast less closely.
        out = beyond * (0.8 + 0.5 * _smooth(f"{seed}{round(beyond)}", number))
        points.append((centre[0] + x * (1 + out / length), centre[1] + y * (1 + out / length)))
    return _closed(points)


def _on_curve(part: float) -> float:
    return math.copysign(abs(part) ** (2 / ROUNDNESS), part)


def _smooth(seed: str, number: int) -> float:
    """Noise without sharp corners: each point is the mean of its neighbours, all the way round."""
    return sum(noise(seed, (number + step) % _POINTS) for step in (-1, 0, 1)) / 3


def _closed(points: list[tuple[float, float]]) -> str:
    """A smooth closed path through the points (Catmull-Rom, written as Bézier curves)."""
    size = len(points)
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for at in range(size):
        before, here, there, after = (points[(at + step) % size] for step in (-1, 0, 1, 2))
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        path.append("C" + " ".join(f"{x:.1f} {y:.1f}" for x, y in (first, second, there)))
    return "".join(path) + "Z"
