"""What happens to questions when somebody leaves the school, is away for a while, or deletes their account."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.core.models import DataKey
from bemanning.helprequests import letters
from bemanning.helprequests.actions.locking import locked
from bemanning.helprequests.actions.plans import overtake
from bemanning.helprequests.actions.sending import asked_people, withdraw
from bemanning.helprequests.enums import AskState, RequestState
from bemanning.helprequests.models import Ask, Attachment, CoachDismissal, HelpRequest
from bemanning.mail import actions as mail
from bemanning.schools.models import Membership

UNFINISHED = [RequestState.SCHEDULED, RequestState.OPEN, RequestState.ANSWERED]


def on_membership_ended(sender: Any, member: Membership, by: Membership, now: datetime, **kwargs: Any) -> None:
    """Receiver of schools.signals.membership_ended."""
    end_part_of(member=member, by=by, now=now)


def on_room_ended(sender: Any, member: Membership, until: date | None, now: datetime, **kwargs: Any) -> None:
    """Receiver of expertise.signals.room_ended."""
    tell_of_absence(member=member, until=until, now=now)


def on_person_erased(sender: Any, user: User, now: datetime, **kwargs: Any) -> None:
    """Receiver of schools.signals.person_erased."""
    erase_plain_words(user=user)


@transaction.atomic
def end_part_of(*, member: Membership, by: Membership, now: datetime) -> None:
    """Nobody waits for somebody who left: they are no longer asked, their own questions are withdrawn, mail stops.

    Whoever asked them hears it, and chooses how to go on. Whoever thought along with them is thanked.
    """
    involved = HelpRequest.objects.filter(Q(asker=member) | Q(asks__member=member)).distinct()
    for request_id in involved.values_list("id", flat=True):
        mail.cancel(event_prefix=f"request:{request_id}:", to=member.user.email, now=now)
    for request in HelpRequest.objects.filter(asker=member, state__in=UNFINISHED):
        withdraw(by=by, request=request, now=now)
        for ask in asked_people(request):
            if ask.state == AskState.ANSWERED:
                letters.queue_asker_left(locked(request.id), ask, now=now)
    for ask in Ask.objects.filter(member=member, state__in=[AskState.ASKED, AskState.RELEASED]):
        _revoke(ask, by=by, now=now)
    Ask.objects.filter(member=member, state=AskState.CHOSEN).delete()


def _revoke(ask: Ask, *, by: Membership, now: datetime) -> None:
    request = locked(ask.request_id)
    was_expected = ask.state == AskState.ASKED
    ask.state = AskState.REVOKED
    ask.save(update_fields=["state"])
    audit.record(action="ask_revoked", by=by.user_id, school=request.school_id, about=ask, now=now)
    overtake(request, now=now)
    if was_expected and request.state == RequestState.OPEN:
        letters.queue_asked_left(request, _with_names(ask), now=now)


@transaction.atomic
def tell_of_absence(*, member: Membership, until: date | None, now: datetime) -> None:
    """Somebody has no room for a while: those who wait for an answer hear it, and choose to wait or to ask another."""
    waiting = Ask.objects.filter(member=member, state=AskState.ASKED, request__state=RequestState.OPEN)
    for ask in waiting.order_by("asked_at"):
        letters.queue_away(locked(ask.request_id), _with_names(ask), until=until, now=now)


@transaction.atomic
def erase_plain_words(*, user: User) -> None:
    """What is not sealed with the key of this person: the places where they were asked as a guest, by their address."""
    CoachDismissal.objects.filter(user=user).delete()
    # Without their key they are noise, and large.
    as_guest = Q(message__ask__guest_email=user.email)
    Attachment.objects.filter(Q(key__isnull=False, key=user.key_id) | as_guest).delete()
    for ask in Ask.objects.filter(guest_email=user.email):
        DataKey.objects.filter(id__in=[ask.key_id] if ask.key_id else []).delete()
        Ask.objects.filter(id=ask.id).update(
            guest_name="", guest_email=f"{ask.id.hex}@gewist.invalid", state=AskState.REVOKED
        )


def _with_names(ask: Ask) -> Ask:
    return Ask.objects.select_related("member__user").get(id=ask.id)
