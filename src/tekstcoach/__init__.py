"""The coach that reads along with a request for help: pure Python, no clock, nothing leaves the process."""

from tekstcoach.catalogue import rules
from tekstcoach.language import NOTES, language_of
from tekstcoach.model import (
    Audience,
    Context,
    Example,
    Language,
    Localized,
    Pitfall,
    PitfallFound,
    Point,
    PointResult,
    Review,
    Rule,
    Source,
    Span,
)
from tekstcoach.reviewer import review
from tekstcoach.starters import closing_of, inserted, starters
from tekstcoach.subject import subject_line

__all__ = [
    "NOTES",
    "Audience",
    "Context",
    "Example",
    "Language",
    "Localized",
    "Pitfall",
    "PitfallFound",
    "Point",
    "PointResult",
    "Review",
    "Rule",
    "Source",
    "Span",
    "closing_of",
    "inserted",
    "language_of",
    "review",
    "rules",
    "starters",
    "subject_line",
]
