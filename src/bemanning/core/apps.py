"""What at least three apps use: keys, audit, clock, schedule, headers."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The ground of the other apps."""

    name = "bemanning.core"
    label = "core"
