"""The page of the school year, for a leader or an administrator."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bemanning.core import clock
from bemanning.schools.access import access_administration, viewer_of
from bemanning.schoolyear import actions
from bemanning.schoolyear.access import access_free_days
from bemanning.schoolyear.forms import FreeDaysForm, RegionForm
from bemanning.schoolyear.models import FreeDays
from bemanning.schoolyear.national import source
from bemanning.schoolyear.queries import coming_free_days, year_of


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
