"""Words of thanks: texts on one's own page, of which one chooses what others see."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from bemanning.core import clock
from bemanning.expertise import thanks as registry
from bemanning.expertise.models import ShownThanks
from bemanning.expertise.thanks import Thanks
from bemanning.helprequests.actions import closing, thread
from bemanning.helprequests.enums import Outcome
from bemanning.helprequests.models import Ask
from bemanning.helprequests.queries.thanks import thanks_to
from bemanning.schools.actions.erasing import erase_person
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests import factories
from tests.expertise.crew import NOW, make_member, make_profile, make_school
from tests.factories import client_for, make_request

pytestmark = pytest.mark.django_db

PAGE = "/mensen/ik/dank/"


@pytest.fixture
def karim() -> Membership:
    """Who thought along."""
    karim = make_member(make_school(), "Karim Boutahar")
    make_profile(karim, "rekenen")
    return karim


@pytest.fixture
def anke(karim: Membership) -> Membership:
    """Who asked."""
    return make_member(karim.school, "Anke Terpstra")


def thanked(asker: Membership, helper: Membership, words: str) -> None:
    """A question that was answered and closed with these words."""
    request = make_request(asker, helper, text="Wil je meedenken?", subject="Iets van Anke")
    ask = Ask.objects.select_related("request", "member__user__key").get(request=request)
    thread.answer(ask=ask, message_id=uuid4(), text="Ja.", now=clock.now())
    told = closing.Told(outcome=Outcome.USED, did="Gedaan.", thanks=words, thanked=(ask,))
    closing.close(by=asker, request=request, told=told, now=clock.now())


def seen_by(viewer: Membership, karim: Membership) -> list[str]:
    """What stands on his page for this viewer."""
    page = client_for(viewer).get(reverse("person", args=[karim.id]))
    return [one.text for one in page.context["thanks"]]


def test_thanks_come_on_ones_own_page_and_nobody_else_sees_them_at_first(karim: Membership, anke: Membership) -> None:
    thanked(anke, karim, "Dank voor je rust.")
    (row,) = client_for(karim).get(PAGE).context["thanks"]
    assert (row[0].text, row[0].by, row[0].about, row[1]) == (
        "Dank voor je rust.", "Anke Terpstra", "Iets van Anke", False,
    )  # fmt: skip
    assert seen_by(anke, karim) == seen_by(karim, karim) == []
    assert client_for(anke).get(PAGE).context["thanks"] == []


def test_what_one_chooses_others_read_without_name_and_subject(karim: Membership, anke: Membership) -> None:
    thanked(anke, karim, "Dank voor je rust.")
    thanked(anke, karim, "Dank voor je lach.")
    chosen = next(one.id for one in thanks_to(karim.id) if one.text == "Dank voor je lach.")
    client_for(karim).post(PAGE, {"shown": [str(chosen), str(uuid4()), "onzin"]})
    joke = make_member(karim.school, "Joke Visser")
    assert seen_by(joke, karim) == ["Dank voor je lach."]
    page = client_for(joke).get(reverse("person", args=[karim.id])).content.decode()
    assert ("Anke" in page, "Iets van Anke" in page) == (False, False)
    client_for(karim).post(PAGE, {})
    assert (seen_by(joke, karim), ShownThanks.objects.count()) == ([], 0)


def test_nobody_can_show_the_thanks_of_another(karim: Membership, anke: Membership) -> None:
    thanked(anke, karim, "Dank voor je rust.")
    joke = make_member(karim.school, "Joke Visser")
    client_for(joke).post(PAGE, {"shown": [str(thanks_to(karim.id)[0].id)]})
    assert ShownThanks.objects.count() == 0


def test_a_loop_without_thanks_brings_none_and_an_erased_asker_takes_theirs_along(
    karim: Membership, anke: Membership
) -> None:
    thanked(anke, karim, "")
    assert thanks_to(karim.id) == []
    thanked(anke, karim, "Dank voor je rust.")
    factories.make_member(karim.school, name="Lies Leider", role=Role.LEADER)
    erase_person(user=anke.user, successors={}, now=clock.now())
    assert thanks_to(karim.id) == []


def test_the_newest_comes_first_and_one_source_registers_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "sources", [])
    old, new = (
        Thanks(uuid4(), text, "Anke", "", NOW + timedelta(days=days)) for text, days in (("oud", 0), ("nieuw", 1))
    )

    def first(member: UUID) -> list[Thanks]:
        return [old]

    def second(member: UUID) -> list[Thanks]:
        return [new]

    for source in (first, second, first):
        registry.register(source)
    assert registry.thanks_to(uuid4()) == [new, old]


@pytest.mark.parametrize("amount", [1, 3])
def test_thanks_cost_the_same_for_one_and_for_three(
    karim: Membership, anke: Membership, amount: int, django_assert_num_queries: type
) -> None:
    for number in range(amount):
        thanked(anke, karim, f"Dank {number}")
    client = client_for(karim)
    # session, user, memberships, what is shown, the thanks
    with django_assert_num_queries(5):
        assert len(client.get(PAGE).context["thanks"]) == amount
