"""Writing a question: saving the draft, choosing who is asked, dismissing what the coach says."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.helprequests.enums import AudienceKind, RequestState
from bemanning.helprequests.machine import StepRefusedError
from bemanning.helprequests.models import Ask, CoachDismissal, HelpRequest
from bemanning.schools.models import Membership, Team


class DraftConflictError(Exception):
    """The draft was changed elsewhere (another tab or device) since this page was opened. Nothing was saved."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom the writer wants to ask: colleagues, a team, somebody outside the school, or teams with ideas side by side."""

    members: Sequence[Membership] = field(default_factory=tuple)
    team: Team | None = None
    guest_name: str = ""
    guest_email: str = ""
    teams: Sequence[Team] = field(default_factory=tuple)
    whole_school: bool = False
    side_by_side: bool = False  # a question to teams, also while none is chosen yet

    @property
    def kind(self) -> AudienceKind:
        """Which of these it is."""
        if self.whole_school:
            return AudienceKind.SCHOOL
        if self.teams or self.side_by_side:
            return AudienceKind.TEAMS
        if self.guest_email:
            return AudienceKind.GUEST
        return AudienceKind.TEAM if self.team else AudienceKind.PEOPLE


@transaction.atomic
def save_draft(
    *, by: Membership, draft_id: UUID, text: str, choice: Choice, edition: int | None, now: datetime
) -> HelpRequest:
    """Save the text and the chosen people; the first save makes the draft under the id that the page brought.

    `edition` is the one that the page was opened with; None saves regardless. Raises DraftConflictError when the
    draft has moved on, StepRefusedError when it is no longer a draft or not of this person.
    """
    draft = (
        HelpRequest.objects.select_for_update(of=("self",))
        .select_related("key", "asker__user", "team")
        .filter(id=draft_id)
        .first()
    )
    if draft is None:
        draft = HelpRequest(
            id=draft_id,
            school=by.school,
            asker=by,
            key=by.user.key,
            created_at=now,
            changed_at=now,
            last_activity_at=now,
        )
        draft.seal(body=text)
        draft.audience, draft.team, draft.edition = choice.kind, choice.team, 1
        draft.save(force_insert=True)
        audit.record(action="draft_started", by=by.user_id, school=by.school_id, about=draft, now=now)
    else:
        if draft.asker.user_id != by.user_id or draft.state != RequestState.DRAFT:
            raise StepRefusedError("not a draft of this person")
        if edition is not None and edition != draft.edition:
            raise DraftConflictError
        draft.seal(body=text)
        draft.audience, draft.team = choice.kind, choice.team
        draft.edition += 1
        draft.changed_at = draft.last_activity_at = now
        draft.save()
    _replace_chosen(draft, choice)
    return draft


def _replace_chosen(draft: HelpRequest, choice: Choice) -> None:
    kind = choice.kind
    draft.teams.set(choice.teams if kind == AudienceKind.TEAMS else ())
    wanted = {member.id: member for member in choice.members} if kind == AudienceKind.PEOPLE else {}
    present = {ask.member_id: ask for ask in draft.asks.all()}
    if kind == AudienceKind.GUEST:
        draft.asks.exclude(guest_email=choice.guest_email).delete()
        Ask.objects.update_or_create(
            request=draft, guest_email=choice.guest_email, defaults={"guest_name": choice.guest_name, "key": None}
        )
        return
    stale = [ask.id for ask in present.values() if ask.member_id not in wanted]
    if stale:
        Ask.objects.filter(id__in=stale).delete()
    Ask.objects.bulk_create(
        Ask(request=draft, member=member) for member_id, member in wanted.items() if member_id not in present
    )


@transaction.atomic
def discard_draft(*, by: Membership, draft: HelpRequest, now: datetime) -> None:
    """Throw a draft away. Raises StepRefusedError when it is no longer one."""
    if draft.state != RequestState.DRAFT:
        raise StepRefusedError("not a draft")
    audit.record(action="draft_discarded", by=by.user_id, school=draft.school_id, about=draft, now=now)
    draft.delete()


@transaction.atomic
def dismiss_here(*, draft: HelpRequest, rule: str) -> None:
    """ "Niet bij deze vraag": this rule is silent for this question."""
    if rule not in draft.dismissed_rules:
        draft.dismissed_rules = [*draft.dismissed_rules, rule]
        draft.save(update_fields=["dismissed_rules"])


@transaction.atomic
def dismiss_always(*, by: Membership, rule: str, now: datetime) -> None:
    """ "Nooit meer": this rule is silent for this person, until they undo it in the settings."""
    CoachDismissal.objects.get_or_create(user=by.user, rule=rule, defaults={"dismissed_at": now})


@transaction.atomic
def undo_dismissal(*, by: User, rule: str) -> None:
    """The coach may speak of this rule again."""
    CoachDismissal.objects.filter(user=by, rule=rule).delete()
