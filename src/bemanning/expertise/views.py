"""The pages of the map: Mensen, one person, and one's own place."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.core.clock import now
from bemanning.expertise import actions, queries
from bemanning.expertise.access import access_profile
from bemanning.expertise.drawing import LAPTOP, PHONE, Links, draw, plan
from bemanning.expertise.enums import Room, Weekday
from bemanning.expertise.forms import ProfileForm, initial_of, rows_in
from bemanning.expertise.freshness import confirmation_due
from bemanning.expertise.lexicon import vocabulary
from bemanning.schools.access import Viewer, viewer_of

PEOPLE_ON_A_PAGE = 30
QUERY_LENGTH = 200
FOUND_ON_THE_MAP = 8
LINKS = Links(water=lambda slug: f"#{slug}", person=lambda member: reverse("person", args=[member]))


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody on the map, or those a search finds."""
    viewer = viewer_of(request)
    query = _query(request)
    found = queries.people(viewer, query, now=now())
    page = Paginator(found, PEOPLE_ON_A_PAGE).get_page(request.GET.get("pagina"))
    on_the_map = queries.is_listed(viewer.member) if query else found.has(viewer.member)
    context = {"nav": "people", "page": page, "query": query, "on_the_map": on_the_map}
    return render(request, "expertise/people.html", context)


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """The map: a picture, the same in words, and whom a search finds, with the reason."""
    viewer = viewer_of(request)
    query = _query(request)
    drawn = queries.whole_map(viewer, query, now=now())
    title = gettext("Who knows what at %(school)s") % {"school": viewer.school.name}
    beside = gettext("Everybody here chose to be on it")
    context = {
        "nav": "people",
        "query": query,
        "found": drawn.found[:FOUND_ON_THE_MAP] if drawn.found is not None else None,
        "chart": drawn.chart,
        "pictures": [
            draw(plan(drawn.chart, sheet, title=title), title=title, beside=beside, links=LINKS)
            for sheet in (LAPTOP, PHONE)
        ],
    }
    return render(request, "expertise/map.html", context)


@require_safe
def person(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One person in their own words."""
    viewer = viewer_of(request)
    profile = access_profile(viewer, member_id)
    shown = queries.shown(profile, now=now())
    is_self = profile.member_id == viewer.member.id
    due = is_self and profile.listed and confirmation_due(profile.last_confirmed, now())
    context = {"nav": "people", "person": shown, "profile": profile, "is_self": is_self, "confirmation_due": due}
    return render(request, "expertise/person.html", context)


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "").strip()[:QUERY_LENGTH]


@require_POST
def profile_confirm(request: HttpRequest) -> HttpResponse:
    """ "It is still right", once a year."""
    viewer = viewer_of(request)
    actions.confirm(by=viewer.member, now=now())
    messages.success(request, gettext("Thank you. Your place on the map is fresh again."))
    return redirect("person", viewer.member.id)


@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HttpRequest) -> HttpResponse:
    """One's own place on the map."""
    viewer = viewer_of(request)
    posted = request.method == "POST"
    form = _bound(request, viewer) if posted else _fresh(viewer, chosen="kaart" in request.GET)
    if posted and request.headers.get("HX-Request") == "true":
        return render(request, "expertise/_topics.html", {"form": form})
    if posted and "another" in request.POST:
        form = form.with_another_row()
    elif posted and "look" in request.POST:
        form = form.looked_at()
    elif posted and form.is_valid():
        profile = actions.save_profile(by=viewer.member, data=form.profile_data(), now=now())
        messages.success(request, _saved(listed=profile.listed))
        return redirect("person", viewer.member.id)
    return render(request, "expertise/profile_edit.html", {"nav": "people", "form": form})


def _bound(request: HttpRequest, viewer: Viewer) -> ProfileForm:
    known = vocabulary(viewer.school.id)
    return ProfileForm(request.POST, today=timezone.localdate(now()), vocabulary=known, rows=rows_in(request.POST))


def _fresh(viewer: Viewer, *, chosen: bool) -> ProfileForm:
    """What is stored, with an empty input to spare. "On the map" is ticked only for who is, or just chose it."""
    today = timezone.localdate(now())
    known = vocabulary(viewer.school.id)
    profile = queries.own_profile(viewer.member)
    if profile is None:
        start = {"listed": chosen, "room": Room.OPEN, "working_days": Weekday.values}
        return ProfileForm(initial=start, today=today, vocabulary=known)
    stored = initial_of(profile, today)
    stored["listed"] = profile.listed or chosen
    return ProfileForm(initial=stored, today=today, vocabulary=known, rows=len(profile.phrases.all()) + 1)


def _saved(*, listed: bool) -> str:
    if listed:
        return gettext("Saved. Colleagues can find you now.")
    return gettext("Saved. You are not on the map; only you see this.")
