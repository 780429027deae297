""" "Begin klein": small questions to start from, on four steps from curious to open about a struggle."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class SmallQuestion:
    """One template, in the language of the reader. The [words in brackets] are for the writer to fill in."""

    id: str
    step: int
    step_name: str
    title: str
    text: str
    why: str


@cache
def _data() -> list[dict[str, Any]]:
    path = files("bemanning.helprequests").joinpath("data/begin_klein.json")
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return sorted(rows, key=lambda row: row["step"])


def small_questions() -> list[SmallQuestion]:
    """All templates, the smallest step first."""
    language = "en" if (get_language() or "nl").startswith("en") else "nl"
    return [
        SmallQuestion(
            id=row["id"],
            step=row["step"],
            **{name: row[name][language] for name in ("step_name", "title", "text", "why")},
        )
        for row in _data()
    ]


def small_question(slug: str) -> SmallQuestion | None:
    """One template, or None when there is none of that name."""
    return next((question for question in small_questions() if question.id == slug), None)
