"""From an id in an address to something of the person who asks, or 404."""

from allauth.usersessions.models import UserSession
from django.shortcuts import get_object_or_404

from bemanning.accounts.models import User


def access_session(user: User, session_id: int) -> UserSession:
    """A session of this person."""
    return get_object_or_404(UserSession, user=user, id=session_id)
