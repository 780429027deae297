"""What the browser sends: JSON with bytes in base64. A wrong shape is a mistake of a program, not of a person."""

import base64
import binascii
import json
from typing import Any

from django import forms
from django.http import HttpRequest

from bemanning.logbook.actions import WrapData
from bemanning.logbook.enums import WrapKind
from bemanning.logbook.models import FORMAT

MOST_SEALED = 200_000  # bytes of one text; the page lets somebody type 40,000 characters
MOST_SMALL = 1_024  # bytes of a salt, a credential or a wrapped key
NONCE_AND_TAG = 28
LEAST_ROUNDS = 600_000  # PBKDF2-SHA256, as OWASP advises; the server takes nothing weaker
MOST_ROUNDS = 10_000_000


class BytesField(forms.CharField):
    """Base64 of at least `least` and at most `most` bytes."""

    def __init__(self, *, least: int = 0, most: int = MOST_SMALL, **options: Any) -> None:
        super().__init__(required=least > 0, **options)
        self.least, self.most = least, most

    def to_python(self, value: Any) -> bytes:  # type: ignore[override]
        """The bytes."""
        try:
            raw = base64.b64decode(value or "", validate=True)
        except (binascii.Error, TypeError, ValueError):
            raise forms.ValidationError("not base64", code="base64") from None
        if not self.least <= len(raw) <= self.most:
            raise forms.ValidationError("wrong length", code="length")
        return raw


class VaultForm(forms.Form):
    """The logbook itself."""

    id = forms.UUIDField()
    format = forms.IntegerField(min_value=FORMAT, max_value=FORMAT)


class WrapForm(forms.Form):
    """A wrapped key."""

    id = forms.UUIDField()
    kind = forms.ChoiceField(choices=WrapKind.choices)
    salt = BytesField(least=16)
    rounds = forms.IntegerField(required=False, min_value=LEAST_ROUNDS, max_value=MOST_ROUNDS)
    credential = BytesField()
    wrapped = BytesField(least=NONCE_AND_TAG + 32, most=NONCE_AND_TAG + 32)

    def clean(self) -> dict[str, Any]:
        """A number of rounds belongs to a passphrase, and a credential to a passkey."""
        data = super().clean() or {}
        kind = data.get("kind")
        if (kind == WrapKind.PASSPHRASE) != (data.get("rounds") is not None):
            raise forms.ValidationError("rounds", code="rounds")
        if (kind == WrapKind.PASSKEY) != bool(data.get("credential")):
            raise forms.ValidationError("credential", code="credential")
        return data

    def wrap(self) -> WrapData:
        """The valid data."""
        return WrapData(**self.cleaned_data | {"kind": WrapKind(self.cleaned_data["kind"])})


class EntryForm(forms.Form):
    """One version of a text."""

    version = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    sealed = BytesField(least=NONCE_AND_TAG + 1, most=MOST_SEALED)


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The JSON object in a request; an empty one for anything else."""
    try:
        found = json.loads(request.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def first_wraps(body: dict[str, Any]) -> list[WrapData] | None:
    """The keys of a new logbook: a recovery code and a passphrase, each once; None for anything else."""
    rows = body.get("wraps")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return None
    wraps = [WrapForm(row) for row in rows]
    if not all(form.is_valid() for form in wraps):
        return None
    found = [form.wrap() for form in wraps]
    if sorted(wrap.kind for wrap in found) != [WrapKind.PASSPHRASE, WrapKind.RECOVERY]:
        return None
    return found
