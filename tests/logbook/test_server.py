"""What the server keeps and refuses. It never sees a word."""

import base64
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from bemanning.core import clock
from bemanning.core.models import AuditEvent
from bemanning.logbook import actions, forms
from bemanning.logbook.models import Entry, KeyWrap, Vault
from bemanning.schools.actions.erasing import erase_person
from bemanning.schools.models import Membership
from tests.factories import client_for, make_request
from tests.logbook.vault import SEALED, begin, new_vault, put, wrap

pytestmark = [pytest.mark.django_db, pytest.mark.privacy]

JSON = "application/json"
KEYS = "/logboek/sleutel/"
TEXTS = "/logboek/teksten/"


@pytest.fixture
def anke(alice: Membership) -> Client:
    """A browser of somebody who has begun a logbook."""
    client = client_for(alice)
    begin(client)
    return client


def test_a_logbook_begins_once(alice: Membership) -> None:
    client, vault = client_for(alice), new_vault()
    assert client.get(KEYS).json() == {"vault": None}
    assert client.post(KEYS, vault, content_type=JSON).status_code == 201
    assert client.post(KEYS, new_vault(), content_type=JSON).status_code == 409
    stored = client.get(KEYS).json()["vault"]
    by_kind = {one["kind"]: one for one in stored["wraps"]}
    assert (stored["id"], stored["format"]) == (vault["id"], 1)
    assert by_kind == {one["kind"]: one for one in vault["wraps"]}


@pytest.mark.parametrize(
    "vault",
    [
        {"wraps": [wrap("passphrase")]},
        {"wraps": [wrap("recovery"), wrap("recovery")]},
        {"wraps": [wrap("passphrase", rounds=599_999), wrap("recovery")]},
        {"wraps": [wrap("passphrase", rounds=None), wrap("recovery")]},
        {"wraps": [wrap("passphrase"), wrap("recovery", rounds=600_000)]},
        {"wraps": [wrap("passphrase"), wrap("recovery", wrapped="AAAA")]},
        {"wraps": [wrap("passphrase"), wrap("recovery", salt="no base64")]},
        {"wraps": [wrap("passphrase"), "recovery"]},
        {"wraps": "none"},
        {"format": 2},
        {"id": "x"},
    ],
)
def test_a_logbook_of_another_shape_is_refused(alice: Membership, vault: dict[str, object]) -> None:
    answer = client_for(alice).post(KEYS, new_vault(**vault), content_type=JSON)
    assert (answer.status_code, answer.json(), Vault.objects.count()) == (422, {"error": "shape"}, 0)


@pytest.mark.parametrize("body", ["", "[]", "{", "\x00"])
def test_what_is_no_object_is_refused(alice: Membership, body: str) -> None:
    assert client_for(alice).generic("POST", KEYS, body, content_type=JSON).status_code == 422


def test_versions_follow_each_other_and_a_conflict_overwrites_nothing(anke: Client) -> None:
    entry, other = uuid4(), base64.b64encode(b"x" * 60).decode()
    assert put(anke, entry, 1).json() == {"version": 1}
    assert put(anke, entry, 2, other).json() == {"version": 2}
    late = put(anke, entry, 2)
    assert (late.status_code, late.json()) == (
        409,
        {"error": "conflict", "entry": {"id": str(entry), "version": 2, "sealed": other}},
    )
    assert put(anke, uuid4(), 3).json() == {"error": "conflict", "entry": None}
    assert anke.get(TEXTS).json() == {"entries": [{"id": str(entry), "version": 2, "sealed": other}]}
    assert anke.get(f"{TEXTS}{entry}/").json()["entry"]["sealed"] == other


def test_the_size_follows_what_is_stored_and_has_a_bound(anke: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = uuid4(), uuid4()
    put(anke, first, 1)
    length = len(base64.b64decode(SEALED))
    assert Vault.objects.get().size == length
    monkeypatch.setattr(actions, "MOST_BYTES", length + 10)
    assert put(anke, second, 1).status_code == 413
    assert put(anke, first, 2).status_code == 200
    anke.delete(f"{TEXTS}{first}/")
    assert (Vault.objects.get().size, put(anke, second, 1).status_code) == (0, 200)


def test_one_text_has_a_bound(anke: Client) -> None:
    most = base64.b64encode(b"x" * forms.MOST_SEALED).decode()
    over = base64.b64encode(b"x" * (forms.MOST_SEALED + 1)).decode()
    assert [put(anke, uuid4(), 1, sealed).status_code for sealed in (most, over)] == [200, 422]


def test_a_new_passphrase_takes_the_place_of_the_old_and_passkeys_stand_side_by_side(anke: Client) -> None:
    before = KeyWrap.objects.get(kind="passphrase").id
    for kind in ("passphrase", "passkey", "passkey"):
        fresh = wrap(kind)
        assert anke.put(f"{KEYS}{fresh['id']}/", fresh, content_type=JSON).status_code == 200
    kinds = sorted(KeyWrap.objects.values_list("kind", flat=True))
    assert kinds == ["passkey", "passkey", "passphrase", "recovery"]
    assert not KeyWrap.objects.filter(id=before).exists()


def test_passkeys_have_a_bound_and_can_be_removed_but_the_other_keys_cannot(anke: Client) -> None:
    codes = []
    for _ in range(actions.MOST_PASSKEYS + 1):
        fresh = wrap("passkey")
        codes.append(anke.put(f"{KEYS}{fresh['id']}/", fresh, content_type=JSON).status_code)
    assert codes == [200] * actions.MOST_PASSKEYS + [413]
    gone = [anke.delete(f"{KEYS}{one.id}/").status_code for one in KeyWrap.objects.order_by("kind")]
    assert gone == [204] * actions.MOST_PASSKEYS + [404, 404]


def test_a_passkey_that_is_sent_again_is_one_and_that_of_another_is_not_found(anke: Client, bob: Membership) -> None:
    fresh = wrap("passkey")
    url = f"{KEYS}{fresh['id']}/"
    assert [anke.put(url, fresh, content_type=JSON).status_code for _again in range(2)] == [200, 200]
    begin(theirs := client_for(bob))
    assert theirs.put(url, fresh, content_type=JSON).status_code == 404
    assert KeyWrap.objects.filter(kind="passkey").count() == 1


def test_somebody_else_reads_changes_and_erases_nothing(anke: Client, bob: Membership) -> None:
    entry = uuid4()
    put(anke, entry, 1)
    other = client_for(bob)
    wrap_id = KeyWrap.objects.get(kind="recovery").id
    begin(other)
    assert other.get(TEXTS).json() == {"entries": []}
    answers = [
        other.get(f"{TEXTS}{entry}/"),
        put(other, entry, 1),
        put(other, entry, 2),
        other.delete(f"{TEXTS}{entry}/"),
        other.delete(f"{KEYS}{wrap_id}/"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 5
    other.delete(KEYS)
    assert (Vault.objects.count(), Entry.objects.count(), KeyWrap.objects.count()) == (1, 1, 2)


def test_erasing_everything_leaves_no_row(anke: Client) -> None:
    put(anke, uuid4(), 1)
    assert anke.delete(KEYS).status_code == 204
    assert (Vault.objects.count(), Entry.objects.count(), KeyWrap.objects.count()) == (0, 0, 0)
    assert anke.delete(KEYS).status_code == 404


def test_it_goes_with_the_person(anke: Client, alice: Membership, bob: Membership) -> None:
    put(anke, uuid4(), 1)
    erase_person(user=alice.user, successors={alice.school_id: bob}, now=clock.now())
    assert (Vault.objects.count(), Entry.objects.count()) == (0, 0)


def test_writing_leaves_no_trace_of_when(anke: Client) -> None:
    """No moment is stored with a text, and the audit trail knows the beginning alone."""
    put(anke, uuid4(), 1)
    assert list(AuditEvent.objects.filter(action__startswith="logbook").values_list("action", flat=True)) == [
        "logbook.begun"
    ]
    moments = [
        field.name
        for model in (Vault, KeyWrap, Entry)
        for field in model._meta.get_fields()
        if "Date" in type(field).__name__ or "Time" in type(field).__name__
    ]
    assert moments == []


def test_the_browser_gets_the_state_of_all_own_questions(anke: Client, alice: Membership, bob: Membership) -> None:
    mine = make_request(alice, bob)
    make_request(bob, alice)
    assert anke.get("/logboek/vragen/").json() == {"questions": [{"id": str(mine.id), "state": "open"}]}


def test_the_database_itself_refuses_a_second_passphrase(anke: Client) -> None:
    row = KeyWrap.objects.get(kind="passphrase")
    row.id = UUID(int=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_few_queries(
    anke: Client, count: int, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for _ in range(count):
        put(anke, uuid4(), 1)
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(anke.get(TEXTS).json()["entries"]) == count
