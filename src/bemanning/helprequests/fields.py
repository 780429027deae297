"""Fields of the forms: what a browser sends becomes a text, a day or files, or an error that says what to do."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from bemanning.helprequests.files import Accepted, accept_all, too_large

NOTHING = "nothing"  # what StepField gives for a choice that was left out


class TextField(forms.CharField):
    """A longer text: line ends as \\n (browsers send \\r\\n), NUL characters left out, bounded in length."""

    def __init__(self, *, rows: int = 5, most: int | None = None, **options: Any) -> None:
        self.most = most or settings.MAX_TEXT
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(strip=False, max_length=None, **options)

    def to_python(self, value: Any) -> str:
        """The cleaned text. Spaces around it stay, so that spans of the coach keep their place."""
        text = super().to_python(value) or ""
        return text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: Any) -> None:
        """Refuse only white space where a text is needed, and more than the bound."""
        if self.required and not value.strip():
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(value) > self.most:
            raise forms.ValidationError(
                _("This text has %(count)s characters. Up to %(most)s fit. Make it shorter; it is still here."),
                code="too_long",
                params={"count": _counted(len(value)), "most": _counted(self.most)},
            )


def _counted(number: int) -> str:
    """60.016 characters, and 1001: four digits read well without a point."""
    return number_format(number, force_grouping=number >= 10_000)


class ScaleField(forms.IntegerField):
    """A number from 0 to 10 or to 100 that may be left out; every mistake gets the same advice."""

    def __init__(self, *, most: int, **options: Any) -> None:
        advice = (
            _("Write a whole number from 0 to 10, or leave this empty.")
            if most == 10
            else _("Write a whole number from 0 to 100, or leave this empty.")
        )
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), advice)
        super().__init__(required=False, min_value=0, max_value=most, error_messages=messages, **options)


class FollowUpDay(forms.DateField):
    """The day on which the asker wants to tell what they did with it."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = dict.fromkeys(("required", "invalid"), _("Choose a day. You can change it later."))

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("When will you tell what you did with it?"))
        super().__init__(help_text=_("You get one reminder on that day."), **options)


class StepField(forms.ChoiceField):
    """A choice that may be left out: then nothing happens."""

    def clean(self, value: Any) -> Any:
        """The choice, or to do nothing."""
        return super().clean(value or NOTHING)


class DayField(forms.DateField):
    """A day that may be left out: then it is the suggested one."""

    def clean(self, value: Any) -> Any:
        """The day, or the suggested one."""
        return super().clean(value or self.initial)


class FilesInput(forms.FileInput):
    """A field for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files beside a message: the accepted ones (files.py), or a sentence for each that is not."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        """Read the files and look at what they are."""
        given = [one for one in (data or []) if one]
        # By size first, so that no more is read into memory than may be kept.
        small = [one for one in given if one.size <= settings.ATTACHMENT_MAX_BYTES]
        accepted, refused = accept_all((one.name, one.read()) for one in small[: settings.ATTACHMENTS_MAX + 1])
        refused += [too_large(one.name) for one in given if one not in small]
        if refused:
            raise forms.ValidationError([*refused, _("Choose your files again; what you typed is still here.")])
        return accepted
