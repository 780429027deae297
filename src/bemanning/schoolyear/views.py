"""The page where the first school begins, and the school year, for a leader or an administrator."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bemanning.accounts import sessions
from bemanning.core import clock
from bemanning.schools.access import access_administration, viewer_of
from bemanning.schools.models import School
from bemanning.schools.tokens import is_setup_code
from bemanning.schoolyear import actions
from bemanning.schoolyear.access import access_free_days
from bemanning.schoolyear.forms import FirstSchoolForm, FreeDaysForm, RegionForm
from bemanning.schoolyear.models import FreeDays
from bemanning.schoolyear.national import source
from bemanning.schoolyear.queries import coming_free_days, year_of


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, code: str) -> HttpResponse:
    """The first school, with the code that the set-up printed. Gone as soon as there is a school."""
    if not is_setup_code(code) or School.objects.exists():
        raise Http404("no set-up here")
    form = FirstSchoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = actions.found_school(**form.cleaned_data, now=clock.now())
        # The link came from whoever runs the server: for this first visit it is as good as a passkey.
        return sessions.sign_in(request, user, next_url=reverse("school"), strong=True)
    return render(request, "schoolyear/begin.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def school_year(request: HttpRequest) -> HttpResponse:
    """The region, and the days without school that come."""
    viewer, now = viewer_of(request), clock.now()
    school = access_administration(viewer)
    year = year_of(school)
    form = RegionForm(
        request.POST if request.method == "POST" else None, initial={"region": year.region if year else None}
    )
    if request.method == "POST" and form.is_valid():
        actions.choose_region(by=viewer.member, school=school, region=form.cleaned_data["region"], now=now)
        messages.success(request, _("The holidays of your region are in the calendar."))
        return redirect("school_year")
    page = {"form": form, "year": year, "days": coming_free_days(school, now), "source": source()}
    return render(request, "schoolyear/year.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def free_days_new(request: HttpRequest) -> HttpResponse:
    """Add days without school."""
    return _edit(request, FreeDays(school=access_administration(viewer_of(request))), new=True)


@require_http_methods(["GET", "HEAD", "POST"])
def free_days_edit(request: HttpRequest, free_id: UUID) -> HttpResponse:
    """Move days without school."""
    return _edit(request, access_free_days(viewer_of(request), free_id), new=False)


@require_POST
def free_days_remove(request: HttpRequest, free_id: UUID) -> HttpResponse:
    """There is school after all."""
    viewer = viewer_of(request)
    actions.remove_free_days(by=viewer.member, free=access_free_days(viewer, free_id), now=clock.now())
    messages.success(request, _("It is out of the calendar."))
    return redirect("school_year")


def _edit(request: HttpRequest, free: FreeDays, *, new: bool) -> HttpResponse:
    initial = {} if new else {"name": free.name, "kind": free.kind, "first": free.first, "last": free.last}
    form = FreeDaysForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.save_free_days(by=viewer_of(request).member, free=free, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("It is in the calendar."))
        return redirect("school_year")
    return render(request, "schoolyear/days.html", {"form": form, "free": free, "new": new})
