"""The coach that reads along with a request for help: pure Python, no clock, nothing leaves the process."""

from tekstcoach.catalogue import rules
from tekstcoach.model import (
    Audience,
    Context,
    Example,
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
from tekstcoach.subject import subject_line

__all__ = [
    "Audience",
    "Context",
    "Example",
    "Localized",
    "Pitfall",
    "PitfallFound",
    "Point",
    "PointResult",
    "Review",
    "Rule",
    "Source",
    "Span",
    "review",
    "rules",
    "subject_line",
]
