"""The coach beside a draft: first words in and out, whether it was right, and other languages."""

import re
from collections.abc import Callable
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

import tekstcoach
from bemanning.core.identifiers import uuid7
from bemanning.core.models import AuditEvent
from bemanning.helprequests.actions.feedback import count_reply
from bemanning.helprequests.enums import CoachReply
from bemanning.helprequests.models import CoachTally, HelpRequest
from bemanning.schools.models import Membership
from tekstcoach.figures import trials

pytestmark = pytest.mark.django_db

ClientFor = Callable[[Membership], Client]
VAGUE = "Ik loop vast met de studiedagen"


def write(client: Client, draft: object, body: str, **more: str) -> tuple[str, str]:
    """Post to the composer without JavaScript; returns the text as it stands now, and the page."""
    page = client.post(f"/vragen/{draft}/schrijven/", {"body": body.replace("\n", "\r\n")} | more).content.decode()
    return HelpRequest.objects.get(id=draft).opened("body"), page


def offered(page: str, name: str = "insert") -> list[str]:
    """What the buttons of one name would send."""
    return [unescape(value) for value in re.findall(rf'name="{name}" value="([^"]*)"', page)]


def allow(school_of: Membership) -> None:
    school_of.school.coach_feedback = True
    school_of.school.save()


def counts() -> dict[tuple[str, str], int]:
    return {(row.rule, row.reply): row.count for row in CoachTally.objects.all()}


def test_at_most_two_questions_each_with_first_words(client_for: ClientFor, alice: Membership) -> None:
    _text, page = write(client_for(alice), uuid7(), VAGUE)
    assert offered(page) == [
        "Over de studiedagen wil ik graag weten hoe jij …",
        "Bij de studiedagen zoek ik een idee voor …",
        "Hoe pak jij het aan als …?",
        "Zou je met me willen meedenken over de studiedagen?",
        "Hoe kijk jij hiernaar?",
        "Wat zou jij doen?",
    ]


@pytest.mark.parametrize("text", [VAGUE, f"Hoi Karim,\n\n{VAGUE}.\n\nGroet,\nAlice", "  Ik loop vast \n", ""])
def test_a_submit_puts_first_words_in_and_takes_them_out_again(
    client_for: ClientFor, alice: Membership, text: str
) -> None:
    client, draft = client_for(alice), uuid7()
    longer, page = write(client, draft, text, insert="Wat zou jij doen?")
    assert longer != text
    assert "Wat zou jij doen?" in longer
    (undo,) = offered(page, "take_out")
    shorter, page = write(client, draft, longer, take_out=undo.replace("\n", "\r\n"))
    assert shorter == text
    assert "Maak ongedaan" not in re.sub(r"(?s)<span id=\"added\" hidden.*?</span>", "", page)


def test_words_that_were_changed_stay(client_for: ClientFor, alice: Membership) -> None:
    client, draft = client_for(alice), uuid7()
    longer, page = write(client, draft, VAGUE, insert="Wat zou jij doen?")
    (undo,) = offered(page, "take_out")
    mine = longer.replace("Wat zou jij", "Wat zouden jullie")
    stays, page = write(client, draft, mine, take_out=undo)
    assert stays == mine
    assert "Je hebt deze woorden zelf veranderd. Ze blijven staan." in page


@pytest.mark.parametrize("odd", ["x", "-1:a", "99999999999999999999:a", "0:", ":a", "²:a"])
def test_an_odd_undo_changes_nothing(client_for: ClientFor, alice: Membership, odd: str) -> None:
    assert write(client_for(alice), uuid7(), VAGUE, take_out=odd)[0] == VAGUE


def test_first_words_fit_a_team_and_the_coach(client_for: ClientFor, alice: Membership, bob: Membership) -> None:
    bob.role = "coach"
    bob.save()
    _text, page = write(client_for(alice), uuid7(), "Ik loop vast", people=str(bob.id))
    assert "Zou je met me willen sparren?" in offered(page)
    team = alice.school.teams.create(name="Bovenbouw")
    _text, page = write(client_for(alice), uuid7(), "Ik loop vast", team=str(team.id))
    assert "Willen jullie met me meedenken?" in offered(page)


@pytest.mark.privacy
def test_nothing_is_asked_or_counted_unless_the_school_allows_it(client_for: ClientFor, alice: Membership) -> None:
    client, draft = client_for(alice), uuid7()
    _text, page = write(client, draft, VAGUE, right="no:specific", dismiss="here:think_along")
    assert "Was dit raak?" not in page
    assert counts() == {}
    allow(alice)
    _text, page = write(client, draft, VAGUE)
    assert page.count("Was dit raak?") == 2


def test_a_reply_is_counted_once_for_a_draft(client_for: ClientFor, alice: Membership) -> None:
    allow(alice)
    client, draft = client_for(alice), uuid7()
    _text, page = write(client, draft, VAGUE, right="no:specific")
    assert (page.count("Was dit raak?"), page.count("Daar leert de coach van.")) == (1, 1)
    write(client, draft, VAGUE, right="yes:specific")
    write(client, uuid7(), VAGUE, right="yes:specific")
    write(client, uuid7(), VAGUE, right="yes:unknown")
    write(client, uuid7(), VAGUE, right="maybe:specific")
    write(client, uuid7(), VAGUE, dismiss="now:why")
    assert counts() == {("specific", "wrong"): 1, ("specific", "right"): 1, ("why", "rested"): 1}


@pytest.mark.privacy
def test_a_count_holds_a_rule_a_reply_and_a_number_alone(client_for: ClientFor, alice: Membership) -> None:
    allow(alice)
    assert {field.name for field in CoachTally._meta.get_fields()} == {"id", "rule", "reply", "count"}
    before = AuditEvent.objects.count()
    assert count_reply(school=alice.school, rule="why", reply=CoachReply.WRONG)
    assert AuditEvent.objects.count() == before
    assert CoachTally.objects.get().id.version == 4  # tells no time


def test_the_report_shows_what_is_set_aside_most(alice: Membership) -> None:
    def printed() -> list[list[str]]:
        out = StringIO()
        call_command("coach_report", stdout=out)
        return [line.split() for line in out.getvalue().splitlines()]

    assert printed()[-1][:5] == ["Er", "is", "nog", "niets", "geteld."]
    allow(alice)
    for rule, reply, times in (
        ("why", "rested", 2),
        ("why", "wrong", 1),
        ("moment", "wrong", 1),
        ("moment", "right", 4),
    ):
        for _ in range(times):
            count_reply(school=alice.school, rule=rule, reply=CoachReply(reply))
    rows = printed()
    assert [row[-4:] for row in rows[1:3]] == [["(why)", "0", "1", "2"], ["(moment)", "4", "1", "0"]]
    assert len(rows) == 10


def test_a_leader_allows_it_beside_name_and_place(client_for: ClientFor, alice: Membership) -> None:
    client = client_for(alice)
    client.post("/school/gegevens/", {"name": "De Toren", "place": "Urk", "coach_feedback": "on"})
    alice.school.refresh_from_db()
    assert (alice.school.name, alice.school.coach_feedback) == ("De Toren", True)
    client.post("/school/gegevens/", {"name": "De Toren", "place": "Urk"})
    alice.school.refresh_from_db()
    assert alice.school.coach_feedback is False


def test_english_is_read_and_turkish_is_not(client_for: ClientFor, alice: Membership) -> None:
    client = client_for(alice)
    _text, page = write(client, uuid7(), "I am stuck with our study day and I do not know how to start.")
    assert "Je schrijft Engels. Daarvoor zijn mijn regels nog jong: ik mis daar veel." in page
    assert "Would you think along with me?" in offered(page)
    _text, page = write(client, uuid7(), "Merhaba Ayşe, öğretmenler toplantısı için bana yardım eder misin?")
    assert page.count("Ik lees alleen Nederlands en Engels. Let zelf even op namen.") == 2  # in sight, and read aloud
    assert offered(page) == []
    assert 'class="points"' not in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_public_page_is_made_from_the_rules_and_the_figures(client: Client, language: str) -> None:
    response = client.get(f"/zo-kijkt-de-coach-mee/?taal={language}")
    page = unescape(response.content.decode())
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in page
    figures = next(trial for trial in trials() if trial.name == "writers").items
    shown = {rule.id: (rule.missed, rule.wrong) for _title, rules in response.context["groups"] for rule in rules}
    assert shown == {
        item: (round(100 * (1 - tally.recall)), round(100 * (1 - tally.precision))) for item, tally in figures.items()
    }
    for rule in tekstcoach.rules():
        for text in (rule.name, rule.looks_for, rule.reason):
            assert text.get(language) in page
        assert rule.source is None or rule.source.citation in page
        assert min((example.text for example in rule.good), key=len) in page


def test_an_unknown_language_is_dutch(client: Client) -> None:
    assert client.get("/zo-kijkt-de-coach-mee/?taal=xx").headers["Content-Language"] == "nl"
