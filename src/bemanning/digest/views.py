"""The settings of mail, and the one click that ends the digest."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from bemanning.core import clock
from bemanning.digest import actions
from bemanning.digest.access import access_unsubscribe
from bemanning.digest.forms import DigestForm, QuietForm, RestForm
from bemanning.digest.queries import choice_of, is_quiet
from bemanning.schools.access import viewer_of


@require_http_methods(["GET", "HEAD", "POST"])
def mail_settings(request: HttpRequest) -> HttpResponse:
    """When the digest comes, own quiet hours, and no mail at all for a while. Each form posts its own fields."""
    user, now = viewer_of(request).user, clock.now()
    today = timezone.localdate(now)
    choice = choice_of(user)
    week = {"wanted": "yes" if choice.wanted else "no", "weekday": choice.weekday, "hour": choice.hour}
    digest = DigestForm(_posted(request, "wanted"), initial=week)
    rest = RestForm(_posted(request, "evenings"), initial=RestForm.initial_of(choice))
    quiet = QuietForm(_posted(request, "quiet_until"), today=today)
    sent = next((form for form in (rest, quiet, digest) if form.is_bound), None)
    if sent is not None and sent.is_valid():
        actions.choose(by=user, now=now, **sent.cleaned_data)
        messages.success(request, _("Your settings have been saved."))
        return redirect("mail_settings")
    page = {"digest": digest, "rest": rest, "quiet": quiet, "choice": choice, "is_quiet": is_quiet(choice, today)}
    return render(request, "digest/settings.html", page)


def _posted(request: HttpRequest, field: str) -> QueryDict | None:
    """The form that was sent, known by a field that is always among what a browser sends of it."""
    return request.POST if field in request.POST else None


@require_POST
def wake(request: HttpRequest) -> HttpResponse:
    """Mail is welcome again, from now."""
    actions.choose(by=viewer_of(request).user, now=clock.now(), quiet_until=None)
    messages.success(request, _("You get mail again."))
    return redirect("mail_settings")


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click, also by the mail program itself (RFC 8058): a POST with the signed token is enough, without cookies.

    Looking changes nothing: scanners of mail open links.
    """
    user = access_unsubscribe(token)
    if request.method == "POST":
        actions.choose(by=user, now=clock.now(), wanted=False)
    page = {"ended": request.method == "POST" or not choice_of(user).wanted}
    return render(request, "digest/unsubscribe.html", page)
