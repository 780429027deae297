"""The page of the logbook, and the small JSON addresses that its scripts call. All of them know the owner alone."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bemanning.core import clock
from bemanning.helprequests.small import small_questions
from bemanning.logbook import actions, demo, queries
from bemanning.logbook.access import access_entry, access_vault, access_wrap
from bemanning.logbook.forms import EntryForm, VaultForm, WrapForm, body_of, first_wraps
from bemanning.schools.access import Viewer, viewer_of
from bemanning.worksheets.words import BELIEFS, QUESTIONS

NO_ID = UUID(int=0)  # the browser puts the id of a new question in its place


@require_safe
def logbook(request: HttpRequest) -> HttpResponse:
    """The page. What is in the logbook comes afterwards, and opens in the browser."""
    viewer_of(request)
    context = {
        "nav": "logbook",
        "ask_url": reverse("request_write", args=[NO_ID]),
        "ladder": list(dict.fromkeys(question.step_name for question in small_questions())),
        "questions": QUESTIONS,
        "beliefs": BELIEFS,
        "demo_passphrase": demo.PASSPHRASE if settings.DEMO else "",
    }
    return render(request, "logbook/logbook.html", context)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def vault(request: HttpRequest) -> HttpResponse:
    """The wrapped keys; begin a logbook; erase all of it."""
    viewer = viewer_of(request)
    if request.method == "POST":
        return _begin(viewer, body_of(request))
    if request.method == "DELETE":
        actions.erase_vault(by=viewer.user, vault=access_vault(viewer), now=clock.now())
        return HttpResponse(status=204)
    return JsonResponse({"vault": queries.vault_of(viewer)})


def _begin(viewer: Viewer, body: dict[str, Any]) -> HttpResponse:
    form, wraps = VaultForm(body), first_wraps(body)
    if not form.is_valid() or wraps is None:
        return _refused("shape")
    try:
        actions.start_vault(by=viewer.user, vault_id=form.cleaned_data["id"], wraps=wraps, now=clock.now())
    except actions.VaultExistsError:
        return _refused("exists", status=409)
    return JsonResponse({"vault": queries.vault_of(viewer)}, status=201)


@require_http_methods(["PUT", "DELETE"])
def wrap(request: HttpRequest, wrap_id: UUID) -> HttpResponse:
    """Put a key in place, or take a passkey away."""
    viewer = viewer_of(request)
    if request.method == "DELETE":
        actions.remove_passkey(by=viewer.user, wrap=access_wrap(viewer, wrap_id), now=clock.now())
        return HttpResponse(status=204)
    own = access_vault(viewer)
    form = WrapForm(body_of(request) | {"id": str(wrap_id)})
    if not form.is_valid():
        return _refused("shape")
    try:
        actions.put_wrap(by=viewer.user, vault=own, wrap=form.wrap(), now=clock.now())
    except actions.TooMuchError:
        return _refused("full", status=413)
    return JsonResponse({"vault": queries.vault_of(viewer)})


@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """All texts, as ciphertext."""
    return JsonResponse({"entries": queries.entries_of(viewer_of(request))})


@require_http_methods(["GET", "HEAD", "PUT", "DELETE"])
def entry(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One text: read, store the next version, erase."""
    viewer = viewer_of(request)
    if request.method == "PUT":
        return _save(viewer, entry_id, EntryForm(body_of(request)))
    found = access_entry(viewer, entry_id)
    if request.method == "DELETE":
        actions.erase_entry(entry=found)
        return HttpResponse(status=204)
    return JsonResponse({"entry": queries.shown_entry(found)})


def _save(viewer: Viewer, entry_id: UUID, form: EntryForm) -> HttpResponse:
    own = access_vault(viewer)
    if not form.is_valid():
        return _refused("shape")
    try:
        saved = actions.save_entry(
            vault=own,
            entry_id=entry_id,
            version=form.cleaned_data["version"],
            sealed=form.cleaned_data["sealed"],
        )
    except actions.EntryConflictError as conflict:
        current = queries.shown_entry(conflict.current) if conflict.current else None
        return JsonResponse({"error": "conflict", "entry": current}, status=409)
    except actions.TooMuchError:
        return _refused("full", status=413)
    return JsonResponse({"version": saved.version})


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """How far one's own questions are, for the experiments that led to one."""
    return JsonResponse({"questions": queries.questions_of(viewer_of(request))})


def _refused(why: str, *, status: int = 422) -> HttpResponse:
    return JsonResponse({"error": why}, status=status)
