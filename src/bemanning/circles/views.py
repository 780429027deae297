"""The pages of circles: all of mine, one of them, and what one does with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.circles import actions, queries
from bemanning.circles.access import access_founder, access_place, access_received, access_sent, received
from bemanning.circles.forms import InviteForm, NameForm
from bemanning.core.clock import now
from bemanning.expertise import queries as expertise
from bemanning.expertise.access import reachable
from bemanning.expertise.sentences import searched
from bemanning.schools.access import viewer_of

page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def circles(request: HttpRequest) -> HttpResponse:
    """The circles I am in, and who invites me."""
    viewer = viewer_of(request)
    context = {
        "nav": "people",
        "circles": queries.circles_of(viewer.member),
        "invitations": list(received(viewer)),
        "may_begin": viewer.member.is_leader,
        "shows_words": expertise.shows_words_to_circles(viewer.member),
    }
    return render(request, "circles/circles.html", context)


@page
def circle_new(request: HttpRequest) -> HttpResponse:
    """Begin a circle."""
    by = access_founder(viewer_of(request))
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.begin(by=by, name=form.cleaned_data["name"], now=now())
            return redirect("circle_invite", made.id)
        except actions.TooManyCirclesError:
            form.add_error("name", _full_person())
    return render(request, "circles/name.html", {"nav": "people", "form": form})


@require_safe
def circle(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """Who is in it, and what they like to be asked about where they allow it; or whom a search finds."""
    viewer = viewer_of(request)
    place = access_place(viewer, circle_id)
    people = queries.people_in(place.circle)
    query = searched(request.GET.get("q", ""))
    found = expertise.companions(viewer, query, among={one.member_id for one in people}, now=now())
    words = {one.member_id: one for one in found[: len(found)]}
    context = {
        "nav": "people",
        "circle": place.circle,
        "query": query,
        "found": list(words.values()) if query else None,
        "people": [(one.member, words.get(one.member_id)) for one in people],
        "me": viewer.member.id,
        "invitations": queries.sent_by(place.member, place.circle),
        "shows_words": expertise.shows_words_to_circles(place.member),
    }
    return render(request, "circles/circle.html", context)


@page
def circle_rename(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """Another name."""
    place = access_place(viewer_of(request), circle_id)
    form = NameForm(request.POST or None, initial={"name": place.circle.name})
    if request.method == "POST" and form.is_valid():
        actions.rename(by=place.member, circle=place.circle, name=form.cleaned_data["name"], now=now())
        return redirect("circle", circle_id)
    return render(request, "circles/name.html", {"nav": "people", "form": form, "circle": place.circle})


@page
def circle_invite(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """Invite somebody."""
    viewer = viewer_of(request)
    place = access_place(viewer, circle_id)
    known = reachable(viewer.member).exclude(circles__circle=place.circle).select_related("user", "school")
    form = InviteForm(request.POST or None, people=known.order_by("user__name", "id"))
    if request.method == "POST" and form.is_valid():
        member, email = form.cleaned_data.get("member"), form.cleaned_data["email"]
        try:
            sent = actions.invite(by=place.member, circle=place.circle, member=member, email=email, now=now())
        except actions.CircleFullError:
            form.add_error(None, _("The circle is full: at most %(most)s people.") % {"most": actions.MOST_PEOPLE})
        except actions.TooOftenError:
            form.add_error(None, _("You sent many invitations today. Go on tomorrow."))
        else:
            done = (
                _("The invitation is on its way.")
                if sent
                else _("This person is in the circle, or invited, already.")
            )
            messages.success(request, done)
            return redirect("circle", circle_id)
    return render(request, "circles/invite.html", {"nav": "people", "form": form, "circle": place.circle})


@require_POST
def circle_take_back(request: HttpRequest, invited_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    viewer = viewer_of(request)
    invitation = access_sent(viewer, invited_id)
    actions.take_back(by=viewer.member, invitation=invitation, now=now())
    messages.success(request, _("The invitation is taken back."))
    return redirect("circle", invitation.circle_id)


@require_POST
def circle_decide(request: HttpRequest, invited_id: UUID) -> HttpResponse:
    """Join a circle, or not."""
    viewer = viewer_of(request)
    invitation = access_received(viewer, invited_id)
    if "decline" in request.POST:
        actions.decline(by=viewer.member, invitation=invitation, now=now())
        messages.success(request, _("The invitation is gone. Nobody gets a message."))
        return redirect("circles")
    try:
        actions.join(by=viewer.member, invitation=invitation, now=now())
    except actions.TooManyCirclesError:
        messages.error(request, _full_person())
        return redirect("circles")
    messages.success(request, _("Welcome to the circle."))
    return redirect("circle", invitation.circle_id)


@page
def circle_leave(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """Go out of a circle, after a page that says what that means."""
    place = access_place(viewer_of(request), circle_id)
    if request.method == "POST":
        actions.leave(place=place, now=now())
        messages.success(request, _("You left the circle."))
        return redirect("circles")
    last = place.circle.members.count() == 1
    return render(request, "circles/leave.html", {"nav": "people", "circle": place.circle, "last": last})


def _full_person() -> str:
    return _("You are in %(most)s circles, and more is not possible. Leave one first.") % {
        "most": actions.MOST_CIRCLES
    }
