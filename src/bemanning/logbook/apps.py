"""The logbook."""

from django.apps import AppConfig


class LogbookConfig(AppConfig):
    """A diary that only its owner can read."""

    name = "bemanning.logbook"
    label = "logbook"

    def ready(self) -> None:
        from bemanning.logbook.actions import on_person_erased
        from bemanning.schools.signals import person_erased

        person_erased.connect(on_person_erased, dispatch_uid="logbook.erased")
