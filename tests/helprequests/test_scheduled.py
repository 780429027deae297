"""Questions that leave later, when the people who were chosen may have left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bemanning.core import clock
from bemanning.core.identifiers import uuid7
from bemanning.helprequests import tasks
from bemanning.helprequests.actions import drafts, sending
from bemanning.helprequests.enums import RequestState
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership

pytestmark = pytest.mark.django_db


def scheduled(asker: Membership, asked: Membership) -> HelpRequest:
    now = clock.now()
    choice = drafts.Choice(members=(asked,))
    draft = drafts.save_draft(by=asker, draft_id=uuid7(), text="Denk je mee?", choice=choice, edition=None, now=now)
    return sending.send(
        by=asker,
        request=draft,
        subject="Studiedag",
        send_at=now + timedelta(hours=1),
        follow_up_on=timezone.localdate(now),
        expectation=sending.Expectation(),
        now=now,
    )


def test_a_question_whose_people_all_left_is_a_draft_again_and_holds_up_no_other(
    alice: Membership, bob: Membership, carol: Membership
) -> None:
    to_bob, to_carol = scheduled(alice, bob), scheduled(alice, carol)
    Membership.objects.filter(id=bob.id).update(left_at=clock.now())
    tasks.send_due(clock.now() + timedelta(hours=2))
    to_bob.refresh_from_db()
    to_carol.refresh_from_db()
    assert (to_bob.state, to_bob.sent_at, to_bob.send_at) == (RequestState.DRAFT, None, None)
    assert to_carol.state == RequestState.OPEN
    assert list(Ask.objects.filter(request=to_bob)) == []
    addresses = OutgoingMail.objects.order_by("to_address").values_list("to_address", flat=True)
    assert list(addresses) == [alice.user.email, carol.user.email]  # she hears that it did not leave
