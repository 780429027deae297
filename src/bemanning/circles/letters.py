"""The mail of this app: an invitation to join a circle."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bemanning.circles.models import CircleInvitation
from bemanning.mail.letters import Button, Letter, Small, Text


def invitation_letter(invitation: CircleInvitation, *, language: str) -> Letter:
    """Who invites to what, what a circle is, and one button that asks to sign in."""
    by = invitation.invited_by
    names = {"name": by.user.name, "school": by.school.name, "circle": invitation.circle.name}
    with translation.override(language):
        return Letter(
            subject=_("%(name)s invites you to a circle: %(circle)s") % names,
            blocks=(
                Text(_("Hello,")),
                Text(_("%(name)s of %(school)s invites you to the circle ‘%(circle)s’.") % names),
                Text(_("In a circle peers of several schools ask each other to think along.")),
                Text(_("You decide. Nobody sees anything of you before you join.")),
                Button(_("See the invitation"), settings.BASE_URL + reverse("circles")),
                Small(_("You sign in with this mail address. The invitation stays for thirty days.")),
                Small(_("Does your school not use Bemanning? Then you need not do anything.")),
            ),
            language=language,
        )
