"""States and choices of the main job."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RequestState(models.TextChoices):
    """Where a question stands. The allowed steps are in machine.py; the database refuses impossible rows."""

    DRAFT = "draft", _("draft")
    SCHEDULED = "scheduled", _("leaves later")
    OPEN = "open", _("waiting for an answer")
    ANSWERED = "answered", _("waiting for your follow-up")
    CLOSED = "closed", _("closed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class AskState(models.TextChoices):
    """Where one asked person stands. `chosen` is on a draft: that person knows nothing yet."""

    CHOSEN = "chosen", _("chosen")
    ASKED = "asked", _("asked")
    ANSWERED = "answered", _("thought along")
    NOT_NOW = "not_now", _("not now")
    REDIRECTED = "redirected", _("named somebody else")
    RELEASED = "released", _("off the hook")
    REVOKED = "revoked", _("no longer asked")


# Who hears what the asker writes in the conversation.
HEARING = [AskState.ASKED, AskState.ANSWERED]


class AudienceKind(models.TextChoices):
    """To whom a question goes."""

    PEOPLE = "people", _("one or more colleagues")
    TEAM = "team", _("a team")
    TEAMS = "teams", _("one or more teams, with their ideas side by side")
    SCHOOL = "school", _("the whole school, with all ideas side by side")
    GUEST = "guest", _("somebody outside the school")


class MessageKind(models.TextChoices):
    """What a message in the thread is."""

    ANSWER = "answer", _("answer")
    REPLY = "reply", _("reply of the asker")
    REDIRECT = "redirect", _("would rather ask somebody else")
    # Lines for the asker alone: what they heard in person, and what machines said.
    HEARD = "heard", _("heard in person")
    AUTO = "auto", _("automatic reply")
    BOUNCE = "bounce", _("the mail did not arrive")


# What people wrote.
WRITTEN = [MessageKind.ANSWER, MessageKind.REPLY, MessageKind.REDIRECT]
# What its writer may change or take back: the asker also what they heard.
CHANGEABLE = [*WRITTEN, MessageKind.HEARD]


class Outcome(models.TextChoices):
    """How a question ended. Not using an answer is a good ending too."""

    USED = "used", _("I did something with it")
    NOT_USED = "not_used", _("I did nothing with it, because …")


class CoachReply(models.TextChoices):
    """What a writer did with a finding of the coach: said that it was right or wrong, or let it rest."""

    RIGHT = "right"
    WRONG = "wrong"
    RESTED = "rested"


class SilenceStep(models.TextChoices):
    """What happens when nobody has answered on the day that the asker chose. No plan means: nothing."""

    REMIND = "remind"
    NEXT = "next"
    TEAM = "team"


class PlanState(models.TextChoices):
    """Where a silence plan stands. `asker` means: it could not be done, and the asker was asked what to do."""

    WAITING = "waiting"
    DONE = "done"
    OVERTAKEN = "overtaken"
    STOPPED = "stopped"
    ASKER = "asker"
