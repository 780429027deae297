"""How somebody comes in by the link of an invitation."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bemanning.accounts import sessions
from bemanning.accounts.models import User
from bemanning.core import clock
from bemanning.schools import queries
from bemanning.schools.actions import invitations
from bemanning.schools.middleware import CURRENT_SCHOOL
from bemanning.schools.models import Invitation
from bemanning.schools.tokens import hash_of

page = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@page
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Shows who invites to which school; joining takes the button. Looking changes nothing."""
    found = Invitation.objects.select_related("school", "invited_by__user").filter(token_hash=hash_of(token))
    invitation = found.first()
    state = queries.invitation_state(invitation, clock.now())
    if invitation is None or state != "open":
        return _closed(request, state)
    user = request.user if isinstance(request.user, User) else None
    context = {"invitation": invitation, "here": request.path}
    if user is not None and user.email != invitation.email:
        return render(request, "schools/invitation_other.html", context, status=409)
    if request.method != "POST":
        return render(request, "schools/invitation.html", context)
    if user is None and User.objects.filter(email=invitation.email).exists():
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    try:
        joined = invitations.accept(invitation=invitation, user=user, now=clock.now())
    except invitations.InvitationClosedError:
        return _closed(request, "accepted")
    response = redirect("today") if user else sessions.sign_in(request, joined, next_url=reverse("today"))
    request.session[CURRENT_SCHOOL] = str(invitation.school_id)
    messages.success(request, _("Welcome aboard. Under People you choose what colleagues may ask you about."))
    return response


def _closed(request: HttpRequest, state: str) -> HttpResponse:
    return render(
        request, "schools/invitation_closed.html", {"state": state}, status=404 if state == "unknown" else 410
    )
