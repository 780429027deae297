"""When somebody wants the digest, until when they want no mail at all, and that a digest was made for a day."""

from django.db import models
from django.db.models import Q

from bemanning.accounts.models import User
from bemanning.core.identifiers import uuid7
from bemanning.digest.enums import (
    EARLIEST_REST,
    EARLIEST_WAKE,
    FIRST_HOUR,
    LAST_HOUR,
    LATEST_REST,
    LATEST_WAKE,
    USUAL_HOUR,
    USUAL_WEEKDAY,
)
from bemanning.expertise.enums import Weekday


class MailChoice(models.Model):
    """What somebody chose about mail. Nobody needs a row: without one the usual day and hour hold."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="mail_choice")
    wanted = models.BooleanField(default=True)
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices, default=USUAL_WEEKDAY)
    hour = models.PositiveSmallIntegerField(default=USUAL_HOUR)
    # The last day on which nothing at all is mailed.
    quiet_until = models.DateField(null=True)
    # Every evening from and every morning until: no mail about questions. Both empty for whoever chose no hours.
    rest_from = models.TimeField(null=True)
    rest_to = models.TimeField(null=True)
    rest_weekend = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(weekday__in=Weekday.values), name="digest_weekday_known"),
            models.CheckConstraint(
                condition=Q(hour__gte=FIRST_HOUR, hour__lte=LAST_HOUR), name="digest_hour_by_daylight"
            ),
            models.CheckConstraint(
                condition=Q(rest_from=None, rest_to=None)
                | Q(  # a comparison with nothing would pass, so that neither may be missing is said as well
                    rest_from__isnull=False,
                    rest_to__isnull=False,
                    rest_from__gte=EARLIEST_REST,
                    rest_from__lte=LATEST_REST,
                    rest_to__gte=EARLIEST_WAKE,
                    rest_to__lte=LATEST_WAKE,
                ),
                name="digest_rest_leaves_the_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class Digest(models.Model):
    """That the digest of a day was seen to for somebody, whether or not there was something to tell."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
