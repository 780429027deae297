"""Writes a digest at the moment it leaves: what was handled in the meantime is not in it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from bemanning.accounts.models import User
from bemanning.digest.queries import choice_of, is_quiet
from bemanning.mail.actions import may_remind
from bemanning.mail.letters import Block, Button, Letter, Link, Small, Text
from bemanning.mail.models import OutgoingMail
from bemanning.mail.news import News, news_for

MOST: Final = 10


def compose(mail: OutgoingMail, now: datetime) -> Letter | None:
    """The digest as it stands now; None when nothing waits, or when this person wants none any more."""
    user = User.objects.filter(id=UUID(mail.event.split(":")[1]), is_active=True).first()
    if user is None or not user.memberships.filter(left_at=None).exists():
        return None
    choice = choice_of(user)
    if not choice.wanted or is_quiet(choice, timezone.localdate(now)):
        return None
    with translation.override(user.language):
        items = [
            item
            for item in news_for([user.id], now).get(user.id, [])[:MOST]
            if may_remind(thing=item.thing, to=mail.to_address, event=mail.event, now=now)
        ]
        return _letter(user, items) if items else None


def _letter(user: User, items: list[News]) -> Letter:
    blocks: list[Block] = [
        Text(_("Hello %(name)s,") % {"name": user.first_name}),
        Text(_("This is what there was this week. There is no hurry.")),
        *[Link(item.sentence, settings.BASE_URL + item.path) for item in items],
        Button(_("Open Bemanning"), settings.BASE_URL + reverse("today")),
        Small(_("You get each of these once. Another day, or no overview at all? You choose that in your settings.")),
    ]
    return Letter(_("Your week at school"), tuple(blocks), user.language, items[0].sentence)
