"""How forms are drawn: one template for every field, in the look of the app."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


class Renderer(DjangoTemplates):
    """Draws a field with its label, help and error in the look of the app."""

    field_template_name = "web/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """As Django does it. Its plainest widgets take two or three templates each; those are drawn here."""
        draw = _DRAWN.get(template_name.removeprefix("django/forms/widgets/"))
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    return format_html('<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, _attributes(widget))


def _textarea(widget: dict[str, Any]) -> SafeString:
    # A browser leaves out the first line break, so that a text may begin with one.
    text = widget["value"] or ""
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attributes(widget), text)


def _attributes(widget: dict[str, Any]) -> SafeString:
    given = [(name, value) for name, value in widget["attrs"].items() if value is not False]
    parts = [
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value) for name, value in given
    ]
    return mark_safe("".join(parts))  # noqa: S308  (each part is escaped)


_INPUTS = ("date", "email", "file", "hidden", "number", "text")
_DRAWN = {f"{kind}.html": _input for kind in _INPUTS} | {"textarea.html": _textarea}


class SampleForm(forms.Form):
    """The fields of the page /stijl. Its words are samples, so they stand here in Dutch."""

    email = forms.EmailField(label="Je e-mailadres", help_text="Het adres dat je op school gebruikt.")
    about = forms.CharField(label="Waar mag een collega je over vragen?", widget=forms.Textarea)
    year = forms.ChoiceField(
        label="Groep", choices=[("", "Kies een groep"), ("8", "Groep 8"), ("x", "Ondersteuningscoördinatoren")]
    )
    room = forms.ChoiceField(
        label="Hoeveel ruimte heb je?",
        widget=forms.RadioSelect,
        choices=[("open", "Ik heb ruimte"), ("little", "Een beetje ruimte"), ("paused", "Nu even niet")],
    )
    days = forms.MultipleChoiceField(
        label="Op welke dagen werk je?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("1", "maandag"), ("2", "dinsdag"), ("3", "woensdag"), ("4", "donderdag"), ("5", "vrijdag")],
    )
    limit = forms.IntegerField(label="Hoeveel vragen per maand?", min_value=1, max_value=20, required=False)
    listed = forms.BooleanField(label="Collega’s mogen mij vinden op de kaart", required=False)
