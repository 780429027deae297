"""A question that found nobody: the leader sees its subject, a week later, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bemanning.core import clock
from bemanning.expertise import openwater, queries
from bemanning.expertise.models import OpenWater
from bemanning.helprequests.actions import sending
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from tests import factories
from tests.expertise.crew import NOW, make_member, make_profile, make_school, viewer_of
from tests.factories import client_for, make_request

pytestmark = pytest.mark.django_db

QUESTION = "Wil iemand met me meedenken over rouw en verlies in mijn groep?"
NEXT_MONDAY = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


@pytest.fixture
def anke() -> Membership:
    """Who leads the school."""
    return factories.make_member(make_school(), name="Anke Terpstra", role=Role.LEADER)


def seen(viewer: Membership, now: datetime) -> list[str]:
    """What stands on the map as wanted."""
    return [topic.id for topic in queries.whole_map(viewer_of(viewer), "", now=now).chart.wanted]


def sent(by: Membership, text: str, now: datetime) -> None:
    """What sending a question leaves behind."""
    openwater.note(school=by.school_id, topic=openwater.unmet(school=by.school_id, text=text), now=now)


def test_the_subject_shows_from_the_next_monday_to_the_leader_alone(anke: Membership) -> None:
    joke = make_member(anke.school, "Joke Visser")
    sent(anke, QUESTION, NOW)
    days = [NOW, NEXT_MONDAY - timedelta(days=1), NEXT_MONDAY]
    assert [seen(anke, day) for day in days] == [[], [], ["rouw-en-verlies"]]
    assert seen(joke, NEXT_MONDAY) == []
    other = factories.make_member(make_school("De Klimroos"), name="Otto Bakker", role=Role.LEADER)
    assert seen(other, NEXT_MONDAY) == []


def test_what_is_kept_is_a_topic_and_a_week(anke: Membership) -> None:
    for hours in (0, 30):
        sent(anke, QUESTION, NOW + timedelta(hours=hours))
    (row,) = OpenWater.objects.values_list("school", "topic", "week")
    assert row == (anke.school_id, "rouw-en-verlies", datetime(2026, 11, 23, tzinfo=UTC).date())


def test_it_is_gone_as_soon_as_somebody_sails_there_and_after_half_a_year(anke: Membership) -> None:
    sent(anke, QUESTION, NOW)
    assert seen(anke, NOW + timedelta(days=175)) == ["rouw-en-verlies"]
    assert seen(anke, NOW + timedelta(days=190)) == []
    openwater.forget(NOW + timedelta(days=175))
    assert OpenWater.objects.count() == 1
    make_profile(make_member(anke.school, "Karim Boutahar"), "rouw")
    assert seen(anke, NEXT_MONDAY) == []
    openwater.forget(NOW + timedelta(days=190))
    assert OpenWater.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "Wie wil meedenken over dyslexie en rouw?",  # somebody is at one of the two
        "Zullen we morgen even praten?",  # not clear what about
        "Hoe gaat dat met ziekteverzuim en mijn loopbaan?",  # could point at one person
        "Ik zoek de vertrouwenspersoon.",
    ],
)
def test_what_found_somebody_is_unclear_or_points_at_a_person_is_not_noted(anke: Membership, text: str) -> None:
    make_profile(make_member(anke.school, "Karim Boutahar"), "dyslexie")
    sent(anke, text, NOW)
    assert list(OpenWater.objects.values_list("topic", flat=True)) == []


def test_nothing_is_noted_when_somebody_fits_without_a_phrase_about_it(anke: Membership) -> None:
    make_profile(
        make_member(anke.school, "Karim Boutahar"), about="Rouw en verlies bij kinderen: daar weet ik veel van."
    )
    sent(anke, QUESTION, NOW)
    assert OpenWater.objects.count() == 0


def test_sending_a_question_notes_it_and_a_draft_does_not(anke: Membership) -> None:
    joke = make_member(anke.school, "Joke Visser")
    factories.make_draft(joke, anke, text=QUESTION)
    assert OpenWater.objects.count() == 0
    make_request(joke, anke, text=QUESTION, subject="Rouw")
    assert list(OpenWater.objects.values_list("topic", flat=True)) == ["rouw-en-verlies"]


def test_who_fits_is_worked_out_before_the_question_is_locked(anke: Membership) -> None:
    """Ranking a large school takes a moment, in which nothing else may have to wait."""
    joke = make_member(anke.school, "Joke Visser")
    draft = factories.make_draft(joke, anke, text=QUESTION)
    with CaptureQueriesContext(connection) as asked:
        sending.send(
            by=joke,
            request=draft,
            subject="Rouw",
            send_at=None,
            follow_up_on=timezone.localdate(NOW),
            expectation=sending.Expectation(),
            now=NOW,
        )
    said = [query["sql"] for query in asked.captured_queries]
    locks = next(n for n, sql in enumerate(said) if sql.startswith("SAVEPOINT"))
    reads = [n for n, sql in enumerate(said) if 'FROM "expertise_profile"' in sql]
    assert reads
    assert max(reads) < locks


def test_the_leader_reads_it_on_the_map_and_a_search_says_that_nobody_is_there(anke: Membership) -> None:
    joke = make_member(anke.school, "Joke Visser")
    week = timezone.localdate(clock.now()) - timedelta(days=14)
    OpenWater.objects.create(school=anke.school, topic="rouw-en-verlies", week=week)
    pages = {who: client_for(who).get(reverse("map"), {"q": "rouw"}) for who in (anke, joke)}
    said = {who.user.name: "Hier zocht iemand gezelschap" in page.content.decode() for who, page in pages.items()}
    assert said == {"Anke Terpstra": True, "Joke Visser": False}
    assert [page.context["nobody"].id for page in pages.values()] == ["rouw-en-verlies"] * 2
    make_profile(joke, "rouw")
    assert client_for(anke).get(reverse("map"), {"q": "rouw"}).context["nobody"] is None
