"""The widgets that are drawn without a template look as Django draws them."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from bemanning.web.forms import Renderer

NASTY = "<b>\"'&\n\nåπ</b>\n"


class Fields(forms.Form):
    """One of each kind that is drawn in Python, and one that is not."""

    text = forms.CharField(
        max_length=9, help_text="help", widget=forms.TextInput(attrs={"autofocus": True, "x": False})
    )
    mail = forms.EmailField(required=False)
    number = forms.IntegerField(min_value=0)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    hidden = forms.CharField(widget=forms.HiddenInput)
    file = forms.FileField()
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3, "data-say": NASTY}))
    choice = forms.ChoiceField(choices=[("a", NASTY)])


@pytest.mark.parametrize(
    "given",
    [
        {"initial": {"day": date(2026, 3, 1), "number": 1000, "words": "", "text": 0}},
        {"data": dict.fromkeys(Fields.base_fields, NASTY)},
        {"data": {}},
    ],
)
def test_a_widget_is_what_django_draws(given: dict[str, Any]) -> None:
    ours, theirs = Fields(**given, renderer=Renderer()), Fields(**given, renderer=DjangoTemplates())
    assert [str(field.as_widget()) for field in ours] == [str(field.as_widget()) for field in theirs]
