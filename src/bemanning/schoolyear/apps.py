"""The school year: when a school is open, when mail is welcome, and what makes a good moment to ask."""

from django.apps import AppConfig


class SchoolYearConfig(AppConfig):
    """The school year."""

    name = "bemanning.schoolyear"
    label = "schoolyear"

    def ready(self) -> None:
        from bemanning.mail import rest
        from bemanning.schoolyear.queries import end_of_quiet

        rest.register(end_of_quiet)
