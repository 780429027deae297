"""Choices of the school year."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.TextChoices):
    """The three regions over which the government spreads the holidays."""

    NORTH = "north", _("North")
    MIDDLE = "middle", _("Middle")
    SOUTH = "south", _("South")


class FreeKind(models.TextChoices):
    """Why there is no school."""

    HOLIDAY = "holiday", _("holiday")
    STUDY = "study", _("study day")
