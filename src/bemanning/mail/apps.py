"""Outgoing mail. Knows no feature: features hand it a letter and the name of the event."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """The outbox."""

    name = "bemanning.mail"
    label = "mail"
