"""Queries that are made once: the same rows as the querysets they stand for, for whatever values."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Exists, OuterRef, QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bemanning.core.prepared import prepared
from bemanning.helprequests.models import Ask, HelpRequest
from bemanning.schools.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


def _of_people(people: list[UUID]) -> QuerySet[HelpRequest]:
    asked = Exists(Ask.objects.filter(request=OuterRef("pk")))
    found = HelpRequest.objects.filter(asker__in=people).select_related("key", "asker__user", "team")
    return found.defer("body").annotate(was_asked=asked).order_by("id")


def _states(rows: list[Any]) -> list[Any]:
    """Everything that Django knows of these objects and of those beside them, and what was annotated."""
    return [
        (
            {name: value for name, value in row.__dict__.items() if name != "_state"},
            row._state.adding,
            {name: one and one.__dict__.keys() for name, one in row._state.fields_cache.items()},
            row.asker.user.name,
        )
        for row in rows
    ]


def test_rows_are_those_of_the_queryset(alice: Membership, bob: Membership, carol: Membership) -> None:
    for asker in (alice, bob):
        factories.make_request(asker, carol)
    factories.make_draft(bob)
    ask = prepared(_of_people)
    for people in ([alice.id], [bob.id], [alice.id, bob.id], [uuid4()], []):
        assert _states(ask(people)) == _states(list(_of_people(people)))
    assert [row.asker_id for row in ask([bob.id])] == [bob.id, bob.id]


@pytest.mark.parametrize("value", ["day", "moment", "word", "number"])
def test_every_kind_of_value_finds_its_place(alice: Membership, value: str) -> None:
    today = timezone.localdate()
    mine = factories.make_request(alice, factories.make_member(alice.school))
    HelpRequest.objects.filter(id=mine.id).update(follow_up_on=today)
    every: dict[str, tuple[Callable[..., QuerySet[HelpRequest]], Any, Any]] = {
        "day": (lambda day: HelpRequest.objects.filter(follow_up_on=day), today, date(2020, 1, 1)),
        "moment": (
            lambda now: HelpRequest.objects.filter(created_at__lte=now),
            timezone.now() + timedelta(days=1),
            datetime.fromisoformat("2020-01-01T12:00+01:00"),
        ),
        "word": (lambda name: HelpRequest.objects.filter(asker__user__name=name), alice.user.name, "Ö'\"%s"),
        "number": (lambda most: HelpRequest.objects.all()[:most], 1, 0),
    }
    build, right, wrong = every[value]
    ask = prepared(build)
    assert [[row.id for row in ask(given)] for given in (right, wrong, right)] == [[mine.id], [], [mine.id]]
    assert ask.first(right) == mine
    assert ask.first(wrong) is None


def test_tuples_come_with_their_values(alice: Membership) -> None:
    def names(school: UUID) -> QuerySet[Membership, tuple[UUID, str]]:
        return Membership.objects.filter(school=school).values_list("id", "user__name")

    assert prepared(names)(alice.school_id) == [(alice.id, alice.user.name)]


def test_the_sql_is_made_once_for_each_length_and_thread(
    alice: Membership, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    made = []

    def build(people: list[UUID], most: int) -> QuerySet[Membership]:
        made.append((len(people), most))
        return Membership.objects.filter(id__in=people)[:most]

    ask = prepared(build)
    with django_assert_num_queries(4):
        for _ in range(2):
            assert ask([alice.id], 1) == [alice]
        assert ask([alice.id, uuid4()], 1) == [alice]
        assert ask([alice.id], 2) == [alice]
    assert made == [(1, 1), (2, 1), (1, 2)]
    other = Thread(target=lambda: made.append(len(ask.thread.__dict__)))  # type: ignore[arg-type]
    other.start()
    other.join()
    assert made[-1] == 0


def test_a_value_that_no_filter_gets_is_refused(alice: Membership) -> None:
    ask = prepared(lambda school, other: Membership.objects.filter(school=school))
    with pytest.raises(ValueError, match="does not hand all its values to filters"):
        ask(alice.school_id, uuid4())
