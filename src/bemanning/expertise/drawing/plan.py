"""Where everything lies: islands in columns, the cartouche above the first, and free water between them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext

from bemanning.expertise.chart import Chart, Sailor, Water
from bemanning.expertise.drawing.shapes import AROUND, noise, width_of, wrapped

TITLE, LABEL, NAME = 19.0, 15.0, 13.5  # sizes of letters
FLAG = 12.0
_LINE = 1.28
_SHORE = 16.0  # shallow water around an island
_GAP = 26.0  # and what lies between two
FRAME = 34.0
_ROSE = 112.0  # half of the room that the compass rose takes


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the map is drawn for: columns of a width, and how wide an island may be with its water.

    `detailed` names topics and people; without it an island shows its flags alone.
    """

    name: str
    columns: int
    column: float
    widest: float
    detailed: bool

    @property
    def title_size(self) -> float:
        """The size of the letters in the cartouche."""
        return 30.0 if self.detailed else 19.0


LAPTOP = Sheet("kaart", 3, 330.0, 330.0, True)
PHONE = Sheet("klein", 2, 174.0, 174.0, False)


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words at a place within an island, from its upper left; `sailor` for a name with its flag."""

    kind: str
    words: str
    x: float
    y: float
    sailor: Sailor | None = None
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Island:
    """A group of topics with its place: the upper left of its words, and how large they are."""

    water: Water
    texts: tuple[Text, ...]
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the words."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def half(self) -> tuple[float, float]:
        """How far the land reaches from the middle, sideways and up or down."""
        return (self.width / 2 + 7) * AROUND, (self.height / 2 + 4) * AROUND

    @property
    def tall(self) -> float:
        """How much of a column it takes, shallow water and all."""
        return 2 * (self.half[1] * 1.05 + _SHORE)


@dataclass(frozen=True, slots=True)
class Plan:
    """A drawing before it is drawn."""

    sheet: Sheet
    islands: tuple[Island, ...]
    width: float
    height: float
    cartouche: tuple[float, float, float, float]  # x, y, width, height
    rose: tuple[float, float, float] | None  # of the compass rose: its middle and how far it reaches


def plan(chart: Chart, sheet: Sheet, *, title: str) -> Plan:
    """Lay out the map. The largest islands come first, each in the column that is shortest by then."""
    islands = [_island(water, sheet) for water in chart.waters]
    inner = sheet.widest - 8
    head = _cartouche_height(title, sheet, inner)
    columns: list[list[Island]] = [[] for _ in range(sheet.columns)]
    heights = [0.0] * sheet.columns
    heights[0] = head + _GAP
    for island in sorted(islands, key=lambda one: (-one.tall, one.water.name)):
        shortest = min(range(sheet.columns), key=lambda number: heights[number])
        columns[shortest].append(island)
        heights[shortest] += island.tall + _GAP
    shortest = min(range(sheet.columns), key=lambda number: heights[number])
    height = max(*heights, heights[shortest] + (2 * _ROSE if sheet.detailed else 0)) + 2 * FRAME
    placed = [
        one
        for number, column in enumerate(columns)
        for one in _placed(
            column,
            number,
            sheet,
            top=(head + _GAP) if number == 0 else 0,
            bottom=height - FRAME - (2 * _ROSE if number == shortest and sheet.detailed else 0),
        )
    ]
    width = sheet.columns * sheet.column + 2 * FRAME
    cartouche = (FRAME + 12, FRAME + 12, sheet.widest - 24, head - 12)
    rose = (
        (FRAME + (shortest + 0.5) * sheet.column, height - FRAME - _ROSE + 8, _ROSE - 26) if sheet.detailed else None
    )
    return Plan(sheet, tuple(placed), width, height, cartouche, rose)


def for_paper(chart: Chart, *, title: str, ratio: float) -> Plan:
    """The layout that fills a sheet of paper (`ratio` is width by height): as many columns as fit, then more water."""
    plans = [plan(chart, Sheet("papier", columns, 330.0, 330.0, True), title=title) for columns in range(2, 9)]
    narrow = [one for one in plans if one.width / one.height <= ratio] or plans[:1]
    best = narrow[-1]
    column = max((ratio * best.height - 2 * FRAME) / best.sheet.columns, best.sheet.column)
    return plan(chart, replace(best.sheet, column=column), title=title)


def _cartouche_height(title: str, sheet: Sheet, room: float) -> float:
    return 96 + len(wrapped(title, sheet.title_size, room - 40)) * sheet.title_size * 1.15


def _island(water: Water, sheet: Sheet) -> Island:
    room = (sheet.widest - 2 * _SHORE) / AROUND / 1.05 - 16
    rows = _Rows(room)
    rows.words("title", water.name, TITLE if sheet.detailed else 15.5)
    if not (water.spots or (water.wanted and sheet.detailed)):
        rows.words("nobody", gettext("Nobody sails here yet"), NAME)
    elif sheet.detailed:
        for spot in water.spots:
            rows.skip(5)
            rows.words("label", spot.topic.label, LABEL, indent=15, topic=spot.topic.id)
            rows.names(spot.sailors, indent=15)
        for topic in water.wanted:
            rows.skip(5)
            rows.words("wanted", topic.label, LABEL, indent=15, topic=topic.id)
    else:
        rows.skip(4)
        rows.flags(water.sailors)
    return Island(water, tuple(rows.texts), max(rows.widest, room * 0.55), rows.y)


class _Rows:
    """Words below each other, in a column of a certain width."""

    def __init__(self, room: float) -> None:
        self.room, self.y, self.widest = room, 0.0, 0.0
        self.texts: list[Text] = []

    def skip(self, height: float) -> None:
        self.y += height

    def words(self, kind: str, words: str, size: float, indent: float = 0, topic: str = "") -> None:
        for number, line in enumerate(wrapped(words, size, self.room - indent)):
            self._add(kind if number == 0 else f"{kind} more", line, indent, size, topic=topic)

    def _add(self, kind: str, words: str, x: float, size: float, topic: str = "") -> None:
        self.widest = max(self.widest, x + width_of(words, size))
        self.texts.append(Text(kind, words, x, self.y + size, topic=topic))
        self.y += size * _LINE

    def names(self, sailors: Sequence[Sailor], indent: float) -> None:
        self._flow(sailors, indent, NAME, lambda sailor: FLAG + 5 + width_of(sailor.short, NAME) + 10)

    def flags(self, sailors: Sequence[Sailor]) -> None:
        self._flow(sailors, 0, FLAG + 4, lambda sailor: FLAG + 6)

    def _flow(self, sailors: Sequence[Sailor], indent: float, size: float, width: Callable[[Sailor], float]) -> None:
        x = indent
        for sailor in sailors:
            if x > indent and x + width(sailor) > self.room:
                x, self.y = indent, self.y + size * _LINE
            self.texts.append(Text("name", sailor.short, x, self.y + size, sailor))
            x += width(sailor)
            self.widest = max(self.widest, x)
        self.y += size * _LINE


def _placed(column: list[Island], number: int, sheet: Sheet, *, top: float, bottom: float) -> list[Island]:
    """The islands of one column, in an order that mixes large and small, with the water divided among them."""
    order = sorted(column, key=lambda one: noise(one.water.name))
    used = sum(one.tall for one in order) + top
    gap = (bottom - FRAME - used) / max(len(order), 1)
    y, placed = FRAME + top + gap / 2, []
    for one in order:
        slack = max(sheet.column - 2 * (one.half[0] * 1.05 + _SHORE), 0)
        x = (
            FRAME
            + number * sheet.column
            + (sheet.column - one.width) / 2
            + slack * (noise(one.water.name, "x") - 0.5)
        )
        placed.append(replace(one, x=x, y=y + (one.tall - one.height) / 2))
        y += one.tall + gap
    return placed
