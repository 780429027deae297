"""Who a session belongs to."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from bemanning.accounts.models import User
from bemanning.core.prepared import prepared


@prepared
def _user(id: UUID) -> QuerySet[User]:
    return User.objects.filter(id=id)


class Backend(AuthenticationBackend):
    """The library's, with a query that is made once: it runs at every request."""

    def get_user(self, user_id: UUID) -> User | None:
        """The person, unless they may not sign in any more."""
        found = _user.first(user_id)
        return found if found is not None and self.user_can_authenticate(found) else None
