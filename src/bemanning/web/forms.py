"""How forms are drawn: one template for every field, in the look of the app."""

from django.forms.renderers import DjangoTemplates


class Renderer(DjangoTemplates):
    """Draws a field with its label, help and error in the look of the app."""

    field_template_name = "web/field.html"
