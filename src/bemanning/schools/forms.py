"""Forms of the schools app."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bemanning.accounts.models import User
from bemanning.schools import people_list, queries
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership, School, Team

LARGEST_FILE = 1_000_000
LONGEST_LIST = 200_000


class SchoolForm(forms.Form):
    """The school itself."""

    name = forms.CharField(label=_("Name of the school"), max_length=120)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)


class SchoolEditForm(SchoolForm):
    """The school and what it allows the coach."""

    coach_feedback = forms.BooleanField(
        label=_("The coach may ask: was this right?"),
        required=False,
        help_text=_(
            "Only the rule and yes or no are counted, also when somebody lets a rule rest. Never a text or a name."
        ),
    )


class BeginForm(SchoolForm):
    """The first school and the person who leads it."""

    person = forms.CharField(
        label=_("Your own name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address at school"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This does not look like an e-mail address. Check it.")},
    )


class MemberForm(forms.Form):
    """What somebody is in the school."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, widget=forms.RadioSelect)
    job_title = forms.CharField(label=_("Job"), max_length=120, required=False)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    is_administrator = forms.BooleanField(
        label=_("Sets up the app"),
        help_text=_("Invites people and makes teams. Sees no questions or answers by that."),
        required=False,
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "teams", Team.objects.filter(school=school))


class TeamForm(forms.Form):
    """A team and who is in it."""

    name = forms.CharField(label=_("Name of the team"), max_length=80)
    members = forms.ModelMultipleChoiceField(
        label=_("Who is in it?"),
        queryset=Membership.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        _choices(self, "members", queries.active(team.school).order_by("user__name"))

    def clean_name(self) -> str:
        """One name, one team."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        if Team.objects.filter(school=self.team.school, name__iexact=name).exclude(id=self.team.id).exists():
            raise ValidationError(_("There is a team with this name already. Choose another name."))
        return name


class InvitationForm(forms.Form):
    """One person to invite."""

    name = forms.CharField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("This does not look like an e-mail address. Check it.")},
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices, initial=Role.TEAM_MEMBER, widget=forms.RadioSelect
    )
    job_title = forms.CharField(label=_("Job"), max_length=120, required=False)
    teams = forms.ModelMultipleChoiceField(
        label=_("Teams"), queryset=Team.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, school: School, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school = school
        _choices(self, "teams", Team.objects.filter(school=school))

    def clean_email(self) -> str:
        """Not somebody who belongs here or was invited already."""
        email = str(self.cleaned_data["email"]).lower()
        if queries.active(self.school).filter(user__email=email).exists():
            raise ValidationError(_("This person belongs to the school already."))
        if queries.open_invitations(self.school).filter(email=email).exists():
            raise ValidationError(_("This person has been invited already. You can send the mail again."))
        return email

    def person(self) -> people_list.Person:
        """What was filled in, as a line of a list."""
        data = self.cleaned_data
        teams = tuple(team.name for team in data.get("teams", ()))
        return people_list.Person(0, data["name"], data["email"], data["job_title"], teams, Role(data["role"]), "")


class ListForm(forms.Form):
    """A pasted or an uploaded list of people."""

    text = forms.CharField(
        label=_("Paste the list here"),
        help_text=_("One person on each line: name; e-mail; job; team; role. Copying from a spreadsheet works too."),
        max_length=LONGEST_LIST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        help_text=_("A CSV file, for example from AFAS, ParnasSys or Entra."),
        required=False,
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():  # one of the two is needed
            field.needed_sometimes = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The text of the list, wherever it came from."""
        data: dict[str, Any] = super().clean() or {}
        file = data.get("file")
        if file is not None and file.size > LARGEST_FILE:
            raise ValidationError(_("This file is too large. A list of people is smaller than 1 MB."))
        text = people_list.decode(file.read()) if file is not None else data.get("text", "")
        text = text.replace("\x00", " ")
        if not self.errors and not text.strip():
            raise ValidationError(_("The list is empty. Paste some lines or choose a file."))
        data["text"] = text
        return data


def _choices(form: forms.Form, name: str, queryset: Any) -> None:
    field = form.fields[name]
    field.queryset = queryset  # type: ignore[attr-defined]
    if not queryset.exists():
        del form.fields[name]


class EraseForm(forms.Form):
    """Deleting one's account: the own address, typed, and who sets up the school from now where nobody else can."""

    email = forms.CharField(
        label=_("Type your mail address to confirm"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type your mail address to confirm.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.last_in = queries.schools_without(user)
        for member in self.last_in:
            self.fields[f"successor-{member.school_id}"] = forms.ModelChoiceField(
                queries.active(member.school).exclude(user=user).order_by("user__name"),
                label=_("Who sets up %(school)s from now?") % {"school": member.school.name},
                error_messages={"required": _("Choose somebody. The school needs one person who sets it up.")},
            )
        self.order_fields([*[name for name in self.fields if name != "email"], "email"])

    def clean_email(self) -> str:
        """The own address, whatever the capitals."""
        typed = str(self.cleaned_data["email"]).strip()
        if typed.lower() != self.user.email:
            raise ValidationError(_("This is not the address of your account. Nothing has been deleted."))
        return typed

    def successors(self) -> dict[UUID, Membership]:
        """Who takes over, by school (after is_valid)."""
        return {member.school_id: self.cleaned_data[f"successor-{member.school_id}"] for member in self.last_in}
