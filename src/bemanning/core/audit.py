"""Audit rows: who did what to which object. The one way to write them."""

from datetime import datetime
from uuid import UUID

from django.db import models

from bemanning.core.models import AuditEvent
from bemanning.core.writes import insert


def record(*, action: str, by: UUID | None, school: UUID | None, about: models.Model, now: datetime) -> None:
    """Write one row. `about` is the object it is about: only its type and id are kept, never what it says."""
    insert(
        AuditEvent(at=now, actor=by, school=school, action=action, object_type=about._meta.label, object_id=about.pk)
    )
