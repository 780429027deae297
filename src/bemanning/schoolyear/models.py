"""The calendar of a school: its region, and the days without school that it can change."""

from django.db import models
from django.db.models import F, Q

from bemanning.core.identifiers import uuid7
from bemanning.schools.models import School
from bemanning.schoolyear.enums import FreeKind, Region


class SchoolYear(models.Model):
    """That a school has a calendar. Without one nothing is known, and nothing is held back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="school_year")
    region = models.CharField(max_length=6, choices=Region.choices)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(region__in=Region.values), name="school_year_region_known")]

    def __str__(self) -> str:
        return str(self.school_id)


class FreeDays(models.Model):
    """Days without school. `national` rows came from the national list and are replaced when the region changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="free_days")
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=7, choices=FreeKind.choices)
    first = models.DateField()
    last = models.DateField()
    national = models.BooleanField(default=False)

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=FreeKind.values), name="free_days_kind_known"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="free_days_in_order"),
        ]
        indexes = [models.Index(fields=["school", "last"], name="free_days_school_last")]

    def __str__(self) -> str:
        return self.name
