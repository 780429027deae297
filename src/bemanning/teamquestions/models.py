"""The ideas beside a question, how they are grouped, and the meeting in which they are gathered."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from bemanning.core.identifiers import uuid7
from bemanning.core.models import SealedModel
from bemanning.helprequests.models import HelpRequest, Message


class TeamQuestion(models.Model):
    """What a question to teams has beside other questions. `version` counts the changes that a screen can show."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    request = models.OneToOneField(HelpRequest, on_delete=models.CASCADE, related_name="team_question")
    nameless_allowed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.id)


class Group(SealedModel):
    """Ideas that belong together, under a short name. Sealed with the asker's key."""

    SEALED = ("name",)

    question = models.ForeignKey(TeamQuestion, on_delete=models.CASCADE, related_name="groups")
    name = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return str(self.id)


class Idea(SealedModel):
    """One card. A colleague who gives a name wrote a message in the thread, and the card only points to it.

    Without a message it is an idea from nobody in particular: it has no person, no moment and no order (a random id,
    and rows that are written anew together), and is sealed with the asker's key rather than the writer's.
    """

    SEALED = ("text", "name")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = models.ForeignKey(TeamQuestion, on_delete=models.CASCADE, related_name="ideas")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, null=True, related_name="idea")
    text = models.BinaryField(default=b"")
    # What somebody in the meeting typed as a name, if anything.
    name = models.BinaryField(default=b"")
    group = models.ForeignKey(Group, on_delete=models.SET_NULL, null=True, related_name="ideas")
    chosen = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(message=None) | Q(text=b"", name=b""), name="idea_one_text"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Meeting(models.Model):
    """A meeting in which everybody in the room joins by a short code. It ends by itself after `ends_at`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(TeamQuestion, on_delete=models.CASCADE, related_name="meetings")
    code = models.CharField(max_length=6)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(closed_at=None), name="meeting_code_once"),
            models.UniqueConstraint(fields=["question"], condition=Q(closed_at=None), name="meeting_open_once"),
        ]

    def __str__(self) -> str:
        return str(self.id)
