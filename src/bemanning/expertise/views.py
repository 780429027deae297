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
from bemanning.expertise import actions, queries, sentences
from bemanning.expertise.access import access_profile, access_tip
from bemanning.expertise.drawing import Links, for_screens
from bemanning.expertise.enums import Room, Weekday
from bemanning.expertise.forms import AcceptForm, ProfileForm, TipForm, initial_of, rows_in
from bemanning.expertise.freshness import confirmation_due
from bemanning.expertise.lexicon import vocabulary
from bemanning.schools.access import Viewer, viewer_of
from bemanning.schools.queries import active

PEOPLE_ON_A_PAGE = 30
FOUND_ON_THE_MAP = 5
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
    board = viewer.school.board
    wide = board is not None and "bestuur" in request.GET
    drawn = queries.whole_map(viewer, query, now=now(), wide=wide)
    title, beside = sentences.map_title(board.name if board and wide else viewer.school.name), sentences.map_beside()
    context = {
        "nav": "people",
        "query": query,
        "board": board,
        "wide": wide,
        "found": drawn.found[:FOUND_ON_THE_MAP] if drawn.found is not None else None,
        "companions": drawn.companions[:FOUND_ON_THE_MAP] if drawn.companions else None,
        "nobody": drawn.nobody,
        "chart": drawn.chart,
        "pictures": for_screens(drawn.chart, title=title, beside=beside, links=LINKS),
    }
    return render(request, "expertise/map.html", context)


@require_safe
def person(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One person in their own words."""
    viewer = viewer_of(request)
    profile = access_profile(viewer, member_id)
    shown = queries.shown(profile, viewer=viewer, now=now())
    is_self = profile.member_id == viewer.member.id
    due = is_self and profile.listed and confirmation_due(profile.last_confirmed, now())
    context = {
        "nav": "people",
        "person": shown,
        "profile": profile,
        "is_self": is_self,
        "confirmation_due": due,
        "thanks": queries.shown_thanks(profile.member),
        "has_room": not shown.school or queries.has_room(profile.member, now=now()),
    }
    return render(request, "expertise/person.html", context)


def _query(request: HttpRequest) -> str:
    return sentences.searched(request.GET.get("q", ""))


@require_POST
def profile_confirm(request: HttpRequest) -> HttpResponse:
    """ "It is still right", once a year."""
    viewer = viewer_of(request)
    actions.confirm(by=viewer.member, now=now())
    messages.success(request, gettext("Thank you. Your place on the map is fresh again."))
    return redirect("person", viewer.member.id)


@require_POST
def profile_later(request: HttpRequest) -> HttpResponse:
    """ "Laat maar": the start page no longer points to the map."""
    actions.stay_off(by=viewer_of(request).member, now=now())
    messages.success(request, gettext("Fine. You can always do it later, under People."))
    return redirect("today")


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
    board = viewer.school.board_id is not None
    today, rows = timezone.localdate(now()), rows_in(request.POST)
    return ProfileForm(request.POST, today=today, vocabulary=known, board=board, rows=rows)


def _fresh(viewer: Viewer, *, chosen: bool) -> ProfileForm:
    """What is stored, with an empty input to spare. "On the map" is ticked only for who is, or just chose it."""
    today = timezone.localdate(now())
    known, board = vocabulary(viewer.school.id), viewer.school.board_id is not None
    profile = queries.own_profile(viewer.member)
    if profile is None:
        start = {"listed": chosen, "room": Room.OPEN, "working_days": Weekday.values}
        return ProfileForm(initial=start, today=today, vocabulary=known, board=board)
    stored = initial_of(profile, today)
    stored["listed"] = profile.listed or chosen
    rows = len(profile.phrases.all()) + 1
    return ProfileForm(initial=stored, today=today, vocabulary=known, board=board, rows=rows)


def _saved(*, listed: bool) -> str:
    if listed:
        return gettext("Saved. Colleagues can find you now.")
    return gettext("Saved. You are not on the map; only you see this.")


@require_http_methods(["GET", "HEAD", "POST"])
def tip_new(request: HttpRequest) -> HttpResponse:
    """Tell a colleague what you see in them."""
    viewer = viewer_of(request)
    colleagues = active(viewer.school).exclude(id=viewer.member.id).order_by("user__name")
    form = TipForm(request.POST or None, initial={"member": request.GET.get("voor")}, colleagues=colleagues)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        to = data["member"]
        actions.give_tip(by=viewer.member, member=to, phrase=data["phrase"], word=data["word"], now=now())
        told = gettext("Thank you. %(name)s reads it, and decides what to do with it.")
        messages.success(request, told % {"name": to.user.first_name})
        return redirect("people")
    return render(request, "expertise/tip_new.html", {"nav": "people", "form": form})


@require_safe
def profile_tips(request: HttpRequest) -> HttpResponse:
    """What colleagues see in you; you decide about each."""
    viewer = viewer_of(request)
    return _tips(request, viewer, refused=None)


@require_POST
def tip_decide(request: HttpRequest, tip_id: UUID) -> HttpResponse:
    """Take over what a colleague saw, as it is or adjusted; or leave it."""
    viewer = viewer_of(request)
    tip = access_tip(viewer, tip_id)
    if "leave" in request.POST:
        actions.leave_tip(by=viewer.member, tip=tip, now=now())
        messages.success(request, gettext("It is gone. Nobody hears of it."))
        return redirect("profile_tips")
    form = AcceptForm(request.POST, auto_id=f"{tip.id}-%s")
    if form.is_valid():
        try:
            actions.accept_tip(by=viewer.member, tip=tip, phrase=form.cleaned_data["phrase"], now=now())
        except actions.PlaceFullError:
            form.add_error("phrase", gettext("Your place is full. Take a subject away first, then come back here."))
        else:
            messages.success(request, gettext("It is on the map now, in your words."))
            return redirect("person", viewer.member.id)
    return _tips(request, viewer, refused=(tip.id, form))


def _tips(request: HttpRequest, viewer: Viewer, *, refused: tuple[UUID, AcceptForm] | None) -> HttpResponse:
    rows = []
    for tip in queries.tips_for(viewer.member):
        form = AcceptForm(initial={"phrase": tip.opened("phrase")}, auto_id=f"{tip.id}-%s")
        if refused is not None and refused[0] == tip.id:
            form = refused[1]
        rows.append((tip, tip.opened("word"), form))
    listed = queries.is_listed(viewer.member)
    return render(request, "expertise/tips.html", {"nav": "people", "rows": rows, "listed": listed})


@require_http_methods(["GET", "HEAD", "POST"])
def profile_thanks(request: HttpRequest) -> HttpResponse:
    """The thanks you got, as texts; you choose which of them others see."""
    viewer = viewer_of(request)
    thanks = queries.own_thanks(viewer.member)
    if request.method == "POST":
        chosen = {one.id for one, _shown in thanks if str(one.id) in request.POST.getlist("shown")}
        actions.show_thanks(by=viewer.member, shown=chosen, now=now())
        messages.success(request, gettext("Saved. Others see what you ticked, without the name of who said it."))
        return redirect("profile_thanks")
    return render(request, "expertise/thanks.html", {"nav": "people", "thanks": thanks})
