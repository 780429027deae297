"""Questions as people sent them."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction

from bemanning.core import clock
from bemanning.helprequests.actions import drafts, sending
from bemanning.helprequests.models import HelpRequest
from bemanning.schools.models import Membership


def make_draft(
    asker: Membership,
    *asked: Membership,
    text: str = "Zou je met me willen sparren over de studiedag?",
    guest_email: str = "",
) -> HelpRequest:
    """A question that is not sent yet."""
    choice = drafts.Choice(members=asked, guest_email=guest_email, guest_name="Greet Gast" if guest_email else "")
    return drafts.save_draft(by=asker, draft_id=uuid4(), text=text, choice=choice, edition=None, now=clock.now())


def make_request(
    asker: Membership,
    *asked: Membership,
    text: str = "Zou je met me willen sparren over de studiedag?",
    subject: str = "De studiedag",
    guest_email: str = "",
) -> HelpRequest:
    """A question that has just been sent."""
    now = clock.now()
    with transaction.atomic():
        return sending.send(
            by=asker,
            request=make_draft(asker, *asked, text=text, guest_email=guest_email),
            subject=subject,
            send_at=None,
            follow_up_on=(now + timedelta(days=7)).date(),
            expectation=sending.Expectation(),
            now=now,
        )
