"""The map of a school on A3: the sea chart to hang on the wall, and behind it the same in words."""

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from bemanning.expertise import sentences
from bemanning.expertise.chart import Chart
from bemanning.expertise.drawing import draw, for_paper
from bemanning.worksheets import press

# Width by height of an A3 lying down, inside its margins.
RATIO = 400 / 277


def html(chart: Chart, school: str, language: str) -> str:
    """The map as a page, before it becomes a PDF. What somebody needed is for the leader, so never on a wall."""
    with translation.override(language):
        title = sentences.map_title(school)
        picture = draw(
            for_paper(chart.without_wanted(), title=title, ratio=RATIO),
            title=title,
            beside=sentences.map_beside(),
            style=_style(),
            alone=gettext(
                "A sea chart with islands of topics and who is there. The next page says the same in words."
            ),
        )
        context = {"title": title, "language": language, "picture": picture, "chart": chart}
        return render_to_string("worksheets/paper/map.html", context)


def pdf(chart: Chart, school: str, language: str) -> bytes:
    """The map as a PDF. Raises `press.MissingError` where this machine lacks what draws it."""
    return _printed(html(chart, school, language))


@lru_cache(maxsize=16)  # the same map is printed by several people on one day, and takes a second or two to draw
def _printed(page: str) -> bytes:
    return press.printed(page)


def _style() -> str:
    """The colours of the chart on paper. They stand inside the picture: the stylesheet of a sheet does not reach there."""
    found = finders.find("worksheets/chart.css")
    return Path(str(found)).read_text(encoding="utf-8")
