"""From a plan to SVG."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from bemanning.expertise.drawing.flags import flag, letter_of
from bemanning.expertise.drawing.plan import FLAG, FRAME, Island, Plan, Text
from bemanning.expertise.drawing.shapes import coast, noise, wrapped

_SHALLOWS = (16.0, 7.0)  # how far the two tints of shallow water reach
_TICK = 46.0  # about the length of one piece of the scale along the edge
# Before a topic a beacon; before one that somebody needed a buoy that rocks on the water.
_MARKS = {
    "label": '<path class="beacon" d="M{x:.1f} {y:.1f}l4 5-4 5-4-5z"/>',
    "wanted": '<circle class="buoy" cx="{x:.1f}" cy="{y:.1f}" r="1.8"/><path class="buoy" d="M{x:.1f} {y:.1f}m-4.5 10l3-8h3l3 8z"/>',
}
_TRIES = 500  # places where a depth may come, if there is water


@dataclass(frozen=True, slots=True)
class Links:
    """Where the parts of the map lead; a map on paper leads nowhere."""

    water: Callable[[str], str]
    person: Callable[[object], str]


def draw(
    plan: Plan, *, title: str, beside: str, links: Links | None = None, style: str = "", alone: str = ""
) -> SafeString:
    """The map as an SVG element, hidden from screen readers: the list beside it says the same in words.

    For paper, where no stylesheet of a page reaches it, `style` is its own; `alone` is then its text alternative.
    """
    width, height = round(plan.width), round(plan.height)
    hidden = 'role="img"' if alone else 'aria-hidden="true" focusable="false"'
    parts = [
        f'<svg class="sea {plan.sheet.name}" viewBox="0 0 {width} {height}" {hidden}'
        ' xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(alone)}</title><style>{style}</style>" if alone else "",
        "<defs>",
        *_flags(plan),
        "</defs>",
        f'<rect class="water" width="{width}" height="{height}"/>',
        *_grid(plan),
        *_soundings(plan),
        *_coasts(plan),
        *_rose(plan),
        *_cartouche(plan, title, beside),
        *(part for island in plan.islands for part in _island(plan, island, links)),
        *_frame(plan),
        "</svg>",
    ]
    return mark_safe("".join(parts))  # noqa: S308  (every word in it went through escape)


def _flags(plan: Plan) -> Iterator[str]:
    used = {letter_of(text.words) for island in plan.islands for text in island.texts if text.sailor}
    for letter in sorted(used):
        yield f'<g id="{plan.sheet.name}-{letter}">{flag(letter)}<rect class="hem" width="12" height="12"/></g>'


def _grid(plan: Plan) -> Iterator[str]:
    """The lines of latitude and longitude, as faint as on a chart."""
    step = plan.sheet.column / 2 if plan.sheet.detailed else plan.sheet.column
    for number in range(1, int(plan.width / step) + 1):
        x = FRAME + number * step
        if x < plan.width - FRAME:
            yield f'<path class="grid" d="M{x:.0f} {FRAME}V{plan.height - FRAME:.0f}"/>'
    for number in range(1, int(plan.height / step) + 1):
        y = FRAME + number * step
        if y < plan.height - FRAME:
            yield f'<path class="grid" d="M{FRAME} {y:.0f}H{plan.width - FRAME:.0f}"/>'


def _soundings(plan: Plan) -> Iterator[str]:
    """Depths in the open water, and a boat here and there, where no land and no cartouche is."""
    taken = [_box(island) for island in plan.islands]
    x, y, width, height = plan.cartouche
    taken.append((x - 12, y - 12, x + width + 12, y + height + 12))
    if plan.rose:
        x, y, reach = plan.rose
        taken.append((x - reach - 12, y - reach - 24, x + reach + 12, y + reach + 12))
    drawn = 0
    for number in range(_TRIES if plan.sheet.detailed else 0):
        x = FRAME + 16 + noise("x", number) * (plan.width - 2 * FRAME - 32)
        y = FRAME + 22 + noise("y", number) * (plan.height - 2 * FRAME - 44)
        if any(
            left < x + 8 and x - 8 < right and top < y + 4 and y - 14 < bottom for left, top, right, bottom in taken
        ):
            continue
        drawn += 1
        taken.append((x - 26, y - 26, x + 26, y + 26))
        depth = 2 + round(noise("depth", number) * 46)
        yield _boat(x, y) if drawn % 7 == 3 else f'<text class="depth" x="{x:.0f}" y="{y:.0f}">{depth}</text>'


def _boat(x: float, y: float) -> str:
    return f'<path class="boat" d="M{x - 8:.0f} {y:.0f}q8 7 17 0zm8-1v-15l8 12h-8m-1.5 0h-5l5-9"/>'


def _box(island: Island) -> tuple[float, float, float, float]:
    (x, y), (wide, high) = island.centre, island.half
    reach = _SHALLOWS[0] + 2
    return x - wide * 1.05 - reach, y - high * 1.05 - reach, x + wide * 1.05 + reach, y + high * 1.05 + reach


def _coasts(plan: Plan) -> Iterator[str]:
    """All shallow water first and then all land, so that what lies close flows together."""
    for depth, beyond in (*enumerate(_SHALLOWS, start=1), (0, 0.0)):
        for island in plan.islands:
            # Where nobody sails yet the coast is dotted, as on charts of waters that nobody has measured.
            kind = f"shallow d{depth}" if depth else "land" if island.water.spots else "land unknown"
            if depth and not island.water.spots:
                continue
            yield f'<path class="{kind}" d="{coast(island.water.name, island.centre, island.half, beyond)}"/>'


def _island(plan: Plan, island: Island, links: Links | None) -> Iterator[str]:
    words = "".join(_text(plan, island, text, links) for text in island.texts)
    if links and not plan.sheet.detailed:
        land = f'<path class="touch" d="{coast(island.water.name, island.centre, island.half)}"/>'
        words = f'<a href="{escape(links.water(island.water.slug))}" tabindex="-1">{land}{words}</a>'
    yield words


def _text(plan: Plan, island: Island, text: Text, links: Links | None) -> str:
    x, y = island.x + text.x, island.y + text.y
    if text.sailor is None:
        if text.kind in {"title", "title more", "nobody", "nobody more"}:
            drawn = f'<text class="{text.kind}" x="{island.centre[0]:.1f}" y="{y:.1f}">{escape(text.words)}</text>'
        else:
            drawn = f'<text class="{text.kind}" x="{x:.1f}" y="{y:.1f}">{escape(text.words)}</text>'
        return _MARKS.get(text.kind, "").format(x=x - (9 if text.kind == "label" else 11), y=y - 10) + drawn
    return _name(plan, text, x, y, links)


def _name(plan: Plan, text: Text, x: float, y: float, links: Links | None) -> str:
    use = f'<use href="#{plan.sheet.name}-{letter_of(text.words)}" x="{x:.1f}" y="{y - FLAG + 1:.1f}"/>'
    name = ""
    if plan.sheet.detailed:
        name = f'<text class="name" x="{x + FLAG + 5:.1f}" y="{y:.1f}">{escape(text.words)}</text>'
    faded = " faded" if text.sailor and text.sailor.faded else ""
    drawn = f'<g class="sailor{faded}">{use}{name}</g>'
    if links and plan.sheet.detailed and text.sailor:
        return f'<a href="{escape(links.person(text.sailor.member_id))}" tabindex="-1">{drawn}</a>'
    return drawn


def _cartouche(plan: Plan, title: str, beside: str) -> Iterator[str]:
    """What the map is, in a frame of its own, as a chart-maker would."""
    x, y, width, height = plan.cartouche
    size = plan.sheet.title_size
    middle = x + width / 2
    yield f'<rect class="label-edge" x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}"/>'
    yield (
        f'<rect class="label-line" x="{x + 5:.0f}" y="{y + 5:.0f}" width="{width - 10:.0f}" height="{height - 10:.0f}"/>'
    )
    at = y + 26 + size * 0.8
    for line in wrapped(title, size, width - 32):
        yield f'<text class="chart-title" font-size="{size:g}" x="{middle:.1f}" y="{at:.1f}">{escape(line)}</text>'
        at += size * 1.15
    small = 13.5 if plan.sheet.detailed else 11.5
    for line in wrapped(beside, small, width - 28):
        yield f'<text class="chart-beside" font-size="{small:g}" x="{middle:.1f}" y="{at:.1f}">{escape(line)}</text>'
        at += small * 1.3


def _rose(plan: Plan) -> Iterator[str]:
    """A compass rose of sixteen points, half of each dark."""
    if plan.rose is None:
        return
    x, y, reach = plan.rose
    yield f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{reach * 0.8:.1f}"/>'
    yield f'<circle class="ring" cx="{x:.1f}" cy="{y:.1f}" r="{reach * 0.5:.1f}"/>'
    for turn in (*range(1, 16, 2), *range(2, 16, 4), *range(0, 16, 4)):
        long = reach * (1.0 if turn % 4 == 0 else 0.78 if turn % 2 == 0 else 0.5)
        tip = _around(x, y, turn * 22.5, long)
        base = reach * (0.17 if turn % 4 == 0 else 0.13 if turn % 2 == 0 else 0.09)
        for side, tone in ((-45, "dark"), (45, "light")):
            shoulder = _around(x, y, turn * 22.5 + side, base)
            points = " ".join(f"{px:.1f},{py:.1f}" for px, py in ((x, y), shoulder, tip))
            yield f'<polygon class="rose {tone}" points="{points}"/>'
    north = _around(x, y, 0, reach)
    yield f'<text class="north" x="{north[0]:.1f}" y="{north[1] - 5:.1f}">N</text>'


def _around(x: float, y: float, degrees: float, far: float) -> tuple[float, float]:
    angle = math.radians(degrees - 90)
    return x + far * math.cos(angle), y + far * math.sin(angle)


def _frame(plan: Plan) -> Iterator[str]:
    """The edge with its scale of black and white, as around every chart."""
    outer, inner = 8.0, FRAME - 8
    width, height = plan.width, plan.height
    # Covers what reaches over the edge.
    yield (
        f'<path class="margin" fill-rule="evenodd" d="M0 0H{width:.0f}V{height:.0f}H0Z'
        f'M{inner:.0f} {inner:.0f}V{height - inner:.0f}H{width - inner:.0f}V{inner:.0f}Z"/>'
    )
    for inset in (outer, inner):
        yield (
            f'<rect class="edge" x="{inset:.0f}" y="{inset:.0f}"'
            f' width="{width - 2 * inset:.0f}" height="{height - 2 * inset:.0f}"/>'
        )
    band = (outer + inner) / 2
    yield from _scale(outer, band, width, height)


def _scale(outer: float, band: float, width: float, height: float) -> Iterator[str]:
    across, down = width - 2 * outer, height - 2 * outer
    for length, line in (
        (across, f"M{outer:.0f} {band:.1f}H{width - outer:.0f}"),
        (across, f"M{outer:.0f} {height - band:.1f}H{width - outer:.0f}"),
        (down, f"M{band:.1f} {outer:.0f}V{height - outer:.0f}"),
        (down, f"M{width - band:.1f} {outer:.0f}V{height - outer:.0f}"),
    ):
        pieces = 2 * round(length / _TICK / 2) + 1  # odd, so that each corner is dark
        yield f'<path class="scale" stroke-dasharray="{length / pieces:.2f}" d="{line}"/>'
