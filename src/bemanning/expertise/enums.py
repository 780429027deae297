"""Choices of the expertise app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Room(models.TextChoices):
    """How much room somebody has to think along."""

    OPEN = "open", _("I have room")
    LITTLE = "little", _("a little room")
    PAUSED = "paused", _("not now")


class Weekday(models.IntegerChoices):
    """Working days, as ISO weekday numbers."""

    MONDAY = 1, _("Monday")
    TUESDAY = 2, _("Tuesday")
    WEDNESDAY = 3, _("Wednesday")
    THURSDAY = 4, _("Thursday")
    FRIDAY = 5, _("Friday")
