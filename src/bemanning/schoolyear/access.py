"""From an id to days without school of the school that somebody sets up."""

from uuid import UUID

from django.http import Http404

from bemanning.schools.access import Viewer, access_administration
from bemanning.schoolyear.models import FreeDays


def access_free_days(viewer: Viewer, free_id: UUID) -> FreeDays:
    """Days without school of the viewer's school, for a leader or an administrator, or 404."""
    found = FreeDays.objects.filter(school=access_administration(viewer), id=free_id).first()
    if found is None:
        raise Http404("no such days")
    return found
