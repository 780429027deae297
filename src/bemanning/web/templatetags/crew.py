"""Template tags of the design system."""

from datetime import date
from functools import cache
from typing import Any

from django import template
from django.template import defaultfilters
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.i18n import do_translate
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_noop

from bemanning.core.dates import in_words

register = template.Library()

# Name of the section, URL name, word. The name of the section is its mark in flags.svg too.
SECTIONS = (
    ("today", "today", gettext_noop("Today")),
    ("requests", "request_list", gettext_noop("Questions")),
    ("people", "people", gettext_noop("People")),
    ("logbook", "logbook", gettext_noop("Logbook")),
    ("school", "school", gettext_noop("School")),
    ("settings", "preferences", gettext_noop("Settings")),
)


@register.simple_tag
@cache  # a handful of marks, drawn many times on every page
def flag(letter: str, css: str = "") -> SafeString:
    """A signal flag or a mark of the sprite. Always beside a word, so it is hidden from screen readers."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false" viewBox="0 0 24 24"><use href="{}#{}"/></svg>',
        css if css.startswith("icon") else f"flag {css}".strip(),
        static("bemanning/flags.svg"),
        letter,
    )


@register.filter("date", expects_localtime=True, is_safe=False)
def dated(value: Any, format: str) -> str:
    """The filter of Django, quicker for the formats that stand in our templates."""
    return in_words(value, format) if isinstance(value, date) else str(defaultfilters.date(value, format))


class Sentence(template.Node):
    """A sentence of the catalogue as it stands there. Django's own node makes a text that translates itself later."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence.replace("%", "%%")  # as it is written in a catalogue

    def render(self, context: Context) -> str:
        """The sentence in the language of the page. Like every literal of a template it may hold HTML."""
        return gettext(self.sentence).replace("%%", "%")


@register.tag
def translate(parser: Parser, token: Token) -> template.Node:
    """`{% translate "Sign out" %}` as Django has it, and quicker where it has nothing but a sentence."""
    node = do_translate(parser, token)
    what = node.filter_expression
    is_plain = not (node.noop or node.asvar or node.message_context or what.filters)
    return Sentence(what.var.literal) if is_plain and isinstance(what.var.literal, str) else node


class Navigation(template.Node):
    """The main navigation; what stands between the tags names the section that is open."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The links of the sections that this person has."""
        section = self.nodelist.render(context).strip()
        member = context["viewer"].member
        path = context["request"].path
        here = path if path in _addresses() else ""
        return _drawn(get_language() or "", member.is_leader or member.is_administrator, section, here)


@register.tag
def navigation(parser: Parser, token: Token) -> Navigation:
    """`{% navigation %}{% block nav_current %}{% endblock %}{% endnavigation %}`."""
    nodelist = parser.parse(("endnavigation",))
    parser.delete_first_token()
    return Navigation(nodelist)


@cache
def _addresses() -> frozenset[str]:
    return frozenset(item["url"] for item in _items(has_school=True, current="", path=""))


@cache  # two kinds of people, five sections: few outcomes, and the same for everybody
def _drawn(language: str, has_school: bool, current: str, path: str) -> SafeString:
    return render_to_string("web/_navigation.html", {"items": _items(has_school, current, path)})


def _items(has_school: bool, current: str, path: str) -> list[dict[str, str]]:
    items = []
    for section, url_name, word in SECTIONS:
        if section == "school" and not has_school:
            continue
        try:
            url = reverse(url_name)
        except NoReverseMatch:
            continue
        # "page" is the page itself; a page deeper in the section is "true".
        here = "" if section != current else "page" if path == url else "true"
        items.append({"url": url, "icon": section, "label": gettext(word), "current": here})
    return items
