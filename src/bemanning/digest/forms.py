"""What somebody chooses about mail."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bemanning.digest.enums import FIRST_HOUR, LAST_HOUR
from bemanning.expertise.enums import Weekday


class DigestForm(forms.Form):
    """Once a week on a day and an hour, or not at all."""

    wanted = forms.TypedChoiceField(
        label=_("Do you want an overview once a week?"),
        choices=[("yes", _("Yes, once a week")), ("no", _("No, no overview"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    weekday = forms.TypedChoiceField(label=_("On which day?"), choices=Weekday.choices, coerce=int)
    hour = forms.TypedChoiceField(
        label=_("At what time?"),
        choices=[(hour, f"{hour}.00") for hour in range(FIRST_HOUR, LAST_HOUR + 1)],
        coerce=int,
    )


class QuietForm(forms.Form):
    """No mail at all, up to and including a day."""

    quiet_until = forms.DateField(
        label=_("No mail up to and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_quiet_until(self) -> date:
        """A day from today, within half a year."""
        day: date = self.cleaned_data["quiet_until"]
        if not self.today <= day <= self.today + timedelta(days=183):
            raise forms.ValidationError(_("Choose a day from today, within half a year."))
        return day
