"""From an id to a circle that this viewer is in, or an invitation that is theirs.

A circle is the one thing that several schools share. So no school is looked at here: somebody who is not in the
circle finds nothing, be they of the school of its founder. See docs/adr/0011-circles.md.
"""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from bemanning.accounts.queries import addresses_of
from bemanning.circles.models import CircleInvitation, CircleMember
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership


def access_place(viewer: Viewer, circle_id: UUID) -> CircleMember:
    """The viewer's own place in a circle, with the circle; or 404."""
    place = CircleMember.objects.select_related("circle").filter(circle=circle_id, member=viewer.member).first()
    if place is None:
        raise Http404("not in this circle")
    place.member = viewer.member  # read already
    return place


def access_founder(viewer: Viewer) -> Membership:
    """The current membership of somebody who may begin a circle: a leader; otherwise 404."""
    if not viewer.member.is_leader:
        raise Http404("a circle is begun by a leader")
    return viewer.member


def received(viewer: Viewer) -> QuerySet[CircleInvitation]:
    """The invitations to this person: by name, or by an address that is proven to be theirs."""
    theirs = Q(member=viewer.member) | Q(email__in=addresses_of(viewer.user))
    return CircleInvitation.objects.select_related("circle", "invited_by__user", "invited_by__school").filter(theirs)


def access_received(viewer: Viewer, invited_id: UUID) -> CircleInvitation:
    """An invitation to this person, or 404."""
    found = received(viewer).filter(id=invited_id).first()
    if found is None:
        raise Http404("no such invitation to this person")
    return found


def access_sent(viewer: Viewer, invited_id: UUID) -> CircleInvitation:
    """An invitation that this person sent, or 404."""
    found = CircleInvitation.objects.filter(id=invited_id, invited_by=viewer.member).first()
    if found is None:
        raise Http404("no such invitation of this person")
    return found
