"""The words in which the coach speaks with the rest of the product: frozen values."""

from dataclasses import dataclass, field
from enum import StrEnum


class Audience(StrEnum):
    """For whom the request is meant."""

    COLLEAGUE = "colleague"
    TEAM = "team"
    PEER = "peer"
    COACH = "coach"
    BOARD = "board"


class Language(StrEnum):
    """What the coach makes of the language of a text."""

    DUTCH = "nl"
    ENGLISH = "en"
    OTHER = "other"


class Point(StrEnum):
    """What makes a request powerful. The order is the order in which the points are shown."""

    SPECIFIC = "specific"
    WHY = "why"
    MOMENT = "moment"
    THINK_ALONG = "think_along"
    FOLLOW_UP = "follow_up"


class Pitfall(StrEnum):
    """What makes a request weaker, or harms somebody who is not there."""

    APOLOGY = "apology"
    HANDOVER = "handover"
    MULTIPLE = "multiple"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text in code points, half open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Context:
    """What the coach is told about the request besides its text.

    `staff` are colleagues by full name: naming one of them neutrally is no alarm. Greetings and signatures
    never are.
    """

    audience: Audience = Audience.COLLEAGUE
    recipients: tuple[str, ...] = ()
    writer: str = ""
    staff: tuple[str, ...] = ()
    leaves_school: bool = False


@dataclass(frozen=True, slots=True)
class Localized:
    """One text in the two languages of the product."""

    nl: str
    en: str

    def get(self, lang: str) -> str:
        """The text in `lang` ("nl", "nl-NL", "en"); Dutch for a language that is not there."""
        return self.en if lang.lower().startswith("en") else self.nl


@dataclass(frozen=True, slots=True)
class Source:
    """Where the reason of a rule comes from; only works that were read and verified."""

    citation: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A message that shows the rule, with a word on what it shows. Examples double as tests."""

    text: str
    note: Localized | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One item of the checklist, as the writer and the public page see it.

    For a point, `good` are messages that meet it and `bad` messages that do not.
    For a pitfall, `good` are messages free of it and `bad` messages that fall into it.
    """

    id: str
    item: Point | Pitfall
    name: Localized
    looks_for: Localized
    question: Localized
    reason: Localized
    source: Source | None
    good: tuple[Example, ...]
    bad: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class PointResult:
    """Whether a point is met, and the words that show it."""

    point: Point
    met: bool
    spans: tuple[Span, ...]
    rule: Rule
    ask: Localized


@dataclass(frozen=True, slots=True)
class PitfallFound:
    """A pitfall with the words that show it; personal data comes with proposals in other words."""

    pitfall: Pitfall
    spans: tuple[Span, ...]
    rule: Rule
    ask: Localized
    rewordings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What the coach saw in one text."""

    text: str
    points: tuple[PointResult, ...]
    pitfalls: tuple[PitfallFound, ...]
    open_questions: tuple[PointResult, ...]
    dismissed: frozenset[str] = field(default=frozenset())
    language: Language = Language.DUTCH

    @property
    def is_empty(self) -> bool:
        """Nothing was written yet."""
        return not self.text.strip(" \t\r\n\0\u00a0\u200b")

    @property
    def complete(self) -> bool:
        """Every point is met or was set aside by the writer."""
        return all(result.met or result.rule.id in self.dismissed for result in self.points)

    def quote(self, span: Span) -> str:
        """The writer's own words under `span`."""
        return self.text[span.start : span.end]
