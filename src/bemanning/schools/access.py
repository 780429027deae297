"""Who is looking, and in which school. Every other access function takes a Viewer."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest

from bemanning.accounts.models import User
from bemanning.schools.models import Board, Invitation, Membership, School, Team


class NoSchoolError(Http404):
    """This person belongs to no school (any more). The middleware answers with a page that says so."""


class PasskeyNeededError(Http404):
    """Setting up asks for more than a mailed code. The middleware answers with the way to a passkey."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person with the memberships that are active now, the current school first."""

    user: User
    memberships: tuple[Membership, ...]
    # Whether this session began with more than a mailed code (accounts.sessions).
    strong: bool = False

    @property
    def member(self) -> Membership:
        """The membership of the current school. Raises NoSchoolError for somebody without a school."""
        if not self.memberships:
            raise NoSchoolError("no membership")
        return self.memberships[0]

    @property
    def school(self) -> School:
        """The current school."""
        return self.member.school

    @property
    def member_ids(self) -> list[UUID]:
        """The ids of all active memberships: a person reads what belongs to them in any of their schools."""
        return [member.id for member in self.memberships]


def viewer_of(request: HttpRequest) -> Viewer:
    """The person behind this request; the sign-in gate guarantees that there is one."""
    viewer = getattr(request, "viewer", None)
    if not isinstance(viewer, Viewer):
        raise Http404("not signed in")
    return viewer


def access_colleague(viewer: Viewer, member_id: UUID) -> Membership:
    """An active member of the viewer's current school, or 404."""
    member = (
        Membership.objects.select_related("user", "school")
        .filter(school=viewer.school, left_at=None, user__is_active=True, id=member_id)
        .first()
    )
    if member is None:
        raise Http404("no such colleague")
    return member


def access_administration(viewer: Viewer) -> School:
    """The current school, for somebody who may set it up: an administrator or a leader; otherwise 404."""
    if not (viewer.member.is_administrator or viewer.member.is_leader):
        raise Http404("not an administrator")
    if not viewer.strong:
        raise PasskeyNeededError("a mailed code alone")
    return viewer.school


def access_administered(viewer: Viewer, member_id: UUID) -> Membership:
    """A member of the school that the viewer sets up, active or not, or 404."""
    school = access_administration(viewer)
    member = Membership.objects.select_related("user", "school").filter(school=school, id=member_id).first()
    if member is None:
        raise Http404("no such member")
    return member


def access_board(viewer: Viewer) -> Board:
    """The board that this person administers, or 404."""
    board = Board.objects.filter(administrators=viewer.user).order_by("name").first()
    if board is None:
        raise Http404("not an administrator of a board")
    if not viewer.strong:
        raise PasskeyNeededError("a mailed code alone")
    return board


def access_membership(viewer: Viewer, school_id: UUID) -> Membership:
    """The viewer's own membership of a school, or 404."""
    for member in viewer.memberships:
        if member.school_id == school_id:
            return member
    raise Http404("no such school")


def access_administered_team(viewer: Viewer, team_id: UUID) -> Team:
    """A team of the school that the viewer sets up, or 404."""
    access_administration(viewer)
    return access_team(viewer, team_id)


def access_team(viewer: Viewer, team_id: UUID) -> Team:
    """A team of the current school, or 404."""
    team = Team.objects.filter(school=viewer.school, id=team_id).first()
    if team is None:
        raise Http404("no such team")
    return team


def access_invitation(viewer: Viewer, invitation_id: UUID) -> Invitation:
    """An invitation of a school that the viewer may set up, or 404."""
    invitation = Invitation.objects.filter(school=access_administration(viewer), id=invitation_id).first()
    if invitation is None:
        raise Http404("no such invitation")
    return invitation
