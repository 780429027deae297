"""The expertise map."""

from django.apps import AppConfig


class ExpertiseConfig(AppConfig):
    """Who likes to be asked about what."""

    name = "bemanning.expertise"
    label = "expertise"

    def ready(self) -> None:
        from bemanning.expertise import tasks  # noqa: F401  (importing puts the work on the schedule)
        from bemanning.expertise.actions import on_membership_ended, on_person_erased
        from bemanning.expertise.queries import unconfirmed, untold_tips
        from bemanning.mail import news
        from bemanning.schools.signals import membership_ended, person_erased

        news.register(unconfirmed)
        news.register(untold_tips)
        membership_ended.connect(on_membership_ended, dispatch_uid="expertise.leaving")
        person_erased.connect(on_person_erased, dispatch_uid="expertise.erased")
