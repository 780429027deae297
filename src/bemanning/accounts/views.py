"""Pages of sign-in, passkeys and devices. The flows are the sign-in library's; the words and the look are ours."""

from typing import Any
from urllib.parse import urlencode

from allauth.account import views as account
from allauth.core import ratelimit
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bemanning.accounts import actions, forms
from bemanning.accounts.access import access_session
from bemanning.accounts.models import User
from bemanning.accounts.queries import passkey_count
from bemanning.accounts.sessions import STRONG, recent_sign_in
from bemanning.core import clock


class SignIn(account.RequestLoginCodeView):
    """One field: the address that a code goes to. An unknown address gets the same answer."""

    template_name = "accounts/sign_in.html"
    form_class = forms.AddressForm

    def get_form_class(self) -> type[forms.AddressForm]:
        """Our own form, with our own words."""
        return self.form_class

    def form_valid(self, form: forms.AddressForm) -> HttpResponse:
        """Start the sign-in. For an unknown address the outbox does the same work, and keeps nothing."""
        response: HttpResponse = super().form_valid(form)
        if form._user is None:
            adapter = account.get_adapter(self.request)
            actions.queue_code(
                address=form.cleaned_data["email"], code=adapter.generate_login_code(), now=clock.now()
            )
        return response


class ConfirmCode(account.ConfirmLoginCodeView):
    """One field: the code."""

    template_name = "accounts/code.html"
    form_class = forms.CodeForm

    @method_decorator(login_not_required)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A code that is too old sends back to the start, and says so."""
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if getattr(self, "_process", self) is None:
            messages.info(request, _("The code is no longer valid. Ask for a new one."))
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A code is tried a few times for one mail address, however many browsers try."""
        if not ratelimit.consume(request, action="try_login_code", key=self._process.state.get("email", "")):
            self._process.abort()
            messages.error(request, str(account.get_adapter(request).error_messages["rate_limited"]))
            return redirect("account_login")
        response: HttpResponseBase = super().post(request, *args, **kwargs)
        return response

    def get_form_class(self) -> type[forms.CodeForm]:
        """Our own form, with our own words."""
        return self.form_class


class SignOut(account.LogoutView):
    """Asks once, then signs out on this device."""

    template_name = "accounts/sign_out.html"


class PasskeySignIn(webauthn.LoginWebAuthnView):
    """Sign in with a passkey: the browser asks for a challenge and posts the answer."""

    def get_form_class(self) -> type[forms.PasskeySignInForm]:
        """Our own form, with our own words."""
        return forms.PasskeySignInForm

    def form_valid(self, form: forms.PasskeySignInForm) -> HttpResponse:
        """A passkey is more than a code: the device checked who holds it."""
        response: HttpResponse = super().form_valid(form)
        self.request.session[STRONG] = self.request.user.is_authenticated
        return response


class Passkeys(webauthn.ListWebAuthnView):
    """The passkeys of this person."""

    template_name = "accounts/passkeys.html"


@method_decorator(recent_sign_in, name="dispatch")
class AddPasskey(webauthn.AddWebAuthnView):
    """Make a passkey on this device."""

    template_name = "accounts/passkey_add.html"
    success_url = reverse_lazy("mfa_list_webauthn")

    def get_form_class(self) -> type[forms.PasskeyForm]:
        """Our own form, with our own words."""
        return forms.PasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the device for a passkey that it keeps itself and that checks who holds it."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["form"] = kwargs.get("form", context["form"])
        context["js_data"]["creation_options"]["publicKey"]["authenticatorSelection"] = {
            "residentKey": "required",
            "requireResidentKey": True,
            "userVerification": "required",
        }
        return context

    def get_success_url(self) -> str:
        """Back to where a passkey was asked for, or to the list."""
        return _local(self.request.GET.get("next", ""), str(self.success_url))


@method_decorator(recent_sign_in, name="dispatch")
class RenamePasskey(webauthn.EditWebAuthnView):
    """Give a passkey another name."""

    template_name = "accounts/passkey_rename.html"

    def get_form_class(self) -> type[forms.PasskeyNameForm]:
        """Our own form, with our own words."""
        return forms.PasskeyNameForm


@method_decorator(recent_sign_in, name="dispatch")
class RemovePasskey(webauthn.RemoveWebAuthnView):
    """Asks once, then removes a passkey."""

    template_name = "accounts/passkey_remove.html"


@require_safe
def stronger(request: HttpRequest) -> HttpResponse:
    """Before somebody sets up a school: a passkey, once. With one, sign in with it; without one, make it now."""
    back = _local(request.GET.get("next", ""), reverse("today"))
    has_one = passkey_count(person(request)) > 0
    return render(request, "accounts/stronger.html", {"back": back, "has_one": has_one})


def _local(path: str, otherwise: str) -> str:
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else otherwise


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Before somebody changes how they sign in: sign out here, and sign in again."""
    back = _local(request.GET.get("next", ""), reverse("mfa_list_webauthn"))
    if request.method != "POST":
        return render(request, "accounts/sign_in_again.html", {"back": back})
    logout(request)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


@require_POST
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out one device."""
    user = person(request)
    session = access_session(user, session_id)
    is_current = session.session_key == request.session.session_key
    actions.end_session(session=session, by=user, now=clock.now())
    if is_current:
        logout(request)
        return redirect("account_login")
    messages.success(request, _("That device has been signed out."))
    return redirect("preferences")


@require_http_methods(["GET", "HEAD", "POST"])
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Asks once, then signs out all devices, this one too."""
    if request.method != "POST":
        return render(request, "accounts/sign_out_everywhere.html")
    user = person(request)
    actions.end_all_sessions(user=user, by=user, now=clock.now())
    logout(request)
    messages.success(request, _("You are signed out on all your devices."))
    return redirect("account_login")


def person(request: HttpRequest) -> User:
    """Who is signed in; the gate of the middleware guarantees that there is somebody."""
    if not isinstance(request.user, User):
        raise TypeError("this view needs somebody who is signed in")
    return request.user
