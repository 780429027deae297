"""The drawings for the screen, kept: a map changes seldom and is looked at often."""

from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bemanning.expertise.chart import Chart
from bemanning.expertise.drawing.picture import Links, draw
from bemanning.expertise.drawing.plan import LAPTOP, PHONE, plan

# Those of so many maps, at most some hundreds of kilobytes each.
_MAPS = 16


def for_screens(chart: Chart, *, title: str, beside: str, links: Links) -> tuple[SafeString, ...]:
    """The map as an SVG element for a laptop and for a phone; drawn again only where something on it changed."""
    return _drawn(chart, title, beside, links, get_language())


@lru_cache(maxsize=_MAPS)
def _drawn(chart: Chart, title: str, beside: str, links: Links, _language: str | None) -> tuple[SafeString, ...]:
    sheets = (LAPTOP, PHONE)
    return tuple(draw(plan(chart, sheet, title=title), title=title, beside=beside, links=links) for sheet in sheets)
