"""The school, its members and its teams, for who sets up the app."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.core import clock
from bemanning.schools import forms, queries
from bemanning.schools.access import (
    Viewer,
    access_administered,
    access_administered_team,
    access_administration,
    access_membership,
    viewer_of,
)
from bemanning.schools.actions import members as actions
from bemanning.schools.middleware import CURRENT_SCHOOL
from bemanning.schools.models import Membership, Team

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def school(request: HttpRequest) -> HttpResponse:
    """Who belongs to the school, who was invited, and the teams."""
    school = access_administration(viewer_of(request))
    context = {
        "school": school,
        "members": queries.members_of(school),
        "invitations": queries.open_invitations(school),
        "teams": queries.teams_of(school),
        "now": clock.now(),
    }
    return render(request, "schools/school.html", context)


@page
def school_edit(request: HttpRequest) -> HttpResponse:
    """Name, place, and what the coach may ask."""
    viewer = viewer_of(request)
    school = access_administration(viewer)
    initial = {"name": school.name, "place": school.place, "coach_feedback": school.coach_feedback}
    form = forms.SchoolEditForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_school(school=school, **form.cleaned_data, by=viewer.member, now=clock.now())
        messages.success(request, _("The school has been saved."))
        return redirect("school")
    return render(request, "schools/school_edit.html", {"form": form})


@page
def member_edit(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Role, job, teams and task of somebody."""
    viewer = viewer_of(request)
    member = access_administered(viewer, member_id)
    initial = {
        "role": member.role,
        "job_title": member.job_title,
        "teams": list(member.teams.all()),
        "is_administrator": member.is_administrator,
    }
    form = forms.MemberForm(request.POST or None, initial=initial, school=member.school)
    if request.method == "POST" and member.is_active and form.is_valid():
        data = {"teams": [], **form.cleaned_data}
        try:
            actions.change_member(member=member, **data, by=viewer.member, now=clock.now())
        except actions.LastOneError:
            form.add_error(None, _last_one(member, viewer))
        else:
            messages.success(request, _("%(name)s has been saved.") % {"name": member.user.name})
            return redirect("school")
    return render(request, "schools/member_edit.html", {"form": form, "member": member})


@page
def membership_end(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Asks once, then ends somebody's membership."""
    viewer = viewer_of(request)
    member = access_administered(viewer, member_id)
    if not member.is_active:
        messages.info(request, _("%(name)s has left the school already.") % {"name": member.user.name})
        return redirect("school")
    fault = ""
    if request.method == "POST":
        try:
            actions.end_membership(member=member, by=viewer.member, now=clock.now())
        except actions.LastOneError:
            fault = _last_one(member, viewer)
        else:
            messages.success(request, _("%(name)s has left the school.") % {"name": member.user.name})
            return redirect("school")
    return render(request, "schools/membership_end.html", {"member": member, "fault": fault})


def _last_one(member: Membership, viewer: Viewer) -> str:
    if member.id == viewer.member.id:
        return _("You are the only one who can set up this school. Give somebody else that task first.")
    return _("%(name)s is the only one who can set up this school. Give somebody else that task first.") % {
        "name": member.user.name
    }


@page
def team_new(request: HttpRequest) -> HttpResponse:
    """A new team."""
    viewer = viewer_of(request)
    return _team(request, viewer, Team(school=access_administration(viewer)))


@page
def team_edit(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """The name of a team and who is in it."""
    viewer = viewer_of(request)
    return _team(request, viewer, access_administered_team(viewer, team_id))


def _team(request: HttpRequest, viewer: Viewer, team: Team) -> HttpResponse:
    is_new = team._state.adding
    initial = {"name": team.name, "members": [] if is_new else list(team.memberships.all())}
    form = forms.TeamForm(request.POST or None, initial=initial, team=team)
    if request.method == "POST" and form.is_valid():
        team.name = form.cleaned_data["name"]
        members = form.cleaned_data.get("members", [])
        actions.save_team(team=team, members=members, by=viewer.member, now=clock.now())
        messages.success(request, _("The team has been saved."))
        return redirect("school")
    return render(request, "schools/team_edit.html", {"form": form, "team": team, "is_new": is_new})


@page
def team_delete(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """Asks once, then deletes a team."""
    viewer = viewer_of(request)
    team = access_administered_team(viewer, team_id)
    if request.method == "POST":
        actions.delete_team(team=team, by=viewer.member, now=clock.now())
        messages.success(request, _("The team has been deleted."))
        return redirect("school")
    return render(request, "schools/team_delete.html", {"team": team})


@require_POST
def school_choose(request: HttpRequest, school_id: UUID) -> HttpResponse:
    """Go to another school that one belongs to."""
    member = access_membership(viewer_of(request), school_id)
    request.session[CURRENT_SCHOOL] = str(member.school_id)
    messages.success(request, _("You are now at %(school)s.") % {"school": member.school.name})
    return redirect("today")
