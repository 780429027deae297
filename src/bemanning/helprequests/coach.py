"""The coach as the pages show it: the pure package `tekstcoach`, told who writes and who is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

import tekstcoach
from bemanning.accounts.models import User
from tekstcoach import Audience, Context, Language, Pitfall, PitfallFound, Point, PointResult, Review, Rule, Span
from tekstcoach.starters import MOST

SHORT_QUOTE: Final = 90  # characters that two stretches may take together
LONGEST_QUOTE: Final = 120


@dataclass(frozen=True, slots=True)
class PointView:
    """One of the five points. `question` is only filled for the ones that are asked now."""

    item: str
    rule: str
    name: str
    met: bool
    quote: str
    question: str
    reason: str
    source: str
    source_url: str
    example: str
    starters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PitfallView:
    """A pitfall in the text. `firm` for personal data, mild for the others."""

    item: str
    rule: str
    name: str
    firm: bool
    quote: str
    question: str
    reason: str
    source: str
    source_url: str
    rewordings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CoachView:
    """What the coach shows beside a text. `layer` is the text with marks, to lie behind the writing field."""

    points: tuple[PointView, ...]
    pitfalls: tuple[PitfallView, ...]
    layer: SafeString
    is_empty: bool
    # What the coach says of itself beside a text that is not Dutch, and whether it reads that language at all.
    note: str = ""
    reads: bool = True
    # The greeting at the end of the text: first words go before it.
    closing: str = ""

    @property
    def met_count(self) -> int:
        """How many of the five points the text meets."""
        return sum(point.met for point in self.points)

    @property
    def summary(self) -> str:
        """One sentence for the strip on a phone and for screen readers."""
        if self.is_empty:
            return _("The coach reads along as soon as you write.")
        if not self.reads:
            return self.note
        met = ngettext("%(count)s of 5 points is in it.", "%(count)s of 5 points are in it.", self.met_count) % {
            "count": self.met_count
        }
        firm = [pitfall for pitfall in self.pitfalls if pitfall.firm]
        return " ".join((met, _("It names somebody who can be recognised."))) if firm else met

    @property
    def has_personal_data(self) -> bool:
        """Whether the text names or describes somebody who can be recognised."""
        return any(pitfall.firm for pitfall in self.pitfalls)


def look(
    text: str,
    *,
    context: Context,
    dismissed: Iterable[str] = (),
    starters: dict[Point, str] | None = None,
) -> CoachView:
    """Let the coach read `text`. `starters` are own first words for a point, such as a reason for this person."""
    review = tekstcoach.review(text, context, dismissed=frozenset(dismissed))
    asked = {result.point for result in review.open_questions}
    own = starters if starters and review.language.value == _language()[:2] else {}
    return CoachView(
        points=tuple(
            _point(review, result, _first_words(review, result.point, context, own) if result.point in asked else ())
            for result in review.points
        ),
        pitfalls=tuple(_pitfall(review, found) for found in review.pitfalls),
        layer=_layer(review),
        is_empty=review.is_empty,
        note=tekstcoach.NOTES[review.language].get(_language()) if review.language in tekstcoach.NOTES else "",
        reads=review.language is not Language.OTHER,
        closing=tekstcoach.closing_of(text),
    )


def _first_words(review: Review, point: Point, context: Context, own: dict[Point, str]) -> tuple[str, ...]:
    """Two or three sentences to begin with; the writer's own reason for asking this person comes first."""
    offered = tekstcoach.starters(point, review.text, context, review.language)
    return (own[point], *offered[: MOST - 1]) if point in own else offered


def silenced_rules(user: User) -> list[tuple[str, str]]:
    """The id and the name of each rule that somebody silenced for good."""
    silenced = set(user.coach_dismissals.values_list("rule", flat=True))
    return [(rule.id, rule.name.get(_language())) for rule in tekstcoach.rules() if rule.id in silenced]


def context_for(
    *, writer: str, names: Sequence[str], staff: Sequence[str], audience: Audience, leaves_school: bool
) -> Context:
    """What the coach is told: who writes, who is asked, and which names are colleagues. Many people are a team."""
    audience = Audience.TEAM if len(names) > 2 else audience
    return Context(
        audience=audience, recipients=tuple(names), writer=writer, staff=tuple(staff), leaves_school=leaves_school
    )


def _language() -> str:
    return get_language() or "nl"


def _quote(review: Review, spans: Sequence[Span]) -> str:
    """The words that show it. The first stretch says enough; a second only comes along where both are short."""
    words = [" ".join(review.quote(span).split()) for span in spans[:2]]
    both = " … ".join(words)
    shown = both if len(both) <= SHORT_QUOTE else "".join(words[:1])
    return shown if len(shown) <= LONGEST_QUOTE else shown[: LONGEST_QUOTE - 1].rsplit(" ", 1)[0] + " …"


def _source(rule: Rule) -> tuple[str, str]:
    return (rule.source.citation, rule.source.url) if rule.source else ("", "")


def _point(review: Review, result: PointResult, starters: tuple[str, ...]) -> PointView:
    """A point as it is shown. Only what is asked now has first words, and its question."""
    language = _language()
    source, url = _source(result.rule)
    return PointView(
        item=result.point.value,
        rule=result.rule.id,
        name=result.rule.name.get(language),
        met=result.met,
        quote=_quote(review, result.spans),
        question=result.ask.get(language) if starters else "",
        reason=result.rule.reason.get(language),
        source=source,
        source_url=url,
        example=result.rule.good[0].text,
        starters=starters,
    )


def _pitfall(review: Review, found: PitfallFound) -> PitfallView:
    language = _language()
    source, url = _source(found.rule)
    return PitfallView(
        item=found.pitfall.value,
        rule=found.rule.id,
        name=found.rule.name.get(language),
        firm=found.pitfall is Pitfall.PERSONAL_DATA,
        quote=_quote(review, found.spans),
        question=found.ask.get(language),
        reason=found.rule.reason.get(language),
        source=source,
        source_url=url,
        rewordings=found.rewordings,
    )


def _layer(review: Review) -> SafeString:
    """The text with one mark per stretch. Where marks overlap, the firmest wins: nested marks blur each other."""
    classes: list[tuple[Span, str]] = [
        (span, f"mark-point mark-{result.point.value}") for result in review.points for span in result.spans
    ]
    # Of two points on the same words the narrowest stays whole, and of two as narrow the first of the five.
    classes.reverse()
    classes.sort(key=lambda pair: pair[0].start - pair[0].end)
    classes += [
        (span, "mark-firm" if found.pitfall is Pitfall.PERSONAL_DATA else "mark-mild")
        for found in review.pitfalls
        for span in found.spans
    ]
    css: list[str] = [""] * len(review.text)
    for span, name in classes:
        css[span.start : span.end] = [name] * (span.end - span.start)
    parts: list[str] = []
    start = 0
    for end in range(1, len(css) + 1):
        if end == len(css) or css[end] != css[start]:
            piece = review.text[start:end]
            # What is left between two marks is often only a space or a full stop; that deserves no mark.
            marked = css[start] and any(letter.isalnum() for letter in piece)
            parts.append(f'<mark class="{css[start]}">{escape(piece)}</mark>' if marked else escape(piece))
            start = end
    return mark_safe("".join(parts))  # noqa: S308  (every piece is escaped above)
