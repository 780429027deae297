"""Holding a question while it changes: first the question, then whoever is asked, so that no two wait for each other."""

from uuid import UUID

from django.db.models import QuerySet

from bemanning.core.prepared import prepared
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import HelpRequest


@prepared
def _held(request_id: UUID) -> QuerySet[HelpRequest]:
    held = HelpRequest.objects.select_for_update(of=("self",)).filter(id=request_id)
    return held.select_related("key", "asker__user", "team", "school", "silence_plan")


def locked(request_id: UUID) -> HelpRequest:
    """The question as it stands now, held until the transaction ends, with what a letter needs and its plan."""
    found = _held.first(request_id)
    if found is None:
        raise HelpRequest.DoesNotExist
    return found


def require_live(request: HelpRequest) -> None:
    """Raises StepRefusedError when nobody can think along any more."""
    if not request.is_live:
        raise StepRefusedError("not running")
