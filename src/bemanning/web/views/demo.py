"""One-click sign-in of the demo. It has an address only in demo mode, which works on localhost alone."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from bemanning.accounts import sessions
from bemanning.accounts.models import User
from bemanning.web.demonstration import demo_people


@login_not_required
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Become one of the demo people."""
    if not settings.DEMO:
        raise Http404("not a demo")
    emails = {person.key: person.email for person in demo_people()}
    user = get_object_or_404(User, email=emails.get(request.POST.get("key", "")))
    return sessions.sign_in(request, user, next_url=reverse("today"), strong=True)
