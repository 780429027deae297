"""Outgoing mail. Knows no feature: features hand it a letter and the name of the event."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The outbox."""

    name = "bemanning.mail"
    label = "mail"

    def ready(self) -> None:
        from bemanning.mail import tasks  # noqa: F401  (registering the jobs is the import's effect)
