"""Choices of the schools app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in a school. Administering the app is a task beside it (Membership.is_administrator)."""

    LEADER = "leader", _("school leader")
    TEAM_MEMBER = "team_member", _("team member")
    COACH = "coach", _("coach or critical friend")
