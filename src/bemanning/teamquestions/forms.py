"""Forms of team questions."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bemanning.helprequests.actions.drafts import Choice
from bemanning.helprequests.forms import ReminderForm, TextField
from bemanning.schools.access import Viewer
from bemanning.schools.models import Team
from bemanning.teamquestions.queries import Board


class QuestionForm(forms.Form):
    """The question, to whom, and whether ideas may come without a name."""

    text = TextField(
        rows=6, label=_("Your question"), error_messages={"required": _("There is no text yet. Write a few words.")}
    )
    whole_school = forms.BooleanField(required=False, label=_("The whole school"))
    teams = forms.ModelMultipleChoiceField(
        Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Or one or more teams"),
        error_messages={"invalid_choice": _("That team no longer exists. Choose again.")},
    )
    nameless_allowed = forms.BooleanField(
        required=False,
        label=_("Ideas may come without a name"),
        help_text=_("Everybody chooses for each idea. You cannot see either who wrote it."),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = Team.objects.filter(school=viewer.school)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The school or teams: one of the two."""
        data = super().clean() or {}
        if "teams" not in self.errors:
            if data.get("whole_school") and data.get("teams"):
                raise forms.ValidationError(_("Choose the whole school, or teams. Not both."))
            if not data.get("whole_school") and not data.get("teams"):
                raise forms.ValidationError(_("Choose whom you ask: the whole school, or one or more teams."))
        return data

    def choice(self) -> Choice:
        """Whom the writer wants to ask (after is_valid)."""
        return Choice(teams=tuple(self.cleaned_data["teams"]), whole_school=self.cleaned_data["whole_school"])


class LeaveForm(ReminderForm):
    """The last look before the question leaves."""

    subject = forms.CharField(
        max_length=120,
        label=_("Subject"),
        help_text=_("This is what they see first, also in their mail."),
        error_messages={"required": _("Give it a subject, a few words are enough.")},
    )
    field_order = ["subject", "day"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.fields["day"].label = _("When will you tell what you did with it?")
        self.fields["day"].help_text = _("You get one reminder on that day.")


class IdeaForm(forms.Form):
    """One idea. The id is made with the page, so that a double click is one idea; it is random and tells no time."""

    idea_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = TextField(
        rows=3, label=_("Your idea"), error_messages={"required": _("There is no text yet. Write a few words.")}
    )
    nameless = forms.BooleanField(
        required=False,
        label=_("Without a name"),
        help_text=_("Nothing of you is kept with it. So you cannot change it or take it back later."),
    )

    def __init__(self, *args: Any, nameless_allowed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not nameless_allowed:
            del self.fields["nameless"]


class RoomIdeaForm(IdeaForm):
    """One idea of somebody in the room."""

    name = forms.CharField(required=False, max_length=60, label=_("Your name"))
    field_order = ["idea_id", "text", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, nameless_allowed=False, **kwargs)


class GatherForm(forms.Form):
    """Which ideas belong together, and the name of the group; no name takes them out of their group."""

    ideas = forms.MultipleChoiceField(
        error_messages={
            "required": _("Tick the ideas that belong together first."),
            "invalid_choice": _("One of these ideas has gone in the meantime. Choose again."),
        }
    )
    name = forms.CharField(required=False, max_length=60)

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ideas"].choices = [(str(card.id), card.text) for card in board.cards]  # type: ignore[attr-defined]


class DecideForm(forms.Form):
    """What the asker chose, why, and thanks: this closes the question."""

    chosen = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Which ideas do you choose?"),
        help_text=_("None is fine too. Then say why."),
        error_messages={"invalid_choice": _("One of these ideas has gone in the meantime. Choose again.")},
    )
    did = TextField(
        rows=3,
        label=_("What do you decide?"),
        error_messages={"required": _("Write in a sentence or two what you decide.")},
    )
    ground = TextField(
        rows=3,
        label=_("On what ground?"),
        help_text=_("Whoever gave another idea reads here why."),
        error_messages={"required": _("Write in a sentence or two why you choose this.")},
    )
    thanks = TextField(rows=2, required=False, label=_("What do you want to thank them for?"))

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(str(card.id), card.text) for card in board.cards]  # type: ignore[attr-defined]


def suggestion() -> str:
    """The words to start from."""
    return gettext("I would like to hear your input. What do you think works?")
