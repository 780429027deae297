"""The last two who set up a school try to go in the same moment: one of them stays."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.models.signals import post_save

from bemanning.core import clock
from bemanning.schools.actions import erasing, members
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from bemanning.schools.queries import SETS_UP
from tests.factories import make_board, make_member, make_school, make_user

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.reliability]


def end(member: Membership, by: Membership) -> None:
    members.end_membership(member=member, by=by, now=clock.now())


def step_down(member: Membership, by: Membership) -> None:
    none: dict[str, Any] = {"role": Role.TEAM_MEMBER, "job_title": "", "is_administrator": False, "teams": []}
    members.change_member(member=member, by=by, now=clock.now(), **none)


def erase(member: Membership, by: Membership) -> None:
    erasing.erase_person(user=member.user, successors={}, now=clock.now())


def both_at_once(way: Callable[[Membership, Membership], None], alice: Membership, bob: Membership) -> int:
    """Alice goes, and while her transaction is still open Bob goes too. Gives how many are left."""
    in_the_middle, other_done = threading.Event(), threading.Event()

    def wait(sender: Any, **kwargs: Any) -> None:
        if not in_the_middle.is_set():
            in_the_middle.set()
            other_done.wait(1)  # with the lock Bob waits for us, so this time passes

    def go(member: Membership, by: Membership) -> None:
        try:
            way(member, by)
        except (members.LastOneError, OperationalError):
            pass  # SQLite in memory refuses a second writer at once
        finally:
            connection.close()

    def second() -> None:
        in_the_middle.wait(20)
        go(bob, alice)
        other_done.set()

    post_save.connect(wait, sender=Membership)
    threads = [threading.Thread(target=go, args=(alice, bob)), threading.Thread(target=second)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
    finally:
        post_save.disconnect(wait, sender=Membership)
    return Membership.objects.filter(SETS_UP, left_at=None).count()


@pytest.mark.parametrize("way", [end, step_down, erase])
def test_one_of_the_last_two_stays(way: Callable[[Membership, Membership], None]) -> None:
    school = make_school()
    alice, bob = (make_member(school, name=name, role=Role.LEADER) for name in ("Alice Visser", "Bob Dijkstra"))
    assert both_at_once(way, alice, bob) == 1


def test_without_holding_the_school_both_would_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """The seeded fault. SQLite has one writer at a time, so there it makes no difference."""
    school = make_school()
    alice, bob = (make_member(school, name=name, role=Role.LEADER) for name in ("Alice Visser", "Bob Dijkstra"))
    monkeypatch.setattr(members, "hold_schools", lambda ids: None)
    assert both_at_once(end, alice, bob) == (0 if connection.vendor == "postgresql" else 1)


def test_the_operator_appoints_somebody_who_works_there() -> None:
    bob = make_member(make_school(), name="Bob Dijkstra")
    board = make_board(administrator=make_user("Iris Smit"))
    for name in (bob.school.name, board.name):
        call_command("appoint", bob.user.email.upper(), name)
    bob.refresh_from_db()
    assert (bob.is_administrator, board.administrators.filter(id=bob.user_id).exists()) == (True, True)
    members.end_membership(member=bob, by=make_member(bob.school, role=Role.LEADER), now=clock.now())
    for address, name in ((bob.user.email, bob.school.name), ("niemand@school.example", bob.school.name)):
        with pytest.raises(CommandError):
            call_command("appoint", address, name)
