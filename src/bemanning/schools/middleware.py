"""Puts the viewer (person, memberships, current school) on every request of somebody who is signed in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bemanning.accounts.models import User
from bemanning.schools.access import NoSchoolError, Viewer
from bemanning.schools.models import Membership

CURRENT_SCHOOL = "school"  # session key: the id of the school that somebody with several chose


class CurrentViewer:
    """Reads the active memberships at every request, so that a person who left is out at the next one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            request.viewer = _viewer(request.user, request.session.get(CURRENT_SCHOOL))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Somebody who belongs to no school gets a page that says so, wherever they were going."""
        if not isinstance(exception, NoSchoolError):
            return None
        return render(request, "schools/no_school.html", status=404)


def _viewer(user: User, chosen: str | None) -> Viewer:
    memberships = list(
        Membership.objects.select_related("school").filter(user=user, left_at=None).order_by("joined_at", "id")
    )
    memberships.sort(key=lambda member: str(member.school_id) != chosen)
    for member in memberships:
        member.user = user
    return Viewer(user=user, memberships=tuple(memberships))
