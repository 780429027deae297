"""One person in a list of people."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bemanning.expertise.queries import Person

register = template.Library()


@register.simple_tag
def person_card(one: Person, heading: str) -> SafeString:
    """Who it is, about what, and their room, with the name as a heading of this level."""
    return _drawn(one, heading or "h2", get_language() or "")


# Everything that the card shows is in what it is remembered by, so whoever changes a word has another card at once.
@lru_cache(maxsize=512)
def _drawn(one: Person, heading: str, language: str) -> SafeString:
    return render_to_string("expertise/_person.html", {"one": one, "heading": heading})
