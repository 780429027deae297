"""What a session knows: when somebody signed in with it, and when it was last used."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.utils import perform_login
from allauth.mfa.signals import authenticator_added
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from bemanning.accounts.models import User
from bemanning.accounts.queries import passkey_count
from bemanning.core import audit, clock

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
STRONG = "strong"
RECENT = timedelta(minutes=20)
NOTE_EVERY = timedelta(hours=1)

View = Callable[..., HttpResponseBase]


def note_sign_in(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """Receiver of Django's signal of a sign-in."""
    if request is not None:
        request.session[STRONG] = False  # until a way of signing in says that it is more than a mailed code
        request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = int(time.time())


def sign_in(request: HttpRequest, user: User, *, next_url: str, strong: bool = False) -> HttpResponse:
    """Sign somebody in who proved in another way who they are, such as by the link of an invitation.

    `strong` where that proof is more than having the mailbox.
    """
    response: HttpResponse = perform_login(request, user, redirect_url=next_url)
    request.session[STRONG] = strong
    return response


def is_strong(request: HttpRequest) -> bool:
    """Whether this session began with more than a mailed code: with a passkey, or by making the first one in it."""
    return bool(request.session.get(STRONG, False))


_duties: list[Callable[[User], bool]] = []


def register_duties(has_duties: Callable[[User], bool]) -> None:
    """An app above says who may do more than think along, such as setting up a school."""
    _duties.append(has_duties)


def needs_passkey(request: HttpRequest, user: User) -> bool:
    """Whether somebody with duties has a passkey and did not use it: a stolen mailbox may not add one of its own."""
    if is_strong(request) or not passkey_count(user):
        return False
    return any(has_duties(user) for has_duties in _duties)


def to_stronger(back: str) -> HttpResponse:
    """To the page that asks for a passkey, and then `back` (a path)."""
    return HttpResponseRedirect(f"{reverse('account_stronger')}?{urlencode({'next': back})}")


def is_recent(request: HttpRequest) -> bool:
    """Whether this person signed in a short while ago, with this session."""
    return time.time() - float(request.session.get(SIGNED_IN_AT, 0)) < RECENT.total_seconds()


def is_due_for_note(request: HttpRequest) -> bool:
    """Whether it is time to note that this session is still in use. Not at each request: that would cost a write."""
    return time.time() - float(request.session.get(SEEN_AT, 0)) > NOTE_EVERY.total_seconds()


def recent_sign_in_for(back: str) -> Callable[[View], View]:
    """Ask to sign in again before something that a person at an open laptop should not be able to do.

    `back` is the name of the page to return to.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if isinstance(request.user, User) and needs_passkey(request, request.user):
                return to_stronger(reverse(back))
            if is_recent(request):
                return view(request, *args, **kwargs)
            return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': reverse(back)})}")

        return guarded

    return guard


recent_sign_in = recent_sign_in_for("mfa_list_webauthn")


def note_passkey(sender: Any, request: HttpRequest, user: Any, signal: Any, **kwargs: Any) -> None:
    """Receiver of the library's signals: an audit row for a passkey that came or went.

    Who made one has shown the device and who holds it. `recent_sign_in` lets nobody add a second one by mail alone.
    """
    if signal is authenticator_added:
        request.session[STRONG] = True
    action = "passkey.added" if signal is authenticator_added else "passkey.removed"
    audit.record(action=action, by=user.id, school=None, about=user, now=clock.now())
