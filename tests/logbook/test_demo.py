"""The logbook of the demo school follows the documented format, and its experiments lead to real questions."""

from typing import Any

import pytest

from bemanning.core import clock
from bemanning.helprequests.models import HelpRequest
from bemanning.logbook import demo
from bemanning.logbook.models import Vault
from bemanning.logbook.queries import entries_of, vault_of
from bemanning.schools.access import Viewer
from bemanning.schools.models import Membership
from bemanning.web import demo_school
from tests.logbook.vault import documented

pytestmark = pytest.mark.django_db


def export_of(member: Membership) -> dict[str, Any]:
    """What the browser of this person gets, in the shape of an export."""
    viewer = Viewer(user=member.user, memberships=(member,))
    vault = vault_of(viewer)
    assert vault is not None
    return {
        "owner": str(member.user_id),
        "vault": vault["id"],
        "wraps": vault["wraps"],
        "entries": entries_of(viewer),
    }


def test_the_documented_program_opens_it(alice: Membership) -> None:
    payloads = [{"kind": "note", "text": "Zó licht."}, {"kind": "note", "text": "x" * 2000}]
    demo.fill(owner=alice.user, payloads=payloads, now=clock.now())
    opened = documented()["open_logbook"](export_of(alice), "passphrase", demo.PASSPHRASE)
    assert sorted(opened, key=lambda one: len(one["text"])) == payloads


def test_the_demo_school_has_one_whose_experiments_are_questions_of_the_same_person(db: None) -> None:
    demo_school.load(now=clock.now())
    vault = Vault.objects.select_related("owner").get()
    member = Membership.objects.select_related("user", "school").get(user=vault.owner)
    opened = documented()["open_logbook"](export_of(member), "passphrase", demo.PASSPHRASE)
    linked = {one["experiment"]["request"] for one in opened if "experiment" in one}
    mine = {str(id) for id in HelpRequest.objects.filter(asker=member).values_list("id", flat=True)}
    assert (len(opened), len(linked), linked - mine) == (17, 3, set())
