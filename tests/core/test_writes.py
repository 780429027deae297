"""Rows that are written with SQL made once are those that Django writes, on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, models, transaction

from bemanning.core.identifiers import uuid7
from bemanning.core.models import AuditEvent
from bemanning.core.writes import insert, update
from bemanning.helprequests.models import Ask, HelpRequest, Message
from bemanning.mail.models import OutgoingMail
from bemanning.schools.models import Membership
from tests.factories import make_request

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def stored(row: models.Model) -> dict[str, Any]:
    return type(row)._base_manager.filter(pk=row.pk).values().get()


def by_django(row: models.Model) -> None:
    row.save(force_insert=True)


def sent(ask: Ask) -> list[models.Model]:
    message = Message(id=uuid7(), request=ask.request, ask=ask, kind="answer", key=ask.key, written_at=NOW)
    message.seal(body="Ja, zó doen we het.")
    mail = OutgoingMail(event="one", composer="answer", to_address="a@b.example", created_at=NOW, due_at=NOW)
    return [message, mail]


@pytest.fixture
def ask(alice: Membership, bob: Membership) -> Ask:
    return Ask.objects.select_related("key", "request").get(request=make_request(alice, bob))


def test_a_new_row_is_that_of_django(ask: Ask) -> None:
    def rows(write: Callable[[models.Model], None]) -> list[dict[str, Any]]:
        found = []
        for row in made:
            write(row)
            assert not row._state.adding
            found.append(stored(row))
            type(row)._base_manager.filter(pk=row.pk).delete()
        return found

    made = sent(ask)
    assert rows(insert) == rows(by_django)


def test_the_database_numbers_a_row(ask: Ask) -> None:
    before = AuditEvent.objects.count()
    for _ in range(2):
        insert(AuditEvent(at=NOW, actor=None, school=ask.request.school_id, action="tried", object_type="x.Y"))
    assert AuditEvent.objects.count() == before + 2
    assert AuditEvent.objects.filter(action="tried", actor=None, at=NOW, object_id=None).count() == 2


def test_a_row_in_its_place_stays_or_is_refused(ask: Ask) -> None:
    message, mail = sent(ask)
    insert(mail, unless_there=True)
    again = OutgoingMail(event="one", composer="other", to_address="c@d.example", created_at=NOW, due_at=NOW)
    insert(again, unless_there=True)
    assert list(OutgoingMail.objects.filter(event="one").values_list("id", "composer")) == [(mail.pk, "answer")]
    insert(message)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(message)
    assert Message.objects.filter(id=message.pk).count() == 1


def test_a_change_is_that_of_django_and_touches_nothing_else(ask: Ask) -> None:
    HelpRequest.objects.filter(id=ask.request_id).update(last_activity_at=NOW)
    before = stored(ask)
    ask.responded_at, ask.guest_name, ask.suggested = NOW, "not written", None
    update(ask, "responded_at", "suggested")
    assert stored(ask) == before | {"responded_at": NOW}
    ask.responded_at = None
    update(ask, "responded_at")
    assert stored(ask) == before


def test_a_row_that_is_gone_is_no_change(ask: Ask) -> None:
    Ask.objects.filter(id=ask.id).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        update(ask, "state")


def test_what_the_database_refuses_is_undone(ask: Ask) -> None:
    ask.state = "unheard of"
    with pytest.raises(IntegrityError), transaction.atomic():
        update(ask, "state")
    assert Ask.objects.get(id=ask.id).state == "asked"
