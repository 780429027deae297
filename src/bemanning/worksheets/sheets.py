"""Which sheets there are, and what stands on each: the same rules and words as on the screen."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bemanning.worksheets import press
from bemanning.worksheets.words import BELIEFS, QUESTIONS
from tekstcoach import Example, Point
from tekstcoach.catalogue import rule_for


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its Dutch name in the address, what it is called, what it is for, and how it is laid out."""

    slug: str
    title: Promise
    about: Promise
    paper: str
    template: str


SHEETS: tuple[Sheet, ...] = (
    Sheet("poster-a4", _("Poster"), _("The five points for on the wall."), "A4", "poster"),
    Sheet("poster-a3", _("Large poster"), _("The same, to read across the team room."), "A3", "poster"),
    Sheet("zakkaartje", _("Pocket card"), _("Eight cards on one sheet, to cut out."), "A4", "card"),
    Sheet(
        "werkblad-wat-houdt-mij-tegen",
        _("What holds me back?"),
        _("Four questions to write about, in a few minutes."),
        "A4",
        "reflection",
    ),
    Sheet(
        "werkblad-gedachte",
        _("Look at a thought"),
        _("Test a thought that keeps you from asking, and rewrite it."),
        "A4",
        "belief",
    ),
)
CARDS = 8  # on one sheet


@dataclass(frozen=True, slots=True)
class Tip:
    """One of the five points, in one language. The example is Dutch, as on the screen; its heart is what meets it."""

    number: int
    name: str
    looks_for: str
    reason: str
    before: str
    heart: str
    after: str


def tips(language: str) -> list[Tip]:
    """The five points of the coach."""
    found = []
    for number, point in enumerate(Point, start=1):
        rule = rule_for(point)
        before, heart, after = _around(rule.good[0])
        name, looks_for, reason = (part.get(language) for part in (rule.name, rule.looks_for, rule.reason))
        found.append(Tip(number, name, looks_for, reason, before, heart, after))
    return found


def _around(example: Example) -> tuple[str, str, str]:
    before, heart, after = example.text.partition(example.words)
    return before, heart, after


def find(slug: str) -> Sheet | None:
    """The sheet with this name, if there is one."""
    return next((sheet for sheet in SHEETS if sheet.slug == slug), None)


def languages() -> list[str]:
    """The languages in which each sheet stands."""
    return [code for code, _name in settings.LANGUAGES]


def html(sheet: Sheet, language: str) -> str:
    """The sheet as a page, before it becomes a PDF."""
    with translation.override(language):
        context: dict[str, Any] = {
            "sheet": sheet,
            "language": language,
            "tips": tips(language),
            "questions": QUESTIONS,
            "beliefs": BELIEFS,
            "cards": range(CARDS),
        }
        return render_to_string(f"worksheets/paper/{sheet.template}.html", context)


@cache  # the same for everybody, and it takes a second to draw
def pdf(sheet: Sheet, language: str) -> bytes:
    """The sheet as a PDF. Raises `press.MissingError` where this machine lacks what draws it."""
    return press.printed(html(sheet, language))
