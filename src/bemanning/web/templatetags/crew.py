"""Template tags of the design system."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def flag(letter: str, css: str = "") -> SafeString:
    """A signal flag as a mark. Always beside a word, so it is hidden from screen readers."""
    return format_html(
        '<svg class="flag {}" aria-hidden="true" focusable="false" viewBox="0 0 24 24"><use href="{}#{}"/></svg>',
        css,
        static("bemanning/flags.svg"),
        letter,
    )
