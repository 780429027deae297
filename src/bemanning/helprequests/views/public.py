""" "Zo kijkt de coach mee": what the coach looks for, made from its rules."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

import tekstcoach
from tekstcoach import Point


@login_not_required
@require_safe
def coach(request: HttpRequest) -> HttpResponse:
    """Every rule with its reason, source and examples."""
    language = get_language() or "nl"
    rules = [
        {
            "name": rule.name.get(language),
            "looks_for": rule.looks_for.get(language),
            "reason": rule.reason.get(language),
            "source": rule.source,
            "good": [example.text for example in rule.good[:2]],
            "bad": [example.text for example in rule.bad[:2]],
            "is_point": isinstance(rule.item, Point),
        }
        for rule in tekstcoach.rules()
    ]
    return render(
        request,
        "helprequests/coach_page.html",
        {
            "groups": [
                (_("Five points"), [rule for rule in rules if rule["is_point"]]),
                (_("Pitfalls"), [rule for rule in rules if not rule["is_point"]]),
            ]
        },
    )
