"""Choices of the accounts app."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """How the pages look: as the device says, or always light or dark."""

    AUTO = "auto", _("As my device says")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")
