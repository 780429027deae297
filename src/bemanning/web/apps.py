"""The pages that combine apps, the base templates and the design system."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Vandaag, the look, error pages."""

    name = "bemanning.web"
    label = "web"
