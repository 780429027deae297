"""Circles: peers of several schools, who may find each other across the wall between schools."""

from django.apps import AppConfig


class CirclesConfig(AppConfig):
    """Who is in a circle with whom."""

    name = "bemanning.circles"
    label = "circles"

    def ready(self) -> None:
        from bemanning.circles import tasks  # noqa: F401  (importing puts the work on the schedule)
        from bemanning.circles.actions import on_membership_ended, on_person_erased
        from bemanning.circles.queries import companions_of
        from bemanning.expertise import companions
        from bemanning.schools.signals import membership_ended, person_erased

        companions.register(companions_of)
        membership_ended.connect(on_membership_ended, dispatch_uid="circles.leaving")
        person_erased.connect(on_person_erased, dispatch_uid="circles.erased")
