"""What people type about circles."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bemanning.circles.models import NAME_LENGTH
from bemanning.expertise.forms import too_long
from bemanning.schools.models import Membership


class NameForm(forms.Form):
    """What a circle is called."""

    use_required_attribute = False

    name = forms.CharField(
        label=_("What is the circle called?"),
        help_text=_("For example: intervision of leaders. Everybody you invite reads this name."),
        **too_long(NAME_LENGTH, required=_("Give the circle a name. A few words are enough.")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The browser would cut a pasted text without a word; our own error keeps it and says what is wrong.
        self.fields["name"].widget.attrs.pop("maxlength", None)


def _with_school(member: Membership) -> str:
    return f"{member.user.name}, {member.school.name}"


class InviteForm(forms.Form):
    """Somebody whom one can find already, or a mail address."""

    use_required_attribute = False

    member = forms.ModelChoiceField(
        Membership.objects.none(),
        required=False,
        label=_("Somebody you can find"),
        empty_label=_("Choose somebody"),
        error_messages={"invalid_choice": _("This person can no longer be found. Choose somebody else.")},
    )
    email = forms.EmailField(
        required=False,
        label=_("Or a mail address"),
        help_text=_("The address with which this person signs in at their own school."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("This is not a whole mail address. Look it over.")},
    )

    def __init__(self, *args: Any, people: "QuerySet[Membership]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people:
            self.fields["member"].queryset = people  # type: ignore[attr-defined]
            self.fields["member"].label_from_instance = _with_school  # type: ignore[attr-defined]
        else:
            del self.fields["member"]
            self.fields["email"].label = gettext("Mail address")

    def clean_email(self) -> str:
        """As addresses are stored."""
        return str(self.cleaned_data["email"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if not self.errors and bool(data.get("member")) == bool(data.get("email")):
            self.add_error("email", gettext("Choose one person, or fill in one mail address."))
        return data
