"""The words of thanks in closed loops, for the page of whoever was thanked."""

from uuid import UUID

from bemanning.expertise.thanks import Thanks
from bemanning.helprequests.models import FollowUp


def thanks_to(member: UUID) -> list[Thanks]:
    """What askers thanked this person for. Texts that went with an account are left out. One query."""
    found = FollowUp.objects.filter(thanked__member=member).exclude(thanks=b"")
    found = found.select_related("key", "request__key", "request__asker__user")
    return [
        Thanks(one.id, text, one.request.asker.user.name, one.request.title, one.told_at)
        for one in found
        if (text := one.opened("thanks"))
    ]
