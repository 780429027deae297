"""The installation itself: checks that find an operator's mistakes when the server starts."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Registers the system checks."""

    name = "bemanning.config"
    label = "config"

    def ready(self) -> None:
        from bemanning.config import checks  # noqa: F401  (registering is the import's effect)
