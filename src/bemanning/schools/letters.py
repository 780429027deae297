"""The mail of this app: an invitation to join a school."""

from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bemanning.mail.letters import Button, Letter, Small, Text
from bemanning.schools.models import Invitation


def invitation_letter(invitation: Invitation, url: str, *, language: str = "nl") -> Letter:
    """Who invites, to what, and one button."""
    inviter = invitation.invited_by.user.name if invitation.invited_by else invitation.school.name
    names = {"inviter": inviter, "school": invitation.school.name, "name": invitation.name.split(" ")[0]}
    with translation.override(language):
        day = date_format(localtime(invitation.expires_at), "j F")
        return Letter(
            subject=_("%(inviter)s invites you for Bemanning at %(school)s") % names,
            preheader=_("In Bemanning you ask each other for help, and that feels good."),
            blocks=(
                Text(_("Hello %(name)s,\n\n%(inviter)s would like you to join Bemanning at %(school)s.") % names),
                Text(
                    _("In Bemanning colleagues ask each other to think along. You choose what you like to be asked.")
                ),
                Button(_("See the invitation"), url),
                Small(_("The button works until %(day)s and is meant for you alone.") % {"day": day}),
                Small(_("Do you not know this school? Then you need not do anything.")),
            ),
            language=language,
        )
