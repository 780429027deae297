"""Puts the viewer (person, memberships, current school) on every request of somebody who is signed in."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from bemanning.accounts.models import User
from bemanning.accounts.sessions import is_strong, to_stronger
from bemanning.core.prepared import prepared
from bemanning.schools.access import NoSchoolError, PasskeyNeededError, Viewer
from bemanning.schools.models import Membership

CURRENT_SCHOOL = "school"  # session key: the id of the school that somebody with several chose


class CurrentViewer:
    """Reads the active memberships at every request, so that a person who left is out at the next one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            viewer = replace(_viewer(request.user, request.session.get(CURRENT_SCHOOL)), strong=is_strong(request))
            request.viewer = viewer  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Somebody who belongs to no school gets a page that says so, and who needs a passkey the way to one."""
        if isinstance(exception, PasskeyNeededError):
            return to_stronger(request.path if request.method in {"GET", "HEAD"} else reverse("school"))
        if not isinstance(exception, NoSchoolError):
            return None
        return render(request, "schools/no_school.html", status=404)


@prepared
def _memberships(user: UUID) -> QuerySet[Membership]:
    return Membership.objects.select_related("school").filter(user=user, left_at=None).order_by("joined_at", "id")


def _viewer(user: User, chosen: str | None) -> Viewer:
    memberships = _memberships(user.id)
    memberships.sort(key=lambda member: str(member.school_id) != chosen)
    for member in memberships:
        member.user = user
    return Viewer(user=user, memberships=tuple(memberships))
