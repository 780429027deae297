"""What an asker should know of a question to teams."""

from django.utils.translation import gettext as _

from bemanning.helprequests.models import HelpRequest
from bemanning.helprequests.queries.asked import members_of_audience
from bemanning.teamquestions.models import TeamQuestion
from bemanning.teamquestions.queries import LEAST_TO_HIDE


def before_sending(request: HelpRequest) -> list[str]:
    """Who else may read it, and what stays unknown."""
    meeting = _("If you open a meeting, whoever has the code on the whiteboard reads along until it closes.")
    if not TeamQuestion.objects.filter(request=request, nameless_allowed=True).exists():
        return [meeting]
    if members_of_audience(request).count() < LEAST_TO_HIDE:
        named = _("Ideas come with a name: with fewer than five people, leaving it out would hide nobody.")
        return [named, meeting]
    return [_("Ideas may come without a name. Then you cannot see either who wrote it."), meeting]
