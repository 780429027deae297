"""One calm mail a week with what does not wait for you today; and no mail at all when somebody wants rest."""

from django.apps import AppConfig


class DigestConfig(AppConfig):
    """The weekly overview."""

    name = "bemanning.digest"
    label = "digest"

    def ready(self) -> None:
        from bemanning.digest import tasks  # noqa: F401  (importing puts the work on the schedule)
        from bemanning.digest.actions import on_person_erased
        from bemanning.digest.composer import compose
        from bemanning.digest.queries import end_of_rest
        from bemanning.mail import composing, rest
        from bemanning.schools.signals import person_erased

        composing.register("digest", compose)
        rest.register(end_of_rest)
        person_erased.connect(on_person_erased, dispatch_uid="digest.erased")
