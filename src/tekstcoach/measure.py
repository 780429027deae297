"""Labels and figures: what the coach says of labelled messages, beside what people said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tekstcoach.model import Audience, Context, Pitfall, Point, Review
from tekstcoach.reviewer import review

ITEMS: tuple[str, ...] = tuple(item.value for item in (*Point, *Pitfall))
Cell = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often the coach and people agree on one item."""

    hits: int = 0
    false_alarms: int = 0
    missed: int = 0
    cells: int = 0

    @property
    def precision(self) -> float:
        """Which part of what the coach saw is there; 0 when it saw nothing."""
        return self.hits / max(1, self.hits + self.false_alarms)

    @property
    def recall(self) -> float:
        """Which part of what is there the coach saw; 0 when nothing is there."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / max(1, 2 * self.hits + self.false_alarms + self.missed)


def labels_in(report: Review) -> dict[str, bool]:
    """The nine labels of a review, in the order of the checklist."""
    met = {result.point.value: result.met for result in report.points}
    fallen = {found.pitfall for found in report.pitfalls}
    return met | {pitfall.value: pitfall in fallen for pitfall in Pitfall}


def labels(text: str, recipient: str = Audience.COLLEAGUE.value) -> dict[str, bool]:
    """The nine labels of a message; ValueError for a kind of recipient that does not exist."""
    return labels_in(review(text, Context(audience=Audience(recipient))))


def tally(item: str, pairs: Iterable[tuple[Mapping[str, bool], Mapping[str, bool]]]) -> Tally:
    """Count one item over pairs of (what people said, what the coach says)."""
    cells = [(truth[item], guess[item]) for truth, guess in pairs]
    return Tally(
        hits=sum(truth and guess for truth, guess in cells),
        false_alarms=sum(guess and not truth for truth, guess in cells),
        missed=sum(truth and not guess for truth, guess in cells),
        cells=len(cells),
    )


def table(
    rows: Iterable[tuple[str, Mapping[str, bool], Mapping[str, bool]]], doubtful: frozenset[Cell] = frozenset()
) -> str:
    """Precision, recall and F1 of every item and the macro F1, from rows of (id, truth, guess).

    Cells on which fair readers differ are left out.
    """
    rows = list(rows)
    lines = [f"{'':14} precision  recall    F1  false alarms"]
    reached = []
    for item in ITEMS:
        counted = tally(item, [(truth, guess) for name, truth, guess in rows if (name, item) not in doubtful])
        reached.append(counted.f1)
        alarms = f"{counted.false_alarms} in {counted.cells}"
        lines.append(f"{item:14} {counted.precision:9.2f} {counted.recall:7.2f} {counted.f1:5.2f}  {alarms}")
    points = reached[: len(Point)]
    lines.append(f"{'macro':14} {'':9} {'':7} {sum(reached) / len(reached):5.3f}")
    lines.append(f"{'five points':14} {'':9} {'':7} {sum(points) / len(points):5.3f}")
    return "\n".join(lines)
