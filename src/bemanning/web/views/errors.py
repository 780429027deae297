"""Pages for what went wrong. They say what happened and what to do; nothing typed is lost."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bemanning.accounts import typed


@login_not_required
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was open too long, or in another browser session. What was written in it comes back to be copied."""
    words = typed.words_of(request) if typed.is_from_our_page(request) else ""
    page = {"words": words, "back": typed.page_before(request)}
    return render(request, "web/error_stale.html", page, status=403)


@login_not_required
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or not for this person: the two look the same on purpose."""
    return render(request, "web/error_not_found.html", status=404)


@login_not_required
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """More than we take in, or nothing that we can read."""
    return render(request, "web/error_bad.html", status=400)


@login_not_required
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Not for this person."""
    return render(request, "web/error_not_found.html", status=403)


@login_not_required
def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody tried something too often in a short time."""
    return render(request, "web/error_too_many.html", status=429)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    return render(request, "web/error_server.html", status=500)
