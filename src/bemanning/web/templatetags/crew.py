"""Template tags of the design system."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop

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
def flag(letter: str, css: str = "") -> SafeString:
    """A signal flag or a mark of the sprite. Always beside a word, so it is hidden from screen readers."""
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false" viewBox="0 0 24 24"><use href="{}#{}"/></svg>',
        css if css.startswith("icon") else f"flag {css}".strip(),
        static("bemanning/flags.svg"),
        letter,
    )


class Navigation(template.Node):
    """The main navigation; what stands between the tags names the section that is open."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """The links of the sections that this person has."""
        current = self.nodelist.render(context).strip()
        items = _items(context["viewer"], current, context["request"].path)
        return render_to_string("web/_navigation.html", {"items": items})


@register.tag
def navigation(parser: Parser, token: Token) -> Navigation:
    """`{% navigation %}{% block nav_current %}{% endblock %}{% endnavigation %}`."""
    nodelist = parser.parse(("endnavigation",))
    parser.delete_first_token()
    return Navigation(nodelist)


def _items(viewer: Any, current: str, path: str) -> list[dict[str, str]]:
    member = viewer.member
    items = []
    for section, url_name, word in SECTIONS:
        if section == "school" and not (member.is_leader or member.is_administrator):
            continue
        try:
            url = reverse(url_name)
        except NoReverseMatch:
            continue
        # "page" is the page itself; a page deeper in the section is "true".
        here = "" if section != current else "page" if path == url else "true"
        items.append({"url": url, "icon": section, "label": gettext(word), "current": here})
    return items
