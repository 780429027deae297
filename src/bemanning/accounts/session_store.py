"""Django's sessions in the database, read by a query that is made once. SESSION_ENGINE names this module."""

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from bemanning.core.prepared import prepared


@prepared
def _session(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    """Read from the database at each request, so that signing out everywhere is immediate."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing when it ended or never was."""
        found = _session.first(self.session_key, timezone.now()) if self.session_key else None
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found.session_data)
