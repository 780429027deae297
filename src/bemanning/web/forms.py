"""How forms are drawn: one template for every field, in the look of the app."""

from django import forms
from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Draws a field with its label, help and error in the look of the app."""

    field_template_name = "web/field.html"


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
