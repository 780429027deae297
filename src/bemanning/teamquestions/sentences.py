"""What an asker should know of a question to teams."""

from django.utils.translation import gettext as _

from bemanning.helprequests.models import HelpRequest
from bemanning.teamquestions.models import TeamQuestion


def before_sending(request: HelpRequest) -> list[str]:
    """Who else may read it, and what stays unknown."""
    meeting = _("If you open a meeting, whoever has the code on the whiteboard reads along until it closes.")
    if not TeamQuestion.objects.filter(request=request, nameless_allowed=True).exists():
        return [meeting]
    return [_("Ideas may come without a name. Then you cannot see either who wrote it."), meeting]
