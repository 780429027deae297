"""Holding a question while it changes: first the question, then whoever is asked, so that no two wait for each other."""

from uuid import UUID

from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import HelpRequest


def locked(request_id: UUID) -> HelpRequest:
    """The question as it stands now, held until the transaction ends, with what a letter needs."""
    return (
        HelpRequest.objects.select_for_update(of=("self",))
        .select_related("key", "asker__user", "team", "school")
        .get(id=request_id)
    )


def require_live(request: HelpRequest) -> None:
    """Raises StepRefusedError when nobody can think along any more."""
    if not request.is_live:
        raise StepRefusedError("not running")
