"""What a leader or administrator types about the school year."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bemanning.schools.forms import BeginForm
from bemanning.schoolyear.enums import FreeKind, Region

LONGEST = timedelta(days=70)


class RegionForm(forms.Form):
    """The region of the school."""

    region = forms.TypedChoiceField(
        label=_("In which holiday region is your school?"),
        choices=Region.choices,
        coerce=Region,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a region.")},
    )


class FirstSchoolForm(BeginForm):
    """The first school, with its region for whoever knows it now."""

    region = forms.TypedChoiceField(
        label=_("In which holiday region is your school?"),
        help_text=_(
            "Then mail about questions waits in evenings, weekends and holidays. You can choose it later too."
        ),
        choices=Region.choices,
        coerce=Region,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class DayField(forms.DateField):
    """A day, typed or chosen."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"required": _("Choose a day."), "invalid": _("Choose a day.")}


class FreeDaysForm(forms.Form):
    """Days without school, the first and the last included."""

    name = forms.CharField(
        max_length=80, label=_("Name"), error_messages={"required": _("Give it a name, such as study day.")}
    )
    kind = forms.TypedChoiceField(
        label=_("What is it?"), choices=FreeKind.choices, coerce=FreeKind, initial=FreeKind.STUDY
    )
    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty for one day."))

    def clean(self) -> dict[str, Any]:
        """In order, and no longer than a long summer."""
        data = super().clean() or {}
        first: date | None = data.get("first")
        if first is not None and "last" not in self.errors:
            last = data["last"] = data.get("last") or first
            if last < first:
                self.add_error("last", _("The last day comes before the first. Choose a later one."))
            elif last - first > LONGEST:
                self.add_error("last", _("This is more than ten weeks. Choose an earlier last day."))
        return data
