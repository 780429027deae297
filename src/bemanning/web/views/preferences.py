"""The settings of a person. Features add their own section to the list below; this page is where apps meet."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bemanning.accounts import actions, queries
from bemanning.accounts.forms import PreferencesForm
from bemanning.core import clock
from bemanning.digest.queries import in_words
from bemanning.helprequests.actions import drafts
from bemanning.helprequests.coach import silenced_rules
from bemanning.schools.access import viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Name, language and look; devices; passkeys."""
    user = viewer_of(request).user
    form = PreferencesForm(
        request.POST or None, initial={name: getattr(user, name) for name in PreferencesForm.SHOWN}
    )
    if request.method == "POST" and form.is_valid():
        actions.change_preferences(by=user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your settings have been saved."))
        response = redirect("preferences")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=365 * 24 * 3600,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response
    context = {
        "form": form,
        "devices": queries.devices_of(user, current_key=request.session.session_key or "", now=clock.now()),
        "passkeys": queries.passkey_count(user),
        "mail_words": in_words(user, timezone.localdate(clock.now())),
        "silenced": silenced_rules(user),
    }
    return render(request, "web/preferences.html", context)


@require_POST
def coach_again(request: HttpRequest) -> HttpResponse:
    """The coach may speak again of a rule that was silenced with "nooit meer"."""
    drafts.undo_dismissal(by=viewer_of(request).user, rule=request.POST.get("rule", ""))
    messages.success(request, _("The coach may say this again."))
    return redirect("preferences")
