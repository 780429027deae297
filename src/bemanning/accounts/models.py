"""A person who can sign in. Roles are not here: they belong to a school (schools.Membership)."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from bemanning.accounts.enums import Theme
from bemanning.core.identifiers import uuid7
from bemanning.core.models import DataKey


class UserManager(BaseUserManager["User"]):
    """Creates people; nobody has a password."""

    def create_user(self, email: str, name: str = "", **fields: Any) -> "User":
        """A new person with a data key of their own. The address is kept in lower case."""
        user = self.model(email=email.strip().lower(), name=name.strip(), key=DataKey.create(), **fields)
        user.set_unusable_password()
        user.save(force_insert=True, using=self._db)
        return user


class User(AbstractBaseUser):
    """A person. Signs in with a mailed code or a passkey."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    key = models.OneToOneField(DataKey, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=5, default="nl")
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower"),
            models.CheckConstraint(condition=models.Q(theme__in=Theme.values), name="user_theme_known"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        """What the app calls this person. Somebody who was erased has no first name, only "a former colleague"."""
        if self.key_id is None:
            return self.name
        return self.name.split(" ")[0] if self.name else self.email.split("@")[0]

    @property
    def initials(self) -> str:
        """The first letters of the first and the last name, for the round mark beside a name."""
        names = self.name.split() or [self.email]
        return (names[0][0] + (names[-1][0] if len(names) > 1 else "")).upper()

    def get_full_name(self) -> str:
        """The whole name; libraries ask for it."""
        return str(self)
