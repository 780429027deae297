"""Writes about circles: begin one, rename it, invite, join or not, leave."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from bemanning.accounts.models import User
from bemanning.accounts.queries import addresses_of
from bemanning.circles.letters import invitation_letter
from bemanning.circles.models import Circle, CircleInvitation, CircleMember
from bemanning.core import audit
from bemanning.core.models import AuditEvent
from bemanning.mail import actions as mail
from bemanning.mail import rest
from bemanning.schools.models import Membership

MOST_PEOPLE: Final = 20  # in a circle, with those who are invited
MOST_CIRCLES: Final = 10  # of one person
MOST_INVITATIONS: Final = 30  # of one person in a day
KEEP: Final = timedelta(days=30)


class CircleFullError(Exception):
    """There are as many people in the circle, or invited to it, as fit."""


class TooManyCirclesError(Exception):
    """This person is in as many circles as somebody can be."""


class TooOftenError(Exception):
    """This person sent as many invitations as somebody may in a day."""


@transaction.atomic
def begin(*, by: Membership, name: str, now: datetime) -> Circle:
    """A new circle with one person in it. Raises TooManyCirclesError."""
    _require_room_for(by)
    circle = Circle.objects.create(name=name, created_at=now)
    CircleMember.objects.create(circle=circle, member=by, joined_at=now)
    audit.record(action="circle.begun", by=by.user_id, school=by.school_id, about=circle, now=now)
    return circle


@transaction.atomic
def rename(*, by: Membership, circle: Circle, name: str, now: datetime) -> None:
    """Another name. Anybody in the circle may."""
    circle.name = name
    circle.save(update_fields=["name"])
    audit.record(action="circle.renamed", by=by.user_id, school=by.school_id, about=circle, now=now)


@transaction.atomic
def invite(*, by: Membership, circle: Circle, member: Membership | None, email: str, now: datetime) -> bool:
    """Invite a person, or an address. False when they are in it, or were invited, already.

    Raises CircleFullError or TooOftenError.
    """
    _hold(circle)
    if _is_in(circle, member, email) or _is_invited(circle, member, email):
        return False
    if circle.members.count() + circle.invitations.count() >= MOST_PEOPLE:
        raise CircleFullError
    # Counted by what was done, not by what is open: taking one back makes no room for another mail.
    sent = AuditEvent.objects.filter(actor=by.user_id, action="circle.invited", at__gt=now - timedelta(days=1))
    if sent.count() >= MOST_INVITATIONS:
        raise TooOftenError
    invitation = CircleInvitation.objects.create(
        circle=circle, member=member, email=email, invited_by=by, invited_at=now
    )
    audit.record(action="circle.invited", by=by.user_id, school=by.school_id, about=invitation, now=now)
    mail.queue(
        event=f"circle:{invitation.id}",
        to=invitation.address,
        to_name=invitation.display_name,
        letter=invitation_letter(invitation, language=(member or by).user.language),
        now=now,
        due_at=rest.earliest(now, address=invitation.address, place=None),
    )
    return True


@transaction.atomic
def join(*, by: Membership, invitation: CircleInvitation, now: datetime) -> None:
    """Accept. Raises TooManyCirclesError; then the invitation stays. Twice is once."""
    _hold(invitation.circle)
    if not CircleMember.objects.filter(circle=invitation.circle, member=by).exists():
        _require_room_for(by)
        CircleMember.objects.create(
            circle=invitation.circle, member=by, invited_by=invitation.invited_by, joined_at=now
        )
        audit.record(action="circle.joined", by=by.user_id, school=by.school_id, about=invitation.circle, now=now)
    invitation.delete()


@transaction.atomic
def decline(*, by: Membership, invitation: CircleInvitation, now: datetime) -> None:
    """Not now. Nobody is told; the invitation is gone."""
    audit.record(action="circle.declined", by=by.user_id, school=by.school_id, about=invitation, now=now)
    invitation.delete()


@transaction.atomic
def take_back(*, by: Membership, invitation: CircleInvitation, now: datetime) -> None:
    """The invitation is gone, and so is its mail if that did not leave yet."""
    mail.cancel(event_prefix=f"circle:{invitation.id}", now=now)
    audit.record(action="circle.taken_back", by=by.user_id, school=by.school_id, about=invitation, now=now)
    invitation.delete()


@transaction.atomic
def leave(*, place: CircleMember, now: datetime) -> None:
    """Go out of a circle. What this person had invited is gone with them, and with the last one so is the circle."""
    circle, by = place.circle, place.member
    _hold(circle)
    audit.record(action="circle.left", by=by.user_id, school=by.school_id, about=circle, now=now)
    for invitation in circle.invitations.filter(invited_by=by):
        take_back(by=by, invitation=invitation, now=now)
    place.delete()
    if not circle.members.exists():
        circle.delete()


@transaction.atomic
def forget_unanswered(*, now: datetime) -> None:
    """Delete the invitations that nobody answered for thirty days."""
    CircleInvitation.objects.filter(invited_at__lte=now - KEEP).delete()


def on_membership_ended(sender: Any, member: Membership, now: datetime, **kwargs: Any) -> None:
    """Receiver of schools.signals.membership_ended: out of the school is out of its circles."""
    for place in CircleMember.objects.select_related("circle", "member").filter(member=member):
        leave(place=place, now=now)
    CircleInvitation.objects.filter(Q(member=member) | Q(invited_by=member)).delete()


def on_person_erased(sender: Any, user: User, **kwargs: Any) -> None:
    """Receiver of schools.signals.person_erased: no address of theirs stays."""
    CircleInvitation.objects.filter(email__in=addresses_of(user)).delete()


def _hold(circle: Circle) -> None:
    """Nobody comes or goes until the transaction ends, so that two at once do not pass the bound."""
    list(Circle.objects.select_for_update().filter(id=circle.id))


def _require_room_for(member: Membership) -> None:
    if CircleMember.objects.filter(member=member).count() >= MOST_CIRCLES:
        raise TooManyCirclesError


def _is_in(circle: Circle, member: Membership | None, email: str) -> bool:
    return circle.members.filter(Q(member__user__email=email) if member is None else Q(member=member)).exists()


def _is_invited(circle: Circle, member: Membership | None, email: str) -> bool:
    known = Q(member__user__email=email) | Q(email=email) if member is None else Q(member=member)
    return circle.invitations.filter(known).exists()
