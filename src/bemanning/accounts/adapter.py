"""How the sign-in library behaves here: by mailed code or passkey, nobody signs up by themselves, our own words."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bemanning.accounts import actions
from bemanning.core import clock

LOGIN_CODE = "account/email/login_code"

# What the library wants to tell after an action, in our words; the rest of its messages says nothing new.
TOLD: Mapping[str, Promise] = {
    "account/messages/logged_out.txt": _("You have signed out."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is ready. Next time you can sign in with it."),
    "mfa/messages/webauthn_removed.txt": _("The passkey has been removed."),
}


class Adapter(DefaultAccountAdapter):
    """People join by invitation only, and sign in with a code from the outbox."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("This code does not match. Look in the newest mail and try again."),
        "too_many_login_attempts": _("That was too often. Ask for a new code, or wait ten minutes."),
        "rate_limited": _("That was too often. Ask for a new code, or wait ten minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a school invites its people."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name; the address says who somebody is."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Queue the one mail that sign-in sends: the code."""
        if template_prefix != LOGIN_CODE:
            raise ValueError(f"No letter for {template_prefix}.")
        actions.queue_code(address=email, code=context["code"], now=clock.now())

    def add_message(  # noqa: PLR0917 (the library's signature)
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, or not at all."""
        text = message or TOLD.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Somebody whose account was closed tries a passkey."""
        messages.error(request, _("This account has been closed. Ask your school about it."))
        return redirect("account_login")

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Our own pages ask for a recent sign-in (sessions.recent_sign_in); the library's way needs a password."""
        return False


class MfaAdapter(DefaultMFAAdapter):
    """A passkey is a whole sign-in, not a second step after a code."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This passkey does not work here. Use a code by mail."),
    }

    def is_mfa_enabled(self, user: AbstractBaseUser | AnonymousUser, types: Any = None) -> bool:
        """No second step: who lost the phone with the passkey still signs in by mail."""
        return False

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Any) -> str:
        """The name in the field before somebody chooses one."""
        return gettext("My device")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name under which a device keeps the passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Bemanning"}
