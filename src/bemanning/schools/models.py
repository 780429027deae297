"""The tenant: boards, schools, teams, memberships and invitations."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower

from bemanning.core.identifiers import uuid7
from bemanning.schools.enums import Role


class Board(models.Model):
    """A school board (bestuur). It hosts and sets up; it never reads content."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=120)
    administrators: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="administered_boards", blank=True
    )

    def __str__(self) -> str:
        return self.name


class School(models.Model):
    """A school: the wall that nothing passes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    board = models.ForeignKey(Board, on_delete=models.PROTECT, null=True, blank=True, related_name="schools")
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Whether the coach may ask writers if it was right, and count the answers by rule.
    coach_feedback = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A group of people within a school, such as the bovenbouw."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("school", Lower("name"), name="team_name_once_per_school")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One person in one school. Leaving ends it; it is kept, so that old questions keep a name."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.TEAM_MEMBER)
    is_administrator = models.BooleanField(default=False)
    job_title = models.CharField(max_length=120, blank=True)
    teams = models.ManyToManyField(Team, related_name="memberships", blank=True)
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "user"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]
        indexes = [models.Index(fields=["school", "left_at"], name="membership_school_left")]

    def __str__(self) -> str:
        return self.user.name

    @property
    def is_active(self) -> bool:
        """Whether this person still belongs to the school and may sign in."""
        return self.left_at is None and self.user.is_active

    @property
    def is_leader(self) -> bool:
        """Whether this person leads the school."""
        return self.role == Role.LEADER

    @property
    def is_coach(self) -> bool:
        """Whether this person comes from outside the school, as a coach or critical friend."""
        return self.role == Role.COACH


class Invitation(models.Model):
    """An invitation to join a school, sent by mail. The link holds a token; only its hash is stored."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    email = models.EmailField()
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.TEAM_MEMBER)
    job_title = models.CharField(max_length=120, blank=True)
    teams = models.ManyToManyField(Team, related_name="+", blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                "school",
                Lower("email"),
                condition=models.Q(accepted_at=None, revoked_at=None),
                name="invitation_open_once",
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="invitation_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"
