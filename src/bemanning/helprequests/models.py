"""A question, who is asked, the thread, the follow-up, and what the asker keeps private."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bemanning.accounts.models import User
from bemanning.core import encryption
from bemanning.core.identifiers import uuid7
from bemanning.core.models import SealedModel
from bemanning.helprequests.enums import (
    WRITTEN,
    AskState,
    AudienceKind,
    CoachReply,
    MessageKind,
    Outcome,
    PlanState,
    RequestState,
    SilenceStep,
)
from bemanning.schools.models import Membership, School, Team

BY_ASKER = [MessageKind.REPLY, MessageKind.HEARD]
UNSENT = Q(state__in=[RequestState.DRAFT, RequestState.SCHEDULED])


class HelpRequest(SealedModel):
    """One question of one asker. The text is sealed with the asker's key."""

    SEALED = ("subject", "body")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="help_requests")
    asker = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="asked_requests")
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.DRAFT)
    audience = models.CharField(max_length=8, choices=AudienceKind.choices, default=AudienceKind.PEOPLE)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    teams = models.ManyToManyField(Team, related_name="+", blank=True)  # of a question to one or more teams
    subject = models.BinaryField(default=b"")
    body = models.BinaryField(default=b"")
    dismissed_rules = models.JSONField(default=list)
    # Counts the saves of a draft, so that a second tab cannot silently overwrite the first.
    edition = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    send_at = models.DateTimeField(null=True)
    # The asker chose a moment in quiet time on purpose: the question leaves then and does not wait for the morning.
    insists = models.BooleanField(default=False)
    sent_at = models.DateTimeField(null=True)
    follow_up_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    last_activity_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RequestState.values), name="request_state_known"),
            models.CheckConstraint(condition=Q(audience__in=AudienceKind.values), name="request_audience_known"),
            models.CheckConstraint(
                condition=(UNSENT & Q(sent_at=None))
                | Q(state=RequestState.WITHDRAWN)
                | (~UNSENT & Q(sent_at__isnull=False)),
                name="request_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.SCHEDULED, send_at__isnull=False) | ~Q(state=RequestState.SCHEDULED),
                name="request_scheduled_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[RequestState.CLOSED, RequestState.WITHDRAWN], ended_at__isnull=False)
                | (~Q(state__in=[RequestState.CLOSED, RequestState.WITHDRAWN]) & Q(ended_at=None)),
                name="request_ended_has_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["asker", "state", "-last_activity_at"], name="request_asker_state"),
            models.Index(fields=["asker", "-last_activity_at"], name="request_asker_activity"),
            models.Index(fields=["send_at"], condition=Q(state="scheduled"), name="request_scheduled"),
            models.Index(
                fields=["follow_up_on"],
                condition=Q(state__in=["open", "answered"], reminded_at=None),
                name="request_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """The state in words. Django's own makes a dictionary of all of them at each call."""
        return str(RequestState(self.state).label)

    @property
    def title(self) -> str:
        """The subject, opened; words in its place when it went with the account of the asker."""
        return self.opened("subject") or (_("A question that was erased") if self.erased else "")

    @property
    def is_live(self) -> bool:
        """Whether people can still think along."""
        return self.state in {RequestState.OPEN, RequestState.ANSWERED}


class Ask(SealedModel):
    """One person who is asked: a member of the school, or a guest by mail. The note is what they say beside it."""

    SEALED = ("note",)

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="asks")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="asks")
    guest_name = models.CharField(max_length=120, blank=True)
    guest_email = models.EmailField(blank=True)
    state = models.CharField(max_length=10, choices=AskState.choices, default=AskState.CHOSEN)
    note = models.BinaryField(default=b"")
    suggested = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    # The link in the mail is signed over this version: raising it makes every link sent before worthless.
    link_version = models.PositiveSmallIntegerField(default=1)
    link_expires_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    responded_at = models.DateTimeField(null=True)
    read_follow_up_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "member"], name="ask_member_once"),
            models.UniqueConstraint(
                fields=["request", "guest_email"], condition=~Q(guest_email=""), name="ask_guest_once"
            ),
            models.CheckConstraint(condition=Q(state__in=AskState.values), name="ask_state_known"),
            models.CheckConstraint(
                condition=Q(member__isnull=False, guest_email="") | (Q(member=None) & ~Q(guest_email="")),
                name="ask_member_or_guest",
            ),
            models.CheckConstraint(
                condition=Q(state=AskState.CHOSEN, asked_at=None)
                | Q(state=AskState.REVOKED)
                | (~Q(state=AskState.CHOSEN) & Q(asked_at__isnull=False)),
                name="ask_asked_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["member", "state", "-asked_at"], name="ask_member_state")]

    def __str__(self) -> str:
        return str(self.id)

    def get_state_display(self) -> str:  # type: ignore[no-redef]
        """The state in words, made as that of a question."""
        return str(AskState(self.state).label)

    @property
    def display_name(self) -> str:
        """The name to show. Needs `member__user` selected for a member."""
        return self.member.user.name if self.member else (self.guest_name or self.guest_email)

    @property
    def is_elsewhere(self) -> bool:
        """Whether somebody of another school is asked, who is asked alone; not so for a guest. Needs `request` at hand."""
        return self.member is not None and self.member.school_id != self.request.school_id

    @property
    def other_school(self) -> School | None:
        """The school of somebody who is asked across the wall; None for a colleague and for a guest."""
        return self.member.school if self.member is not None and self.is_elsewhere else None

    @property
    def address(self) -> str:
        """Where the mails about it go. Needs `member__user` selected for a member."""
        return self.member.user.email if self.member else self.guest_email

    @property
    def note_text(self) -> str:
        """What they said beside "vraag liever …", opened."""
        return self.opened("note")

    @property
    def first_name(self) -> str:
        """The name to speak with."""
        return self.member.user.first_name if self.member else self.display_name.split(" ")[0]


class SilencePlan(models.Model):
    """What the app does when nobody answers: one step on one day, chosen by the asker. A question has at most one.

    A row that waits has no `settled_at`, a settled one has: so the worker can take each plan once only.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.OneToOneField(HelpRequest, on_delete=models.CASCADE, related_name="silence_plan")
    step = models.CharField(max_length=6, choices=SilenceStep.choices)
    day = models.DateField()
    next_member = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=PlanState.choices, default=PlanState.WAITING)
    chosen_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(step__in=SilenceStep.values), name="silence_step_known"),
            models.CheckConstraint(condition=Q(state__in=PlanState.values), name="silence_state_known"),
            models.CheckConstraint(
                condition=Q(step="next", next_member__isnull=False) | (~Q(step="next") & Q(next_member=None)),
                name="silence_next_has_person",
            ),
            # The team of a plan may be deleted before its day; no other step has one.
            models.CheckConstraint(condition=Q(step="team") | Q(team=None), name="silence_team_only_for_team"),
            models.CheckConstraint(
                condition=Q(state="waiting", settled_at=None) | (~Q(state="waiting") & Q(settled_at__isnull=False)),
                name="silence_settled_has_moment",
            ),
        ]
        indexes = [models.Index(fields=["day"], condition=Q(state="waiting"), name="silence_due")]

    def __str__(self) -> str:
        return str(self.request_id)

    @property
    def is_waiting(self) -> bool:
        """Whether it will still be done."""
        return self.state == PlanState.WAITING


class Message(SealedModel):
    """One message in the thread, sealed with its author's key. `ask` is None when the asker wrote it."""

    SEALED = ("body",)

    request = models.ForeignKey(HelpRequest, on_delete=models.CASCADE, related_name="messages")
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, null=True, related_name="messages")
    kind = models.CharField(max_length=8, choices=MessageKind.choices)
    body = models.BinaryField(default=b"")
    written_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MessageKind.values), name="message_kind_known"),
            models.CheckConstraint(
                condition=Q(kind__in=BY_ASKER, ask=None) | (~Q(kind__in=BY_ASKER) & Q(ask__isnull=False)),
                name="message_author_fits_kind",
            ),
        ]
        indexes = [models.Index(fields=["request", "written_at"], name="message_thread")]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def writer(self) -> str:
        """Who wrote it, as it stands above it. Needs `ask__member__user` and `request__asker__user` selected."""
        return capfirst(self.ask.display_name if self.ask else self.request.asker.user.name)

    @property
    def stands(self) -> bool:
        """Whether it is words that somebody wrote themselves, and did not take back: what most of a thread is."""
        return self.kind in WRITTEN and self.withdrawn_at is None

    @property
    def text(self) -> str:
        """What it says, opened."""
        return self.opened("body")


class Attachment(SealedModel):
    """A file beside a message, sealed with the key of its writer: its name, and apart from it its bytes.

    In the database, so that it is kept, withdrawn, erased and backed up together with its message (docs/adr/0009).
    A list of them leaves out the bytes: `defer("content")`.
    """

    SEALED = ("name",)
    SEALED_BYTES = ("content",)

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.BinaryField(default=b"")
    content = models.BinaryField()
    # The media type that the first bytes show, one of a short list (files.py); never what the sender says.
    kind = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["message", "position"], name="attachment_place"),
            models.CheckConstraint(condition=Q(size__gt=0), name="attachment_holds_something"),
        ]

    def __str__(self) -> str:
        return str(self.id)

    def seal_content(self, content: bytes) -> None:
        """Seal the bytes, once (does not save). They are never changed, so their place has no version."""
        if self.key is None:
            raise encryption.SealBrokenError(f"Attachment {self.id} has no key.")
        self.size = len(content)
        self.content = encryption.encrypt(self.key.secret(), content, self._place)

    def opened_content(self) -> bytes:
        """The bytes. Raises SealBrokenError when they were erased with the account of their writer."""
        if self.key is None:
            raise encryption.SealBrokenError(f"Attachment {self.id} has no key any more.")
        return encryption.decrypt(self.key.secret(), bytes(self.content), self._place)

    @property
    def _place(self) -> bytes:
        return encryption.place(self._meta.label_lower, self.id, "content", 0)

    @property
    def file_name(self) -> str:
        """What it is called, opened; safe to save under."""
        return self.opened("name")


class FollowUp(SealedModel):
    """ "Dit deed ik ermee": what the asker did with the input. It closes the question."""

    SEALED = ("did", "brought", "decision", "ground", "thanks")

    request = models.OneToOneField(HelpRequest, on_delete=models.CASCADE, related_name="follow_up")
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    did = models.BinaryField(default=b"")
    brought = models.BinaryField(default=b"")
    decision = models.BinaryField(default=b"")
    ground = models.BinaryField(default=b"")
    thanks = models.BinaryField(default=b"")
    thanked = models.ManyToManyField(Ask, related_name="thanked_in", blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="follow_up_outcome_known")
        ]

    def __str__(self) -> str:
        return str(self.request_id)

    def texts(self) -> dict[str, str]:
        """All five texts, opened."""
        return {name: self.opened(name) for name in self.SEALED}

    def says(self, **texts: str) -> bool:
        """Whether these texts were told, and no others: a form that comes twice says the same."""
        return {name: texts.get(name, "") for name in self.SEALED} == self.texts()


class PrivateReflection(SealedModel):
    """What the asker expected and how it really was. Sealed, and read by the asker alone.

    Numbers are sealed as text too: the server's administrator has no business knowing how tense somebody was.
    """

    SEALED = ("tension", "likelihood", "tension_after", "use_after", "note")

    request = models.OneToOneField(HelpRequest, on_delete=models.CASCADE, related_name="private")
    tension = models.BinaryField(default=b"")
    likelihood = models.BinaryField(default=b"")
    tension_after = models.BinaryField(default=b"")
    use_after = models.BinaryField(default=b"")
    note = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return str(self.request_id)


class CoachDismissal(models.Model):
    """A rule of the coach that somebody never wants to see again (undone in settings)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="coach_dismissals")
    rule = models.CharField(max_length=80)
    dismissed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "rule"], name="dismissal_once")]

    def __str__(self) -> str:
        return self.rule


class CoachTally(models.Model):
    """How often writers gave one reply to one rule of the coach. A count only: nobody can be found in it."""

    # Random: a uuid7 would tell when the first reply came.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    rule = models.CharField(max_length=80)
    reply = models.CharField(max_length=6, choices=CoachReply.choices)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "reply"], name="coach_tally_once"),
            models.CheckConstraint(condition=Q(reply__in=CoachReply.values), name="coach_reply_known"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reply}"
