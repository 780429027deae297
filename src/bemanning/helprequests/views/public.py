""" "Zo kijkt de coach mee": what the coach looks for, made from its rules and from how well it did."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import tekstcoach
from tekstcoach import Example, Point, Rule, Source
from tekstcoach.figures import Trial, trials
from tekstcoach.measure import Tally

LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule of the coach in the language of the reader, with what it did on texts of writers it did not know."""

    id: str
    name: str
    looks_for: str
    question: str
    reason: str
    source: Source | None
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    figure: Tally
    missed: int
    wrong: int


@login_not_required
@require_safe
def coach(request: HttpRequest) -> HttpResponse:
    """Every rule with its reason, source and examples; what the coach cannot see; and how well it does."""
    wanted = request.GET.get("taal", "")
    language = wanted if wanted in LANGUAGES else (get_language() or "nl")[:2]
    with override(language):
        response = render(request, "helprequests/coach_page.html", _page(language))
    response.headers["Content-Language"] = language
    return response


def _page(language: str) -> dict[str, object]:
    measured = {trial.name: trial for trial in trials()}
    rules = [_rule(rule, measured["writers"], language) for rule in tekstcoach.rules()]
    points = len(Point)
    return {
        "language": language,
        "groups": [(_("Five points"), rules[:points]), (_("Pitfalls"), rules[points:])],
        "tables": [(_title(trial), _rows(trial, rules)) for trial in measured.values()],
    }


def _rule(rule: Rule, trial: Trial, language: str) -> RuleView:
    figure = trial.items[rule.id]
    return RuleView(
        id=rule.id,
        name=rule.name.get(language),
        looks_for=rule.looks_for.get(language),
        question=rule.question.get(language).replace("{name}", _("your colleague")),
        reason=rule.reason.get(language),
        source=rule.source,
        good=_shortest(rule.good),
        bad=_shortest(rule.bad),
        figure=figure,
        missed=round(100 * (1 - figure.recall)),
        wrong=round(100 * (1 - figure.precision)),
    )


def _shortest(examples: tuple[Example, ...]) -> tuple[Example, ...]:
    """Two examples that somebody reads at a glance."""
    return tuple(sorted(examples, key=lambda example: len(example.text))[:2])


def _title(trial: Trial) -> str:
    titles = {
        "writers": _("%(count)s messages of writers that the coach did not know"),
        "genres": _("%(count)s long texts: public calls, newsletters, mails with a story before the question"),
        "short": _("%(count)s short and hard ones, written to mislead"),
        "english": _("%(count)s messages in English"),
    }
    return titles[trial.name] % {"count": trial.messages}


def _rows(trial: Trial, rules: list[RuleView]) -> list[tuple[str, Tally, int, int]]:
    """Each rule that had something to find or was seen: its name, the counts, and the two shares in percent."""
    counted = ((rule.name, trial.items[rule.id]) for rule in rules)
    return [
        (name, tally, round(100 * tally.precision), round(100 * tally.recall))
        for name, tally in counted
        if tally.hits + tally.missed + tally.false_alarms
    ]
