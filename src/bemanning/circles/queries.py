"""Reading circles."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet

from bemanning.circles.models import Circle, CircleInvitation, CircleMember
from bemanning.schools.models import Membership


def circles_of(member: Membership) -> list[Circle]:
    """The circles that this person is in, with how many people are (`size`). One query."""
    mine = CircleMember.objects.filter(circle=OuterRef("pk"), member=member)
    return list(Circle.objects.filter(Exists(mine)).annotate(size=Count("members")).order_by("name", "id"))


def people_in(circle: Circle) -> list[CircleMember]:
    """Who is in a circle, by name, with their schools. One query."""
    rows = circle.members.select_related("member__user", "member__school")
    return sorted(rows, key=lambda place: place.member.user.name.casefold())


def sent_by(member: Membership, circle: Circle) -> list[CircleInvitation]:
    """The invitations of this person that were not answered yet. One query."""
    return list(circle.invitations.select_related("member__user").filter(invited_by=member))


def companions_of(member: UUID) -> "QuerySet[CircleMember, tuple[UUID, str]]":
    """Who else is in a circle with this membership, with the name of the circle."""
    others = CircleMember.objects.filter(circle__members__member=member).exclude(member=member)
    return others.order_by("circle__name", "id").values_list("member_id", "circle__name")
