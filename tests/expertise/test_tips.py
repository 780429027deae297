"""What a colleague sees in somebody: they read it, they decide, and nobody hears what they decided."""

import pytest
from django.urls import reverse

from bemanning.core import clock
from bemanning.core.models import AuditEvent
from bemanning.expertise import queries
from bemanning.expertise.actions import PlaceFullError, accept_tip, give_tip, leave_tip
from bemanning.expertise.models import Profile, Tip, Token
from bemanning.mail.models import OutgoingMail
from bemanning.mail.news import news_for
from bemanning.schools.actions.erasing import erase_person
from bemanning.schools.actions.members import end_membership
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests import factories
from tests.expertise.crew import NOW, make_member, make_profile, make_school
from tests.factories import client_for

pytestmark = pytest.mark.django_db

SEEN, WORD = "rust bewaren in een storm", "Gisteren zag ik hoe jij het plein stil kreeg."


@pytest.fixture
def karim() -> Membership:
    """Who is good at something."""
    return make_member(make_school(), "Karim Boutahar")


@pytest.fixture
def lieke(karim: Membership) -> Membership:
    """Who sees it."""
    return make_member(karim.school, "Lieke van Dongen")


def tip(lieke: Membership, karim: Membership, phrase: str = SEEN) -> Tip:
    return give_tip(by=lieke, member=karim, phrase=phrase, word=WORD, now=NOW)


def phrases(karim: Membership) -> list[str]:
    return list(Profile.objects.get(member=karim).phrases.values_list("text", flat=True))


def test_a_tip_is_read_by_that_person_alone_and_sealed(lieke: Membership, karim: Membership) -> None:
    given = tip(lieke, karim)
    assert (given.opened("phrase"), given.opened("word")) == (SEEN, WORD)
    assert WORD.encode() not in bytes(Tip.objects.get().word)
    anke = make_member(karim.school, "Anke Terpstra")
    pages = {who: client_for(who).get(reverse("profile_tips")).content.decode() for who in (karim, lieke, anke)}
    assert {who: WORD in page for who, page in pages.items()} == {karim: True, lieke: False, anke: False}
    assert [client_for(who).post(reverse("tip_decide", args=[given.id])).status_code for who in (lieke, anke)] == [
        404,
        404,
    ]


def test_accepting_puts_it_on_the_map_in_ones_own_words(lieke: Membership, karim: Membership) -> None:
    given = tip(lieke, karim)
    client = client_for(karim)
    assert queries.is_listed(karim) is False
    answer = client.post(reverse("tip_decide", args=[given.id]), {"phrase": "rustig blijven"})
    assert answer.status_code == 302
    assert (phrases(karim), queries.is_listed(karim), Tip.objects.count()) == (["rustig blijven"], True, 0)
    assert Token.objects.filter(profile__member=karim).exists()  # a very large map finds the words too


def test_leaving_it_changes_nothing_and_tells_nobody(lieke: Membership, karim: Membership) -> None:
    given = tip(lieke, karim)
    client_for(karim).post(reverse("tip_decide", args=[given.id]), {"leave": "1", "phrase": SEEN})
    assert (Profile.objects.count(), Tip.objects.count(), OutgoingMail.objects.count()) == (0, 0, 0)
    assert news_for([lieke.user_id], clock.now()) == {}


def test_both_decisions_leave_the_same_trace(lieke: Membership, karim: Membership) -> None:
    accept_tip(by=karim, tip=tip(lieke, karim), phrase=SEEN, now=NOW)
    leave_tip(by=karim, tip=tip(lieke, karim), now=NOW)
    decided = AuditEvent.objects.exclude(action="tip.given").order_by("id")
    assert [(event.action, event.object_type) for event in decided] == [("tip.decided", "expertise.Tip")] * 2


def test_a_second_tip_takes_the_place_of_the_first(lieke: Membership, karim: Membership) -> None:
    tip(lieke, karim)
    tip(lieke, karim, "vergaderen")
    assert [one.opened("phrase") for one in queries.tips_for(karim)] == ["vergaderen"]


def test_a_full_place_keeps_the_tip_and_what_was_typed(lieke: Membership, karim: Membership) -> None:
    make_profile(karim, *[f"onderwerp {number}" for number in range(8)])
    given = tip(lieke, karim)
    with pytest.raises(PlaceFullError):
        accept_tip(by=karim, tip=given, phrase=SEEN, now=NOW)
    page = client_for(karim).post(reverse("tip_decide", args=[given.id]), {"phrase": "iets van mij"})
    (row,) = page.context["rows"]
    assert row[2]["phrase"].value() == "iets van mij"
    assert row[2].errors == {
        "phrase": ["Je plek is vol. Haal eerst een onderwerp weg en kom dan terug."],
    }
    # What stands there already takes no room, and the tip is done with.
    accept_tip(by=karim, tip=given, phrase="onderwerp 3", now=NOW)
    assert (len(phrases(karim)), Tip.objects.count()) == (8, 0)


def test_the_form_says_what_to_do_and_knows_colleagues_alone(lieke: Membership, karim: Membership) -> None:
    hilde = make_member(make_school("De Klimroos"), "Hilde Bosma")
    client = client_for(lieke)
    errors = client.post(reverse("tip_new"), {"member": str(hilde.id), "phrase": "", "word": "x" * 501}).context[
        "form"
    ]
    assert errors.errors == {
        "member": ["Kies iemand die nu op deze school werkt."],
        "phrase": ["Schrijf in een paar woorden waar je collega goed in is."],
        "word": ["Maak dit korter: hooguit 500 tekens. Je hebt er nu 501."],
    }
    own = client.post(reverse("tip_new"), {"member": str(lieke.id), "phrase": "a", "word": "b"}).context["form"]
    assert set(own.errors) == {"member"}
    client.post(reverse("tip_new"), {"member": str(karim.id), "phrase": SEEN, "word": WORD})
    assert [one.by for one in queries.tips_for(karim)] == [lieke]


def test_today_and_the_digest_bring_it_until_it_is_decided(lieke: Membership, karim: Membership) -> None:
    given = tip(lieke, karim)
    (thing,) = client_for(karim).get("/").context["things"]
    assert (thing.about, thing.url) == (SEEN, reverse("profile_tips"))
    assert [item.thing for item in news_for([karim.user_id], clock.now())[karim.user_id]] == [f"tip:{given.id}"]
    leave_tip(by=karim, tip=given, now=NOW)
    assert news_for([karim.user_id], clock.now()) == {}


@pytest.mark.parametrize("amount", [1, 3])
def test_tips_cost_the_same_for_one_and_for_three(
    karim: Membership, amount: int, django_assert_num_queries: type
) -> None:
    for number in range(amount):
        tip(make_member(karim.school, f"Collega {number}"), karim)
    client = client_for(karim)
    # session, user, memberships, tips, whether they are on the map
    with django_assert_num_queries(5):
        assert len(client.get(reverse("profile_tips")).context["rows"]) == amount


def test_a_tip_goes_when_either_leaves_or_is_erased(lieke: Membership, karim: Membership) -> None:
    anke = factories.make_member(karim.school, name="Anke Terpstra", role=Role.LEADER)
    for who in (lieke, karim):
        tip(lieke, karim)
        end_membership(by=anke, member=who, now=NOW)
        assert Tip.objects.count() == 0
        Membership.objects.filter(id=who.id).update(left_at=None)
    tip(lieke, karim)
    erase_person(user=lieke.user, successors={}, now=NOW)
    assert Tip.objects.count() == 0
