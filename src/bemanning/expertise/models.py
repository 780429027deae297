"""What people like to be asked about, in their own words, and how much room they have."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from bemanning.core.identifiers import uuid7
from bemanning.core.models import SealedModel
from bemanning.expertise.enums import Room, Weekday
from bemanning.schools.models import Membership, School

PHRASES = 8  # things that somebody may say they like to be asked about


def working_week() -> list[int]:
    """Monday to Friday, the days of somebody who has not said otherwise."""
    return list(Weekday.values)


def room_on(room: str, paused_until: date | None, day: date) -> Room:
    """The room on a day: after the last day of a pause there is room again."""
    if room == Room.PAUSED and paused_until is not None and paused_until < day:
        return Room.OPEN
    return Room(room)


class Profile(models.Model):
    """How one member wants to be found. Nobody is on the map without having chosen so (`listed`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="profile")
    listed = models.BooleanField(default=False)
    # Whether people of other schools of the same board may find this place too.
    shared = models.BooleanField(default=False)
    # Whether the people of their circles may.
    circled = models.BooleanField(default=False)
    about = models.TextField(blank=True, max_length=1500)
    welcome = models.CharField(max_length=200, blank=True)
    working_days = models.JSONField(default=working_week)
    room = models.CharField(max_length=6, choices=Room.choices, default=Room.OPEN)
    paused_until = models.DateField(null=True, blank=True)
    monthly_limit = models.PositiveSmallIntegerField(null=True, blank=True)
    updated_at = models.DateTimeField()
    # When this person last said that it is still right; None for a place from before that was asked.
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(room__in=Room.values), name="profile_room_known"),
            models.CheckConstraint(
                condition=Q(paused_until=None) | Q(room=Room.PAUSED), name="profile_until_only_when_paused"
            ),
            models.CheckConstraint(
                condition=Q(monthly_limit=None) | Q(monthly_limit__gte=1, monthly_limit__lte=31),
                name="profile_limit_sensible",
            ),
        ]

    def __str__(self) -> str:
        return str(self.member_id)

    def room_on(self, day: date) -> Room:
        """The room on a day."""
        return room_on(self.room, self.paused_until, day)

    @property
    def last_confirmed(self) -> datetime:
        """When this person last said, or wrote, that it is right."""
        return self.confirmed_at or self.updated_at


class Phrase(models.Model):
    """One thing that somebody likes to be asked about, in their own words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="phrases")
    text = models.CharField(max_length=160)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.text


class TopicChoice(models.Model):
    """Where somebody's topics differ from what their words name: a topic that they added, or one that they took away.

    Topics are not stored for what the words say already. So when the words change, the topics follow.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="topic_choices")
    topic = models.CharField(max_length=80)
    kept = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["profile", "topic"], name="topic_choice_once")]

    def __str__(self) -> str:
        return self.topic


class Tip(SealedModel):
    """What a colleague sees in somebody: an expertise and a kind word, sealed with the key of who wrote it.

    It exists until the person decides. Then it is gone, whatever was decided, so that nobody can look it up.
    """

    SEALED = ("phrase", "word")

    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="given_tips")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="tips")
    phrase = models.BinaryField(default=b"")
    word = models.BinaryField(default=b"")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["by", "member"], name="tip_one_at_a_time"),
            models.CheckConstraint(condition=~Q(by=models.F("member")), name="tip_for_somebody_else"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ShownThanks(models.Model):
    """A word of thanks that somebody shows on their page. The words stay where they were written: `thanks` is an id."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="shown_thanks")
    thanks = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "thanks"], name="shown_thanks_once")]

    def __str__(self) -> str:
        return str(self.thanks)


class SchoolTopic(models.Model):
    """What a school adds to the topics that everybody has: a topic of its own, or more words for one that exists.

    A topic of its own has a label and a group, and `topic` is `own-` with its id. For an existing topic both are empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="topics")
    topic = models.CharField(max_length=80)
    label = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=60, blank=True)
    words = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "topic"], name="school_topic_once"),
            models.CheckConstraint(
                condition=(Q(label="") & Q(group="")) | (~Q(label="") & ~Q(group="")), name="school_topic_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.topic


class Analysis(models.Model):
    """That the tokens of a profile were made, and from what: other words or another model give another digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="analysis")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest


class Token(models.Model):
    """A topic or a word stem of a profile, by which the database finds who is near a question."""

    id = models.BigAutoField(primary_key=True)
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="tokens")
    token = models.CharField(max_length=60)
    weight = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "profile"], name="token_once_a_profile")]

    def __str__(self) -> str:
        return self.token


class OpenWater(models.Model):
    """A topic that somebody needed and where nobody sails yet. No person, no words, no day: only the week.

    It shows from the Monday after that week, so that it does not point at whoever just asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="open_waters")
    topic = models.CharField(max_length=80)
    week = models.DateField()  # its Monday

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "topic"], name="open_water_once")]

    def __str__(self) -> str:
        return self.topic
