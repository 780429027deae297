"""The mail of this app: the code to sign in with."""

from django.utils import translation
from django.utils.translation import gettext as _

from bemanning.mail.letters import Facts, Letter, Small, Text


def code_letter(code: str, *, language: str) -> Letter:
    """A calm mail with the code, and what to do when you did not ask for it."""
    with translation.override(language):
        return Letter(
            subject=_("Your code to sign in: %(code)s") % {"code": code},
            preheader=_("The code works for ten minutes."),
            blocks=(
                Text(_("Hello,\n\nWith this code you sign in to Bemanning.")),
                Facts(((_("Code"), code),)),
                Text(_("The code works once, for ten minutes. You may leave out the dash.")),
                Small(_("Did you not ask for a code? Then you need not do anything. Do not pass the code on.")),
            ),
            language=language,
        )
