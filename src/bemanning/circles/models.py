"""A circle, who is in it, and who was invited."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from bemanning.core.identifiers import uuid7
from bemanning.schools.models import Membership

NAME_LENGTH = 60


class Circle(models.Model):
    """A group of peers of several schools (kring). It belongs to nobody: whoever is in it is equal."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=NAME_LENGTH)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class CircleMember(models.Model):
    """One person in one circle, as they work at one school. Leaving the school ends it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="members")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="circles")
    # Nobody, for who began the circle, and for who was invited by somebody that is gone.
    invited_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "member"], name="circle_member_once")]

    def __str__(self) -> str:
        return str(self.id)


class CircleInvitation(models.Model):
    """Somebody may join a circle: a person of whom no address is shown, or a mail address. Answered is deleted."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="invitations")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="circle_invitations")
    email = models.EmailField(blank=True)
    invited_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["invited_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "member"], name="circle_invited_member_once"),
            models.UniqueConstraint(
                "circle", Lower("email"), condition=~Q(email=""), name="circle_invited_address_once"
            ),
            models.CheckConstraint(
                condition=Q(member__isnull=False, email="") | (Q(member=None) & ~Q(email="")),
                name="circle_invited_person_or_address",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def display_name(self) -> str:
        """Who is invited, as whoever invited them sees it. Needs `member__user` selected for a person."""
        return self.member.user.name if self.member else self.email

    @property
    def address(self) -> str:
        """Where the mail goes. Needs `member__user` selected for a person."""
        return self.member.user.email if self.member else self.email
