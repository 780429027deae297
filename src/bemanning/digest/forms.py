"""What somebody chooses about mail."""

from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bemanning.digest.enums import (
    EARLIEST_REST,
    EARLIEST_WAKE,
    FIRST_HOUR,
    LAST_HOUR,
    LATEST_REST,
    LATEST_WAKE,
    USUAL_REST,
    USUAL_WAKE,
)
from bemanning.digest.models import MailChoice
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


def _half_hours(first: time, last: time) -> list[tuple[time, str]]:
    halves = range(first.hour * 2, last.hour * 2 + 1)
    return [(time(half // 2, half % 2 * 30), f"{half // 2}.{half % 2 * 30:02}") for half in halves]


class RestForm(forms.Form):
    """Own quiet hours: evenings, weekends, both or neither."""

    evenings = forms.TypedChoiceField(
        label=_("Do you want rest in the evening?"),
        choices=[("yes", _("Yes, in the evening no questions come by mail")), ("no", _("No, I choose no hours"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    rest_from = forms.TypedChoiceField(
        label=_("From what time?"), choices=_half_hours(EARLIEST_REST, LATEST_REST), coerce=time.fromisoformat
    )
    rest_to = forms.TypedChoiceField(
        label=_("Until what time in the morning?"),
        choices=_half_hours(EARLIEST_WAKE, LATEST_WAKE),
        coerce=time.fromisoformat,
    )
    rest_weekend = forms.BooleanField(label=_("In the weekend no questions by mail either"), required=False)

    @staticmethod
    def initial_of(choice: MailChoice) -> dict[str, Any]:
        """What somebody chose, with the usual hours ready for whoever chose none."""
        return {
            "evenings": "no" if choice.rest_from is None else "yes",
            "rest_from": choice.rest_from or USUAL_REST,
            "rest_to": choice.rest_to or USUAL_WAKE,
            "rest_weekend": choice.rest_weekend,
        }

    def clean(self) -> dict[str, Any]:
        """The fields of a choice: no hours for whoever wants none."""
        data = super().clean() or {}
        if not data.pop("evenings", False):
            data.update(rest_from=None, rest_to=None)
        return data


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
