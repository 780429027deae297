"""The expertise map."""

from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    """Who likes to be asked about what."""

    name = "bemanning.expertise"
    label = "expertise"

    def ready(self) -> None:
        from bemanning.expertise.actions import on_person_erased
        from bemanning.expertise.queries import unconfirmed
        from bemanning.mail import news
        from bemanning.schools.signals import person_erased

        news.register(unconfirmed)
        person_erased.connect(on_person_erased, dispatch_uid="expertise.erased")
