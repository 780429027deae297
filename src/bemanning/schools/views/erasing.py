"""Deleting one's own account, for anybody who is signed in."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bemanning.accounts.sessions import recent_sign_in_for
from bemanning.core import clock
from bemanning.schools.access import viewer_of
from bemanning.schools.actions.erasing import erase_person
from bemanning.schools.actions.members import LastOneError
from bemanning.schools.forms import EraseForm
from bemanning.schools.queries import boards_without


@require_http_methods(["GET", "HEAD", "POST"])
@recent_sign_in_for("account_delete")
def account_delete(request: HttpRequest) -> HttpResponseBase:
    """Says what goes and what stays, and deletes after a typed confirmation."""
    user = viewer_of(request).user
    form = EraseForm(request.POST or None, user=user)
    boards = boards_without(user)
    if request.method == "POST" and not boards and form.is_valid():
        try:
            erase_person(user=user, successors=form.successors(), now=clock.now())
        except LastOneError:
            form.add_error(None, _("Somebody else has to set up the school first. Choose who, and try again."))
        else:
            return _gone(request)
    return render(request, "schools/account_delete.html", {"form": form, "boards": boards, "nav": "settings"})


def _gone(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("Your account is gone, and your texts with it. All the best."))
    return redirect("account_login")
