"""Schools, teams, memberships and invitations."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """The tenant."""

    name = "bemanning.schools"
    label = "schools"
