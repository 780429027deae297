"""The board: ideas in their groups."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from bemanning.helprequests.access import READING
from bemanning.helprequests.enums import AskState
from bemanning.helprequests.models import Ask, FollowUp
from bemanning.teamquestions.models import Group, Idea, Meeting, TeamQuestion

# With fewer people who can answer, leaving out the name hides nobody.
LEAST_TO_HIDE: Final = 5


@dataclass(frozen=True, slots=True)
class Card:
    """One idea as it stands on a screen. `message_id` only where the reader wrote it and may change it.

    `loose` where no colleague signed it: then only the asker can take it off the board.
    """

    id: UUID
    text: str
    name: str
    chosen: bool
    message_id: UUID | None
    loose: bool


@dataclass(frozen=True, slots=True)
class Pile:
    """Ideas that belong together; the pile without a name holds what is in no group."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """All ideas of a question, in groups, as of `version`."""

    version: int
    piles: tuple[Pile, ...]

    @property
    def cards(self) -> list[Card]:
        """Every card, group by group."""
        return [card for pile in self.piles for card in pile.cards]

    @property
    def names(self) -> list[str]:
        """The names of the groups."""
        return [pile.name for pile in self.piles if pile.name]


def board_of(question: TeamQuestion, *, reader: list[UUID]) -> Board:
    """The ideas as somebody with these memberships sees them. Two queries, however many ideas there are."""
    # The version goes first: a change in between makes the screen look once more.
    version = TeamQuestion.objects.values_list("version", flat=True).get(id=question.id)
    piles: dict[Group | None, list[Card]] = {}
    rows = Idea.objects.filter(question=question).select_related(
        "key", "group__key", "message__key", "message__ask__member__user"
    )
    for idea in rows.order_by("id"):
        card = _card(idea, reader)
        if card.text:  # gone with the account of whoever wrote it
            piles.setdefault(idea.group, []).append(card)
    named = [(group.opened("name"), tuple(cards)) for group, cards in piles.items() if group is not None]
    ordered = sorted(named, key=lambda pile: pile[0].casefold())
    loose = piles.get(None, [])
    return Board(version, tuple(Pile(*pile) for pile in ordered) + ((Pile("", tuple(loose)),) if loose else ()))


def _card(idea: Idea, reader: list[UUID]) -> Card:
    message = idea.message
    if message is None or message.ask is None:
        return Card(idea.id, idea.opened("text"), idea.opened("name") or _("Without a name"), idea.chosen, None, True)
    mine = message.ask.member_id in reader
    return Card(idea.id, message.text, message.ask.display_name, idea.chosen, message.id if mine else None, False)


def may_hide(question: TeamQuestion) -> bool:
    """Whether an idea may come without a name now: the asker allows it, and enough people can still answer."""
    return question.nameless_allowed and can_answer(question) >= LEAST_TO_HIDE


def can_answer(question: TeamQuestion) -> int:
    """How many of those who were asked still belong to the school and can give an idea."""
    return Ask.objects.filter(
        request=question.request_id, state__in=READING, member__left_at=None, member__user__is_active=True
    ).count()


def open_meeting_of(question: TeamQuestion, now: datetime) -> Meeting | None:
    """The meeting that is open now, or None."""
    return Meeting.objects.filter(question=question, closed_at=None, ends_at__gt=now).first()


def outcome_of(question: TeamQuestion) -> FollowUp | None:
    """What the asker decided, once told."""
    return FollowUp.objects.select_related("key").filter(request=question.request_id).first()


def named_contributors(question: TeamQuestion) -> list[Ask]:
    """Who gave an idea with a name."""
    asks = Ask.objects.filter(request=question.request_id, state=AskState.ANSWERED)
    return list(asks.select_related("member__user").order_by("id"))
