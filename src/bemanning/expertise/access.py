"""From an id to a profile that this viewer may see."""

from uuid import UUID

from django.http import Http404

from bemanning.expertise.models import Profile
from bemanning.schools.access import Viewer


def access_profile(viewer: Viewer, member_id: UUID) -> Profile:
    """The profile of a colleague who is on the map of the current school, or one's own; otherwise 404."""
    profile = (
        Profile.objects.select_related("member__user")
        .filter(member=member_id, member__school=viewer.school, member__left_at=None, member__user__is_active=True)
        .first()
    )
    if profile is None or not (profile.listed or profile.member_id == viewer.member.id):
        raise Http404("not on the map")
    return profile
