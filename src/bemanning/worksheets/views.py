"""The sheets: a list of them, and each as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from bemanning.core.clock import now
from bemanning.expertise.queries import whole_map
from bemanning.schools.access import viewer_of
from bemanning.worksheets import mapsheet, press, sheets


@require_safe
def worksheets(request: HttpRequest) -> HttpResponse:
    """What there is on paper; where PDFs cannot be made, what the administrator does about it."""
    return _list(request, status=200)


@require_safe
def worksheet(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """One sheet in one language."""
    sheet = sheets.find(slug)
    if sheet is None or language not in sheets.languages():
        raise Http404
    try:
        content = sheets.pdf(sheet, language)
    except press.MissingError:
        return _list(request, status=503)
    return _download(content, f"bemanning-{slug}-{language}.pdf")


@require_safe
def map_sheet(request: HttpRequest) -> HttpResponse:
    """The map of the school for on the wall, and the same in words."""
    viewer = viewer_of(request)
    chart = whole_map(viewer, "", now=now()).chart
    try:
        content = mapsheet.pdf(chart, viewer.school.name, get_language() or "nl")
    except press.MissingError:
        return _list(request, status=503)
    name = slugify(gettext("The map"))
    return _download(content, f"{name}-a3.pdf")


def _download(content: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


def _list(request: HttpRequest, *, status: int) -> HttpResponse:
    context = {"nav": "today", "sheets": sheets.SHEETS, "can_print": press.can_print(), "packages": press.PACKAGES}
    return render(request, "worksheets/list.html", context, status=status)
