"""The expertise map."""

from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    """Who likes to be asked about what."""

    name = "bemanning.expertise"
    label = "expertise"
