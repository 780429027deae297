"""The form for one's own place on the map."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bemanning.expertise.actions import ProfileData
from bemanning.expertise.enums import Room, Weekday
from bemanning.expertise.models import PHRASES, Profile
from bemanning.expertise.recognition import Offer, offers
from bemanning.schools.models import Membership
from wievraagik import Vocabulary

PHRASES_AT_FIRST = 3
PHRASE_LENGTH = 160
ABOUT_LENGTH = 1500
WELCOME_LENGTH = 200
WORD_LENGTH = 500

ROOMS = [
    (Room.OPEN, _("I have room")),
    (Room.LITTLE, _("I have a little room")),
    (Room.PAUSED, _("Not now")),
]


def too_long(length: int, **errors: Any) -> dict[str, Any]:
    """A bound on a text, with an error that says how much is too much, and other errors beside it."""
    message = _("Make this shorter: at most %(limit_value)d characters. You have %(show_value)d now.")
    return {"max_length": length, "error_messages": {"max_length": message, **errors}}


class ProfileForm(forms.Form):
    """Own words, room and working days. Nothing is required: a place on the map may be small."""

    use_required_attribute = False

    listed = forms.BooleanField(
        label=_("Put me on the map"),
        help_text=_("Colleagues of this school see what you fill in here. You can take yourself off at any time."),
        required=False,
    )
    shared = forms.BooleanField(
        label=_("Colleagues at the other schools of our board may find me too"),
        help_text=_("They see the same as your own colleagues, and can ask you. Without this tick they see nothing."),
        required=False,
    )
    circled = forms.BooleanField(
        label=_("People in my circles may find what I like to be asked about"),
        help_text=_(
            "They see the same as your own colleagues, and can ask you. Without this tick: your name and school."
        ),
        required=False,
    )
    about = forms.CharField(
        label=_("A bit more about you"),
        help_text=_("What did you do or learn that others can use? About 60 words is plenty."),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        **too_long(ABOUT_LENGTH),
    )
    welcome = forms.CharField(
        label=_("How do you like to be asked?"),
        help_text=_("For example: just walk in after school."),
        required=False,
        **too_long(WELCOME_LENGTH),
    )
    working_days = forms.TypedMultipleChoiceField(
        label=_("My working days"),
        choices=Weekday.choices,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Choose days from Monday to Friday.")},
    )
    room = forms.ChoiceField(
        label=_("How much room do you have to think along?"),
        choices=ROOMS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how much room you have."),
            "invalid_choice": _("Choose how much room you have."),
        },
    )
    paused_until = forms.DateField(
        label=_("Not now until and including"),
        help_text=_("Only if you chose “Not now”. After this day you can be asked again. Empty is fine too."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"],
        required=False,
        error_messages={"invalid": _("Write the day like this: 24-03-2027.")},
    )
    monthly_limit = forms.IntegerField(
        label=_("At most this many questions a month"),
        help_text=_("Empty means no limit. At your limit the app suggests others."),
        min_value=1,
        max_value=31,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        required=False,
        error_messages={
            "invalid": _("Write a whole number from 1 to 31, or leave this empty."),
            "min_value": _("Write a whole number from 1 to 31, or leave this empty."),
            "max_value": _("Write a whole number from 1 to 31, or leave this empty."),
        },
    )

    def __init__(
        self,
        *args: Any,
        today: date,
        vocabulary: Vocabulary,
        board: bool,
        rows: int = PHRASES_AT_FIRST,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.board = board
        if not board:
            del self.fields["shared"]
        self.vocabulary = vocabulary
        self.rows = max(PHRASES_AT_FIRST, min(rows, PHRASES))
        for number in range(1, self.rows + 1):
            self.fields[f"phrase_{number}"] = forms.CharField(
                label=gettext("Subject %(number)d") % {"number": number},
                required=False,
                **too_long(PHRASE_LENGTH),
            )
        for field in self.fields.values():
            # The browser would cut a pasted text without a word; our own error keeps it and says what is wrong.
            field.widget.attrs.pop("maxlength", None)

    @property
    def phrase_fields(self) -> list[forms.BoundField]:
        """The inputs for own words."""
        return [self[f"phrase_{number}"] for number in range(1, self.rows + 1)]

    @property
    def can_grow(self) -> bool:
        """Whether there may be another input for own words."""
        return self.rows < PHRASES

    @cached_property
    def offers(self) -> list[Offer]:
        """The topics that fit the words as they stand now, with what was ticked and unticked kept."""
        phrases = [str(field.value() or "").strip() for field in self.phrase_fields]
        ticked, unticked = self._choices()
        return offers(
            [phrase for phrase in phrases if phrase],
            str(self["about"].value() or ""),
            ticked=ticked,
            unticked=unticked,
            vocabulary=self.vocabulary,
        )

    @property
    def recognised(self) -> list[Offer]:
        """Those that the words name, and those that were added."""
        return [one for one in self.offers if one.named or one.ticked]

    @property
    def perhaps(self) -> list[Offer]:
        """Those that only might fit."""
        return [one for one in self.offers if not (one.named or one.ticked)]

    def _choices(self) -> tuple[list[str], set[str]]:
        if not self.is_bound:
            return self.initial.get("topics_added", []), set(self.initial.get("topics_removed", []))
        posted: QueryDict = self.data  # type: ignore[assignment]
        ticked = posted.getlist("topic")
        return ticked, set(posted.getlist("shown")) - set(ticked)

    def clean_paused_until(self) -> date | None:
        """A pause ends today or later. The day counts only with "Not now"."""
        until: date | None = self.cleaned_data["paused_until"]
        if self.cleaned_data.get("room") != Room.PAUSED:
            return None
        if until is not None and until < self.today:
            raise forms.ValidationError(gettext("This day has passed. Choose today or later, or leave it empty."))
        return until

    def profile_data(self) -> ProfileData:
        """What was filled in, for the action. Call after `is_valid`."""
        typed = (" ".join(self.cleaned_data[f"phrase_{number}"].split()) for number in range(1, self.rows + 1))
        return ProfileData(
            listed=self.cleaned_data["listed"],
            shared=self.cleaned_data.get("shared", False),
            circled=self.cleaned_data["circled"],
            phrases=tuple(dict.fromkeys(text for text in typed if text)),
            about=self.cleaned_data["about"],
            welcome=self.cleaned_data["welcome"],
            working_days=tuple(self.cleaned_data["working_days"]),
            room=Room(self.cleaned_data["room"]),
            paused_until=self.cleaned_data["paused_until"],
            monthly_limit=self.cleaned_data["monthly_limit"],
            topics_added=tuple(one.topic.id for one in self.offers if one.ticked and not one.named),
            topics_removed=tuple(one.topic.id for one in self.offers if one.named and not one.ticked),
        )

    def looked_at(self, rows: int = 0) -> "ProfileForm":
        """The same form with all that was typed, not judged yet, and the topics that are in it."""
        ticked, unticked = self._choices()
        typed = {name: self[name].data for name in self.fields} | {"topics_added": ticked, "topics_removed": unticked}
        return ProfileForm(
            initial=typed, today=self.today, vocabulary=self.vocabulary, board=self.board, rows=rows or self.rows
        )

    def with_another_row(self) -> "ProfileForm":
        """The same, with one more input for own words."""
        grown = self.looked_at(self.rows + 1)
        grown.fields[f"phrase_{grown.rows}"].widget.attrs["autofocus"] = True
        return grown


def rows_in(data: Any) -> int:
    """How many inputs for own words the posted form had."""
    return sum(f"phrase_{number}" in data for number in range(1, PHRASES + 1))


def initial_of(profile: Profile, today: date) -> dict[str, Any]:
    """A stored profile as the form shows it. A pause that is over shows as room. Needs phrases and choices."""
    room = profile.room_on(today)
    phrases = {f"phrase_{number}": phrase.text for number, phrase in enumerate(profile.phrases.all(), start=1)}
    choices = profile.topic_choices.all()
    return {
        "topics_added": [choice.topic for choice in choices if choice.kept],
        "topics_removed": [choice.topic for choice in choices if not choice.kept],
        "listed": profile.listed,
        "shared": profile.shared,
        "circled": profile.circled,
        "about": profile.about,
        "welcome": profile.welcome,
        "working_days": profile.working_days,
        "room": room,
        "paused_until": profile.paused_until if room == Room.PAUSED else None,
        "monthly_limit": profile.monthly_limit,
        **phrases,
    }


class TipForm(forms.Form):
    """What somebody sees in a colleague."""

    use_required_attribute = False

    member = forms.ModelChoiceField(
        Membership.objects.none(),
        label=_("Which colleague?"),
        empty_label=_("Choose a colleague"),
        error_messages={
            "required": _("Choose for whom this is."),
            "invalid_choice": _("Choose somebody who works at this school now."),
        },
    )
    phrase = forms.CharField(
        label=_("What may others ask this colleague about?"),
        help_text=_("For example: staying calm in a hard conversation."),
        **too_long(PHRASE_LENGTH, required=_("Write in a few words what your colleague is good at.")),
    )
    word = forms.CharField(
        label=_("What did you see?"),
        help_text=_("A kind word to go with it. One sentence is enough."),
        widget=forms.Textarea(attrs={"rows": 3}),
        **too_long(WORD_LENGTH, required=_("Write one kind sentence with it, about what you saw.")),
    )

    def __init__(self, *args: Any, colleagues: "QuerySet[Membership]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = colleagues  # type: ignore[attr-defined]


class AcceptForm(forms.Form):
    """The words of a colleague, as one takes them over."""

    use_required_attribute = False

    phrase = forms.CharField(
        label=_("In your own words"),
        **too_long(PHRASE_LENGTH, required=_("Write in a few words what others may ask you about.")),
    )
