"""The people of the demo school, for its sign-in page."""

from django import template

from bemanning.web import demonstration

register = template.Library()


@register.simple_tag
def demo_people() -> list[demonstration.DemoPerson]:
    """Whom a visitor of the demo can be."""
    return demonstration.demo_people()
