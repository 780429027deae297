"""The tags that replace those of Django draw the same."""

import pytest
from django.template import Context, Template
from django.utils import translation

SENTENCES = (
    '{% translate "Sign out" %}',
    "{% translate 'Sign out' %}",
    '{% translate "100% of <b>it</b> & more" %}',
    '{% translate "Sign out" as word %}[{{ word }}]',
    '{% translate "Sign out" noop %}',
    '{% translate "May" context "month name" %}',
    '{% translate "Sign out"|upper %}',
    "{% translate word %}",
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("template", SENTENCES)
def test_a_sentence_is_translated_as_by_django(language: str, template: str) -> None:
    with translation.override(language):
        ours = Template(template).render(Context({"word": "Sign out"}))
        theirs = Template("{% load i18n %}" + template).render(Context({"word": "Sign out"}))
    assert ours == theirs


def test_a_sentence_follows_the_language_of_each_page() -> None:
    page = Template('{% translate "Sign out" %}')
    with translation.override("nl"):
        dutch = page.render(Context())
    with translation.override("en"):
        english = page.render(Context())
    assert (dutch, english) == ("Uitloggen", "Sign out")
