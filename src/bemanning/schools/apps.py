"""Schools, teams, memberships and invitations."""

from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    """The tenant."""

    name = "bemanning.schools"
    label = "schools"

    def ready(self) -> None:
        from bemanning.accounts import sessions
        from bemanning.mail import news
        from bemanning.schools import tasks  # noqa: F401  (importing puts the work on the schedule)
        from bemanning.schools.queries import has_duties, newcomers

        sessions.register_duties(has_duties)
        news.register(newcomers)
