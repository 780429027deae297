"""Inviting people: one, or a whole list with a preview."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from bemanning.core import clock
from bemanning.schools import forms, people_list, queries
from bemanning.schools.access import Viewer, access_administration, access_invitation, viewer_of
from bemanning.schools.actions import invitations as actions

page = require_http_methods(["GET", "HEAD", "POST"])


@page
def invite(request: HttpRequest) -> HttpResponse:
    """Invite one person."""
    viewer = viewer_of(request)
    form = forms.InvitationForm(request.POST or None, school=access_administration(viewer))
    if request.method == "POST" and form.is_valid():
        person = form.person()
        actions.invite(people=[person], by=viewer.member, now=clock.now())
        messages.success(request, _("%(name)s gets a mail with an invitation.") % {"name": person.name})
        return redirect("school")
    return render(request, "schools/invite.html", {"form": form})


@page
def invite_list(request: HttpRequest) -> HttpResponse:
    """Invite a list of people: look at it first, then send to the lines that are right."""
    viewer = viewer_of(request)
    access_administration(viewer)
    form = forms.ListForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "schools/invite_list.html", {"form": form})
    people = queries.check_against(viewer.school, people_list.read(form.cleaned_data["text"]))
    if request.POST.get("step") == "send" and people.people:
        return _send(request, viewer, people)
    kept = forms.ListForm(initial={"text": form.cleaned_data["text"]})
    return render(request, "schools/invite_list.html", {"form": kept, "people": people})


def _send(request: HttpRequest, viewer: Viewer, people: people_list.PeopleList) -> HttpResponse:
    """Invite the lines that are right; keep the others in the page to correct them."""
    count = actions.invite(people=people.people, by=viewer.member, now=clock.now())
    told = ngettext("%(count)s person gets an invitation.", "%(count)s people get an invitation.", count)
    messages.success(request, told % {"count": count})
    if not people.faults:
        return redirect("school")
    text = "\n".join(filter(None, [people.heading, *(fault.line for fault in people.faults)]))
    left = queries.check_against(viewer.school, people_list.read(text))
    return render(
        request, "schools/invite_list.html", {"form": forms.ListForm(initial={"text": text}), "people": left}
    )


@require_POST
def resend(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Send the mail again, with a fresh link."""
    viewer = viewer_of(request)
    invitation = access_invitation(viewer, invitation_id)
    try:
        sent = actions.resend(invitation=invitation, by=viewer.member, now=clock.now())
    except actions.InvitationClosedError:
        messages.info(request, _closed())
    else:
        told = _("%(name)s gets the mail again.") if sent else _("%(name)s got the mail a moment ago.")
        messages.success(request, told % {"name": invitation.name})
    return redirect("school")


@require_POST
def revoke(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    viewer = viewer_of(request)
    invitation = access_invitation(viewer, invitation_id)
    try:
        actions.revoke(invitation=invitation, by=viewer.member, now=clock.now())
    except actions.InvitationClosedError:
        messages.info(request, _closed())
    else:
        messages.success(request, _("The invitation of %(name)s has been taken back.") % {"name": invitation.name})
    return redirect("school")


def _closed() -> str:
    return _("This invitation has been used or taken back already.")
