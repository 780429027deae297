"""The language of a page, and when a session was last used.

The language is the person's own, else the one chosen on this device, else Dutch. What the browser asks for does not
count: many Dutch schools have English browsers.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from bemanning.accounts import actions, sessions, typed
from bemanning.core import clock


class PersonalLanguage:
    """Activates the language for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", request.LANGUAGE_CODE or settings.LANGUAGE_CODE)
            return response


class SignInRequired(LoginRequiredMiddleware):
    """Sends whoever is signed out to the page of sign-in.

    A script that renews a part of a page hears 401 instead: it would put that page in the part, and take words for saved.
    Whoever wrote something gets it back to copy, with the way in beside it.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[Any, Any],
    ) -> HttpResponseBase | None:
        """Nothing for who may go on; else the way in, or a plain no."""
        answer = super().process_view(request, view_func, view_args, view_kwargs)
        if answer is not None and request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401)
        if answer is not None and (words := typed.words_of(request)):
            way_in = f"{reverse('account_login')}?{urlencode({'next': typed.page_before(request)})}"
            return render(request, "accounts/signed_out.html", {"words": words, "sign_in": way_in}, status=401)
        return answer


class LastSeen:
    """Notes once an hour that a session is in use, for the list of devices in the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated and sessions.is_due_for_note(request):
            now = clock.now()
            request.session[sessions.SEEN_AT] = int(now.timestamp())
            actions.note_seen(session_key=request.session.session_key or "", now=now)
        return self.get_response(request)


def _language(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return request.user.language
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
