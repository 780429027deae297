"""What people type. Every error says what to do; a form that fails keeps what was typed."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bemanning.core.identifiers import uuid7
from bemanning.expertise.access import reachable
from bemanning.helprequests.actions.closing import Told
from bemanning.helprequests.actions.drafts import Choice
from bemanning.helprequests.actions.plans import Plan
from bemanning.helprequests.actions.sending import Expectation
from bemanning.helprequests.enums import Outcome, SilenceStep
from bemanning.helprequests.fields import NOTHING, DayField, FilesField, FollowUpDay, ScaleField, StepField, TextField
from bemanning.helprequests.files import EXTENSIONS
from bemanning.helprequests.models import Ask
from bemanning.helprequests.queries.moment import Moments
from bemanning.helprequests.queries.silence import Options, day_of_patience
from bemanning.helprequests.sentences import MOST_NAMES
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership, Team
from bemanning.schools.queries import active

MOST_PEOPLE = 5


def day_within_a_year(day: date, today: date) -> date:
    """The day, if it lies from today to a year ahead; otherwise an error for the field."""
    if not today <= day <= today + timedelta(days=366):
        raise forms.ValidationError(_("Choose a day from today, within a year."))
    return day


class WritingForm(forms.Form):
    """The composer: the text, and in a subclass whom to ask. An empty text is fine; a draft may be anything."""

    body = TextField(required=False)
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def typed(self) -> str:
        """The text as it stood in the field, also when the form is not valid."""
        return str(self.fields["body"].to_python(self.data.get("body", "")))

    def missing(self) -> str:
        """What must be there before the question can leave, in a sentence; empty when all is (after is_valid)."""
        if not self.cleaned_data["body"].strip():
            return gettext("There is no text yet. Write what you want to ask, however short.")
        return "" if self.has_readers() else gettext("Choose whom you want to ask.")

    def has_readers(self) -> bool:
        """Whether somebody was chosen (after is_valid)."""
        raise NotImplementedError

    def choice(self) -> Choice:
        """Whom the writer wants to ask (after is_valid)."""
        raise NotImplementedError


class DraftForm(WritingForm):
    """A question to colleagues, one team, or somebody outside the school."""

    people = forms.ModelMultipleChoiceField(
        Membership.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _("One of the people you chose is no longer at this school. Choose again."),
            "invalid_pk_value": _("One of the people you chose is no longer at this school. Choose again."),
        },
    )
    team = forms.ModelChoiceField(
        Team.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("That team no longer exists. Choose again.")},
    )
    guest_name = forms.CharField(required=False, max_length=120, label=_("Name"))
    guest_email = forms.EmailField(
        required=False,
        label=_("Mail address"),
        error_messages={"invalid": _("This is not a whole mail address. Look it over.")},
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.school_id = viewer.school.id
        colleagues = active(viewer.school).exclude(id=viewer.member.id).values("id")
        elsewhere = reachable(viewer.member).values("id")
        self.fields["people"].queryset = Membership.objects.select_related("user", "school").filter(  # type: ignore[attr-defined]
            Q(id__in=colleagues) | Q(id__in=elsewhere)
        )
        self.fields["team"].queryset = Team.objects.filter(school=viewer.school)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """People, a team or a guest: one of the three."""
        data = super().clean() or {}
        people, team, guest = data.get("people") or [], data.get("team"), data.get("guest_email")
        if sum(map(bool, (people, team, guest))) > 1:
            raise forms.ValidationError(
                _("Choose one of three: colleagues, a team, or somebody outside the school. Leave the others empty.")
            )
        if len(people) > MOST_PEOPLE:
            raise forms.ValidationError(
                _("Ask at most %(most)s people at a time. For more, choose a team.") % {"most": MOST_PEOPLE}
            )
        if len(people) > 1 and any(member.school_id != self.school_id for member in people):
            raise forms.ValidationError(
                _("You ask somebody of another school alone. Choose that person, or colleagues of your own school.")
            )
        if data.get("guest_name") and not guest and "guest_email" not in self.errors:
            self.add_error("guest_email", _("Fill in the mail address too, or leave both empty."))
        return data

    def has_readers(self) -> bool:
        """Whether somebody was chosen (after is_valid)."""
        return any(self.cleaned_data[name] for name in ("people", "team", "guest_email"))

    def choice(self) -> Choice:
        """Whom the writer wants to ask (after is_valid)."""
        data = self.cleaned_data
        return Choice(
            members=tuple(data["people"]),
            team=data["team"],
            guest_name=data["guest_name"],
            guest_email=data["guest_email"].lower(),
        )


class SendForm(forms.Form):
    """The last look before a question leaves."""

    subject = forms.CharField(
        max_length=120,
        label=_("Subject"),
        help_text=_("This is what they see first, also in their mail."),
        error_messages={"required": _("Give it a subject, a few words are enough.")},
    )
    when = forms.ChoiceField(
        label=_("When"),
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("This moment has just passed. Choose another one.")},
    )
    send_at = forms.DateTimeField(
        required=False,
        label=_("Moment"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Choose a day and a time.")},
    )
    insists = forms.BooleanField(required=False, label=_("Send it then all the same"))
    follow_up_on = FollowUpDay()
    tension = ScaleField(most=10, label=_("How tense is this for you?"))
    likelihood = ScaleField(most=100, label=_("How likely is a useful answer, do you think?"))
    confirm = forms.BooleanField(required=False, label=_("Yes, I want to send it like this"))

    def __init__(self, *args: Any, now: datetime, needs_confirmation: bool, moments: Moments, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.needs_confirmation = needs_confirmation
        self.moments = moments
        self.is_quiet = moments.is_quiet(now)
        self.needs_insisting = False  # a moment of their own lies in quiet time
        offered = [(moment.isoformat(), words) for moment, words in moments.choices]
        at_once = ("now", _("Now, all the same") if self.is_quiet else _("Now"))
        when = [*offered, at_once] if self.is_quiet else [at_once, *offered]
        self.fields["when"].choices = [*when, ("later", _("At another moment"))]  # type: ignore[attr-defined]
        self.fields["when"].initial = when[0][0]
        self.fields["send_at"].needed_sometimes = True  # type: ignore[attr-defined]

    def clean_follow_up_on(self) -> date:
        """A day after today and within a year."""
        return day_within_a_year(self.cleaned_data["follow_up_on"], timezone.localdate(self.now))

    def clean(self) -> dict[str, Any]:
        """A moment in the future where one is needed; a second click where personal data leaves the school."""
        data = super().clean() or {}
        if data.get("when") == "later" and "send_at" not in self.errors:
            moment = data.get("send_at")
            if moment is None:
                self.add_error("send_at", _("Choose a day and a time."))
            elif not self.now < moment <= self.now + timedelta(days=366):
                self.add_error("send_at", _("This moment has passed or is very far away. Choose another one."))
            elif self.moments.is_quiet(moment) and not data.get("insists"):
                self.needs_insisting = True
                self.add_error("send_at", _("That is in quiet time. Choose another moment, or tick this."))
        if self.needs_confirmation and not data.get("confirm"):
            self.add_error(
                "confirm",
                _("Somebody can be recognised in your text, and it leaves the school. Change it, or tick this."),
            )
        return data

    def moment(self) -> datetime | None:
        """When it leaves; None for now (after is_valid)."""
        when = self.cleaned_data["when"]
        if when == "later":
            chosen: datetime = self.cleaned_data["send_at"]
            return chosen
        return None if when == "now" else datetime.fromisoformat(when)

    def insisted(self) -> bool:
        """Whether they chose quiet time on purpose (after is_valid)."""
        return self.moments.is_quiet(self.moment() or self.now)

    def expectation(self) -> Expectation:
        """What the asker expects, for their own eyes (after is_valid)."""
        return Expectation(self.cleaned_data["tension"], self.cleaned_data["likelihood"])


class SilenceForm(forms.Form):
    """What should happen when nobody answers: one step from a list, and the day before which an answer is hoped for."""

    step = StepField(widget=forms.RadioSelect, label=_("No answer? Then …"))
    day = DayField(
        label=_("No answer before this day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Choose a day.")},
    )

    def __init__(self, *args: Any, options: Options, school_id: UUID, leaves_at: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("prefix", "silence")
        super().__init__(*args, **kwargs)
        self.options = options
        self.school_id = school_id
        self.leaves_at = leaves_at
        suggested = day_of_patience(school_id, leaves_at)
        self.fields["step"].choices = _silence_choices(options)  # type: ignore[attr-defined]
        self.fields["step"].initial = SilenceStep.REMIND if options.remind else NOTHING
        self.fields["day"].initial = suggested
        self.fields["day"].help_text = _("%(day)s leaves four working days to answer.") % {
            "day": date_format(suggested, "l j F").capitalize()
        }

    def clean(self) -> dict[str, Any]:
        """A day after the question leaves, when something is to happen."""
        data = super().clean() or {}
        if "day" not in {*self.changed_data, *self.initial}:  # four working days from when it really leaves
            data["day"] = day_of_patience(self.school_id, self.leaves_at)
        if data.get("step") != NOTHING and "day" not in self.errors:
            leaves, day = timezone.localdate(self.leaves_at), data.get("day")
            if day is None or not leaves < day <= leaves + timedelta(days=92):
                self.add_error("day", _("Choose a day after the question leaves, within three months."))
        return data

    def plan(self) -> Plan:
        """What the asker chose (after is_valid)."""
        step, _sep, which = self.cleaned_data.get("step", "").partition(":")
        if step == NOTHING:
            return Plan()
        people = {str(one.member.id): one.member for one in self.options.people}
        teams = {str(team.id): team for team in self.options.teams}
        return Plan(
            step=SilenceStep(step),
            day=self.cleaned_data["day"],
            next_member=people[which] if step == SilenceStep.NEXT else None,
            team=teams[which] if step == SilenceStep.TEAM else None,
        )


def _silence_choices(options: Options) -> list[tuple[str, Any]]:
    choices: list[tuple[str, Any]] = []
    if options.remind:
        choices.append((SilenceStep.REMIND, _remind_label(options.remind)))
    for one in options.people:
        label = _("Ask %(name)s") % {"name": one.member.user.name}
        choices.append(
            (
                f"{SilenceStep.NEXT}:{one.member.id}",
                format_html('<span class="with-reason">{} <span class="meta">{}</span></span>', label, one.because),
            )
        )
    for team in options.teams:
        choices.append((f"{SilenceStep.TEAM}:{team.id}", _("Ask a team: %(team)s") % {"team": team.name}))
    return [*choices, (NOTHING, _("Do nothing"))]


def _remind_label(names: Sequence[str]) -> Any:
    if len(names) > MOST_NAMES:
        return _("Remind everybody kindly who has not answered")
    return _("Remind %(names)s kindly") % {"names": ", ".join(names)}


class FormWithId(forms.Form):
    """A form that makes one thing. Its id is made with the page, so that a double click makes one and not two."""

    id_field: ClassVar[str]

    def renew(self) -> None:
        """Another id for the same words: something else was kept under the one that came with the page."""
        fresh = QueryDict(mutable=True)
        fresh.update(self.data)
        fresh[self.id_field] = str(self.fields[self.id_field].initial())
        self.data = fresh


class MessageForm(FormWithId):
    """One message in a thread."""

    id_field = "message_id"

    text = TextField(
        rows=6,
        label=_("Your message"),
        error_messages={"required": _("There is no text yet. Write a few words.")},
    )
    message_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class HeardTextForm(MessageForm):
    """What somebody said, in the words of the asker."""

    text = TextField(
        rows=6,
        label=_("What did you hear?"),
        help_text=_("In your own words. You alone read this."),
        error_messages={"required": _("Write in a sentence what you heard.")},
    )


class HeardForm(HeardTextForm):
    """What somebody said when they were asked in person."""

    asks = forms.ModelMultipleChoiceField(
        Ask.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label=_("Whom did you speak to?"),
        error_messages={"required": _("Choose who you spoke to.")},
    )
    subject = forms.CharField(
        max_length=120,
        label=_("Subject"),
        error_messages={"required": _("Give it a subject, a few words are enough.")},
    )
    follow_up_on = FollowUpDay()

    def __init__(self, *args: Any, asks: list[Ask], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["asks"]
        field.queryset = Ask.objects.filter(id__in=[ask.id for ask in asks]).select_related("member__user")  # type: ignore[attr-defined]
        field.label_from_instance = lambda ask: ask.display_name  # type: ignore[attr-defined]

    def clean_follow_up_on(self) -> date:
        """A day from today, within a year."""
        return day_within_a_year(self.cleaned_data["follow_up_on"], self.today)


class AnswerForm(MessageForm):
    """A message with files beside it. Without words, a file will do."""

    attachments = FilesField(
        required=False,
        label=_("Files"),
        help_text=_("Pictures, PDF or office files. They stay in Bemanning and are kept encrypted."),
    )

    def __init__(self, *args: Any, upload_stopped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upload_stopped = upload_stopped
        kinds = [f".{one}" for fitting in EXTENSIONS.values() for one in fitting]
        self.fields["attachments"].widget.attrs["accept"] = ",".join(kinds)

    def clean(self) -> dict[str, Any]:
        """Words or a file."""
        data = super().clean() or {}
        if self.upload_stopped:
            self.add_error("attachments", _("Together these files are too large. Choose fewer, or smaller ones."))
        elif data.get("attachments") and self.has_error("text", "required"):
            del self.errors["text"]
            data["text"] = ""
        return data

    def message(self) -> dict[str, Any]:
        """What an action takes of it (after is_valid)."""
        data = self.cleaned_data
        return {"message_id": data["message_id"], "text": data["text"], "files": data["attachments"]}


class RedirectForm(forms.Form):
    """ "Vraag liever …": a colleague from the list, or a word. By the link in a mail there is no list."""

    member = forms.ModelChoiceField(
        Membership.objects.none(), required=False, label=_("Who?"), empty_label=_("Somebody else, I will say who")
    )
    note = TextField(rows=3, required=False, label=_("A word to the asker"))

    def __init__(self, *args: Any, ask: Ask, offers_colleagues: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask = ask
        # Somebody of another school has no business with a list of colleagues either.
        if not offers_colleagues or ask.is_elsewhere:
            del self.fields["member"]
        else:
            for field in self.fields.values():  # one of the two is needed
                field.needed_sometimes = True  # type: ignore[attr-defined]
            taken = Ask.objects.filter(request=ask.request).values("member")
            self.fields["member"].queryset = (  # type: ignore[attr-defined]
                active(ask.request.school)
                .exclude(id=ask.request.asker_id)
                .exclude(id__in=taken.filter(member__isnull=False))
                .order_by("user__name")
            )

    def clean(self) -> dict[str, Any]:
        """At least one of the two."""
        data = super().clean() or {}
        if not data.get("member") and not (data.get("note") or "").strip():
            raise forms.ValidationError(_("Choose somebody, or write who you are thinking of."))
        return data


class FollowUpForm(forms.Form):
    """ "Dit deed ik ermee"."""

    outcome = forms.ChoiceField(
        choices=Outcome.choices, widget=forms.RadioSelect, initial=Outcome.USED, label=_("How did it end?")
    )
    did = TextField(
        rows=4,
        label=_("What did you do with it, or why not?"),
        help_text=_("Two sentences are enough."),
        error_messages={"required": _("Write in a sentence or two what you did, or why you did nothing.")},
    )
    brought = TextField(rows=3, required=False, label=_("What did it bring?"))
    decision = TextField(rows=2, required=False, label=_("What did you decide?"))
    ground = TextField(rows=2, required=False, label=_("On what ground?"))
    thanks = TextField(
        rows=2,
        required=False,
        label=_("What do you want to thank them for?"),
        help_text=_("Whoever you thank may show these words on their own page, without your name."),
    )
    thanked = forms.ModelMultipleChoiceField(
        Ask.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("Whom do you thank?")
    )

    def __init__(self, *args: Any, contributors: list[Ask], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["thanked"]
        field.queryset = Ask.objects.filter(id__in=[ask.id for ask in contributors]).select_related("member__user")  # type: ignore[attr-defined]
        field.label_from_instance = lambda ask: ask.display_name  # type: ignore[attr-defined]
        field.initial = [ask.id for ask in contributors]

    def told(self) -> Told:
        """What the asker tells (after is_valid)."""
        data = self.cleaned_data
        return Told(
            outcome=Outcome(data["outcome"]),
            thanked=tuple(data["thanked"]),
            **{name: data[name].strip() for name in ("did", "brought", "decision", "ground", "thanks")},
        )


class ReminderForm(forms.Form):
    """Another day to be reminded."""

    day = forms.DateField(
        label=_("Another day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_day(self) -> date:
        """A day from today, within a year."""
        return day_within_a_year(self.cleaned_data["day"], self.today)


class ReflectForm(forms.Form):
    """How it really was, for the asker alone."""

    tension_after = ScaleField(
        most=10,
        label=_("How tense was it really?"),
        help_text=_("0 is calm, 10 very tense."),
    )
    use_after = ScaleField(
        most=100,
        label=_("How useful was it really?"),
        help_text=_("0 is no use, 100 is just what you needed."),
    )
    note = TextField(rows=4, required=False, label=_("What do you want to remember?"))
