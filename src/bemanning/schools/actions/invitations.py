"""Writes about invitations: send, send again, take back, accept."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.mail import actions as mail
from bemanning.schools.letters import invitation_letter
from bemanning.schools.models import Invitation, Membership, Team
from bemanning.schools.people_list import Person
from bemanning.schools.queries import active, invitation_state, open_invitations
from bemanning.schools.tokens import hash_of, new_token

VALID = timedelta(days=14)
AGAIN_AFTER = timedelta(minutes=1)
KEEP_ENDED = timedelta(days=30)


class InvitationClosedError(Exception):
    """The invitation was used, taken back or has expired in the meantime."""


@transaction.atomic
def invite(*, people: Iterable[Person], by: Membership, now: datetime) -> int:
    """Invite these people to the school of `by`; returns how many. Who was invited already gets no second mail."""
    return sum(_invite_one(person, by, now) for person in people)


def _invite_one(person: Person, by: Membership, now: datetime) -> bool:
    taken = active(by.school).filter(user__email=person.email).exists()
    if taken or open_invitations(by.school).filter(email=person.email).exists():
        return False
    token = new_token()
    invitation = Invitation(
        school=by.school,
        invited_by=by,
        email=person.email,
        name=person.name,
        role=person.role,
        job_title=person.job_title,
        token_hash=hash_of(token),
        created_at=now,
        expires_at=now + VALID,
    )
    try:
        with transaction.atomic():
            invitation.save(force_insert=True)
    except IntegrityError:
        return False  # the same form was sent twice at the same moment
    invitation.teams.set([_team(by, name) for name in person.teams])
    audit.record(action="invitation.sent", by=by.user_id, school=by.school_id, about=invitation, now=now)
    _mail(invitation, token, now)
    return True


def _team(by: Membership, name: str) -> Team:
    known = Team.objects.filter(school=by.school, name__iexact=name).first()
    return known or Team.objects.create(school=by.school, name=name)


def _mail(invitation: Invitation, token: str, now: datetime) -> None:
    url = settings.BASE_URL + reverse("invitation_accept", args=[token])
    mail.queue(
        event=f"invitation:{invitation.id}:{invitation.token_hash[:16]}",
        to=invitation.email,
        to_name=invitation.name,
        letter=invitation_letter(invitation, url),
        now=now,
    )


@transaction.atomic
def resend(*, invitation: Invitation, by: Membership, now: datetime) -> bool:
    """A fresh link, which replaces the old one. False right after the last one: a double click sends one mail."""
    invitation = Invitation.objects.select_for_update().get(id=invitation.id)
    if invitation_state(invitation, now) not in {"open", "expired"}:
        raise InvitationClosedError
    if now - (invitation.expires_at - VALID) < AGAIN_AFTER:
        return False
    token = new_token()
    mail.cancel(event_prefix=f"invitation:{invitation.id}:", now=now)
    invitation.token_hash, invitation.expires_at, invitation.invited_by = hash_of(token), now + VALID, by
    invitation.save(update_fields=["token_hash", "expires_at", "invited_by"])
    audit.record(action="invitation.resent", by=by.user_id, school=by.school_id, about=invitation, now=now)
    _mail(invitation, token, now)
    return True


@transaction.atomic
def revoke(*, invitation: Invitation, by: Membership, now: datetime) -> None:
    """The link is worth nothing any more."""
    changed = open_invitations(by.school).filter(id=invitation.id).update(revoked_at=now)
    if not changed:
        raise InvitationClosedError
    mail.cancel(event_prefix=f"invitation:{invitation.id}:", now=now)
    audit.record(action="invitation.revoked", by=by.user_id, school=by.school_id, about=invitation, now=now)


@transaction.atomic
def accept(*, invitation: Invitation, user: User | None, now: datetime) -> User:
    """Join the school; `user` is who is signed in, or None for somebody who is new here."""
    invitation = Invitation.objects.select_for_update().get(id=invitation.id)
    if invitation_state(invitation, now) != "open":
        raise InvitationClosedError
    user = user or User.objects.create_user(invitation.email, invitation.name)
    member, _created = Membership.objects.update_or_create(
        school_id=invitation.school_id,
        user=user,
        defaults={"role": invitation.role, "job_title": invitation.job_title, "left_at": None},
    )
    member.teams.set(invitation.teams.all())
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    audit.record(action="invitation.accepted", by=user.id, school=member.school_id, about=member, now=now)
    return user


@transaction.atomic
def forget_ended(*, now: datetime) -> None:
    """Delete the invitations that were used, taken back or expired a month ago."""
    before = now - KEEP_ENDED
    ended = Q(accepted_at__lt=before) | Q(revoked_at__lt=before) | Q(expires_at__lt=before)
    Invitation.objects.filter(ended).delete()
