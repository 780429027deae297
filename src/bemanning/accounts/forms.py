"""Forms of sign-in, passkeys and preferences."""

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm, LoginWebAuthnForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from bemanning.accounts.enums import Theme

BROKEN_ANSWER = (AttributeError, IndexError, KeyError, TypeError, ValueError)


class AddressForm(RequestLoginCodeForm):
    """One field: the address to send a code to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["email"]
        field.label = _("Your e-mail address at school")
        field.widget = forms.EmailInput(attrs={"autocomplete": "username webauthn", "maxlength": 254})
        field.error_messages |= {
            "required": _("Fill in your e-mail address."),
            "invalid": _("This does not look like an e-mail address. Check it."),
        }


class CodeForm(ConfirmLoginCodeForm):
    """One field: the code from the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = _("The code from the mail")
        field.widget = forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "maxlength": 20,
            }
        )
        field.error_messages |= {"required": _("Fill in the code from the mail.")}


class PasskeyForm(AddWebAuthnForm):
    """A new passkey; the browser fills in the credential."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Every passkey here signs in by itself, so there is nothing to choose; see clean_passwordless.
        self.fields["passwordless"].widget = forms.HiddenInput()
        _name_field(self.fields["name"])
        self.fields["credential"].error_messages |= {
            "required": _("No passkey was made. Try again, or use a code by mail."),
            "invalid": _("No passkey was made. Try again, or use a code by mail."),
        }

    def clean_passwordless(self) -> bool:
        """The device must check who holds it, by face, finger or PIN."""
        return True

    def clean(self) -> dict[str, Any]:
        """Refuse an answer that is no WebAuthn at all; the library stumbles over it."""
        try:
            cleaned: dict[str, Any] = super().clean()
        except BROKEN_ANSWER:
            raise get_adapter().validation_error("incorrect_code") from None
        return cleaned


class PasskeySignInForm(LoginWebAuthnForm):
    """The answer of a device that signs in."""

    def clean_credential(self) -> Authenticator:
        """Refuse an answer that is no WebAuthn at all; the library stumbles over it."""
        try:
            return super().clean_credential()
        except BROKEN_ANSWER:
            raise get_adapter().validation_error("incorrect_code") from None


class PasskeyNameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_field(self.fields["name"])


class PreferencesForm(forms.Form):
    """Name, language and look."""

    SHOWN = ("name", "language", "theme")

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    theme = forms.ChoiceField(label=_("Look"), choices=Theme.choices, widget=forms.RadioSelect)


def _name_field(field: forms.Field) -> None:
    field.label = _("Name of the passkey")
    field.help_text = _("So that you recognise it in your list. For example: my phone.")
    field.widget = forms.TextInput(attrs={"maxlength": 60, "autocomplete": "off"})
