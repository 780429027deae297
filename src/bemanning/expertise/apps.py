"""The expertise map."""

from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    """Who likes to be asked about what."""

    name = "bemanning.expertise"
    label = "expertise"

    def ready(self) -> None:
        from bemanning.expertise.actions import on_person_erased
        from bemanning.schools.signals import person_erased

        person_erased.connect(on_person_erased, dispatch_uid="expertise.erased")
