"""The people of the demo school, for its sign-in page."""

from django import template

from bemanning.accounts.models import User
from bemanning.schools.models import School
from bemanning.web import demonstration

register = template.Library()


@register.simple_tag
def demo_people() -> list[demonstration.DemoPerson]:
    """Whom a visitor of the demo can be. Nobody where the demo school was not loaded, as by `./start --empty`."""
    people = demonstration.demo_people()
    here = set(User.objects.filter(email__in=[one.email for one in people]).values_list("email", flat=True))
    return [one for one in people if one.email in here]


@register.simple_tag
def has_school() -> bool:
    """Whether there is a school to sign in to."""
    return School.objects.exists()
