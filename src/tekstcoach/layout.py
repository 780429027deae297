"""White space that says nothing is taken out before reading, and positions are led back to the text as it was."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate

from tekstcoach.model import PitfallFound, PointResult, Review, Span

# Many spaces are one, spaces around a line end go, and one empty line is as good as more.
_RUN = re.compile(r"[^\S\n\r]*(?:\r\n|\r|\n)[^\S]*|[^\S\n\r]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """A text as it is read, and for each stretch of it how far back it stood in the text as it was written."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def back(self, span: Span) -> Span:
        """Where a stretch of the read text stands in the written text."""
        return Span(span.start + self._shift(span.start), span.end + self._shift(span.end - 1))

    def _shift(self, position: int) -> int:
        return self.shifts[bisect_right(self.starts, position) - 1]


def settled(text: str) -> Layout:
    """The text with one space for many, without white space at either end; letters and lines stay as they are."""
    parts: list[str] = []
    skipped: list[int] = []
    begin = 0
    for run in _RUN.finditer(text):
        if run.group() == " " and run.start() > 0 and run.end() < len(text):
            continue
        lines = run.group().replace("\r\n", "\n").replace("\r", "\n").count("\n")
        instead = "" if run.start() == 0 or run.end() == len(text) else "\n" * min(lines, 2) or " "
        if run.group() != instead:
            parts.append(text[begin : run.start()] + instead)
            skipped.append(run.end() - run.start() - len(instead))
            begin = run.end()
    parts.append(text[begin:])
    starts = (0, *accumulate(len(part) for part in parts[:-1]))
    return Layout("".join(parts), starts, tuple(accumulate(skipped, initial=0)))


def led_back(report: Review, layout: Layout, text: str) -> Review:
    """A review of the settled text, as one of the text as it was written."""
    if layout.text == text:
        return report
    points = tuple(_point(result, layout) for result in report.points)
    by_point = {result.point: result for result in points}
    return replace(
        report,
        text=text,
        points=points,
        pitfalls=tuple(_pitfall(found, report, layout, text) for found in report.pitfalls),
        open_questions=tuple(by_point[result.point] for result in report.open_questions),
    )


def _point(result: PointResult, layout: Layout) -> PointResult:
    return replace(result, spans=tuple(layout.back(span) for span in result.spans))


def _pitfall(found: PitfallFound, report: Review, layout: Layout, text: str) -> PitfallFound:
    spans = tuple(layout.back(span) for span in found.spans)
    written = {report.quote(old): text[new.start : new.end] for old, new in zip(found.spans, spans, strict=True)}
    rewordings = tuple((written.get(words, words), instead) for words, instead in found.rewordings)
    return replace(found, spans=spans, rewordings=rewordings)
