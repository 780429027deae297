"""From an id to a profile that this viewer may see."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from bemanning.expertise.companions import among_companions
from bemanning.expertise.models import Profile, SchoolTopic, Tip
from bemanning.schools.access import Viewer, access_administration
from bemanning.schools.models import Membership, School


def access_profile(viewer: Viewer, member_id: UUID) -> Profile:
    """The profile of somebody on the map of the current school, of somebody at another one who lets this viewer find
    them, or one's own; otherwise 404."""
    profile = (
        Profile.objects.select_related("member__user", "member__school")
        .filter(
            Q(member__school=viewer.school) | elsewhere(viewer.member),
            member=member_id,
            member__left_at=None,
            member__user__is_active=True,
        )
        .first()
    )
    if profile is None or not (profile.listed or profile.member_id == viewer.member.id):
        raise Http404("not on the map")
    return profile


def within(school: School) -> Q:
    """The profiles of a school, and those that people of the other schools of its board share with them."""
    return Q(member__school=school) | _shared_at_board(school)


def elsewhere(member: Membership) -> Q:
    """The profiles at other schools that this member may find: of the same board, or of a circle that they share,
    each only by the leave of the person."""
    in_circles = among_companions(member.id) & Q(circled=True, listed=True)
    return (_shared_at_board(member.school) | in_circles) & ~Q(member__school=member.school_id)


def _shared_at_board(school: School) -> Q:
    """The profiles that people share with the schools of this school's board; none where it has no board."""
    if school.board_id is None:
        return Q(member__in=[])
    return Q(member__school__board=school.board_id, shared=True, listed=True)


def reachable(member: Membership) -> QuerySet[Membership]:
    """The people at other schools whom this member may find, and so may ask."""
    profiles = Profile.objects.filter(elsewhere(member)).values("member")
    return Membership.objects.filter(id__in=profiles, left_at=None, user__is_active=True)


def access_tip(viewer: Viewer, tip_id: UUID) -> Tip:
    """A tip for the viewer, in the current school, or 404."""
    tip = Tip.objects.select_related("key", "by__user").filter(id=tip_id, member=viewer.member).first()
    if tip is None:
        raise Http404("no such tip")
    return tip


def access_school_topic(viewer: Viewer, row_id: UUID) -> SchoolTopic:
    """What the school that the viewer sets up added to the topics, or 404."""
    row = SchoolTopic.objects.filter(school=access_administration(viewer), id=row_id).first()
    if row is None:
        raise Http404("no such topic")
    return row
