"""Forms of team questions."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bemanning.helprequests.actions.drafts import Choice
from bemanning.helprequests.enums import AudienceKind
from bemanning.helprequests.fields import TextField
from bemanning.helprequests.forms import FormWithId, WritingForm
from bemanning.schools.access import Viewer
from bemanning.schools.models import Team
from bemanning.teamquestions.models import TeamQuestion
from bemanning.teamquestions.queries import Board


class QuestionForm(WritingForm):
    """The question, to which teams, and whether ideas may come without a name."""

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
        help_text=_(
            "Everybody chooses for each idea. You cannot see either who wrote it. This works from five people."
        ),
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = Team.objects.filter(school=viewer.school)  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(question: TeamQuestion) -> dict[str, Any]:
        """What was kept of a draft."""
        return {
            "teams": question.request.teams.all(),
            "whole_school": question.request.audience == AudienceKind.SCHOOL,
            "nameless_allowed": question.nameless_allowed,
        }

    def clean(self) -> dict[str, Any]:
        """Not the school and teams both: then it is not clear who is meant."""
        data = super().clean() or {}
        if data.get("whole_school") and data.get("teams"):
            raise forms.ValidationError(_("Choose the whole school, or teams. Not both."))
        return data

    def has_readers(self) -> bool:
        """Whether the school or a team was chosen (after is_valid)."""
        return bool(self.cleaned_data["whole_school"] or self.cleaned_data["teams"])

    def choice(self) -> Choice:
        """Whom the writer wants to ask (after is_valid)."""
        data = self.cleaned_data
        return Choice(teams=tuple(data["teams"]), whole_school=data["whole_school"], side_by_side=True)


class IdeaForm(FormWithId):
    """One idea. Its id is random and tells no time."""

    id_field = "idea_id"
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
        self.nameless_allowed = nameless_allowed

    def clean_nameless(self) -> bool:
        """Never put a name to words that were meant to have none: say it first."""
        nameless = bool(self.cleaned_data["nameless"])
        if nameless and not self.nameless_allowed:
            raise forms.ValidationError(
                _("Without a name is not possible here any more. Press again, and it comes with your name.")
            )
        return nameless


class RoomIdeaForm(IdeaForm):
    """One idea of somebody in the room: short enough to read from the whiteboard."""

    text = TextField(
        rows=3,
        most=1_000,
        label=_("Your idea"),
        error_messages={"required": _("There is no text yet. Write a few words.")},
    )
    name = forms.CharField(
        required=False,
        max_length=60,
        label=_("Your name"),
        help_text=_("You may leave it out. In a small group people may still guess."),
    )
    field_order = ["idea_id", "text", "name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, nameless_allowed=False, **kwargs)
        del self.fields["nameless"]


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
