"""The demo school and the small-question templates hold together, judged from their JSON alone."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from wievraagik.topics import all_topics

SOURCE = Path(__file__).parents[2] / "src" / "bemanning"
SCHOOL: dict[str, Any] = json.loads((SOURCE / "web" / "demo" / "school.json").read_text(encoding="utf-8"))
TEMPLATES: list[dict[str, Any]] = json.loads(
    (SOURCE / "helprequests" / "data" / "begin_klein.json").read_text(encoding="utf-8")
)
QUESTIONS: list[dict[str, Any]] = json.loads((SOURCE / "web" / "demo" / "questions.json").read_text(encoding="utf-8"))
PEOPLE: dict[str, dict[str, Any]] = {person["key"]: person for person in SCHOOL["people"]}
TEAMS = [team["key"] for team in SCHOOL["teams"]]
PERSON_FIELDS = {
    "key", "name", "email", "role", "administrator", "job", "teams", "working_days",
    "phrases", "topics", "not_topics", "said_days_ago", "about", "welcome", "room", "paused_days", "monthly_limit",
}  # fmt: skip

QUESTION_FIELDS = {
    "asker", "sent_days_ago", "hour", "minute", "subject", "text", "to", "events",
    "follow_up", "follow_up_on", "private", "state",
}  # fmt: skip
FOLLOW_UP_FIELDS = {"day", "outcome", "did", "brought", "decision", "ground", "thanks", "thanked"}
PRIVATE_FIELDS = {"tension", "likelihood", "experienced_tension", "experienced_use", "note"}
BY_THE_ASKER = {"reply", "withdraw"}
BY_THE_ASKED = {"answer", "automatic", "not_now", "suggest_other"}
WITH_TEXT = {"answer", "automatic", "reply", "not_now", "suggest_other", "edit"}
EACH_QUESTION = pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["subject"])


def repeated(values: list[str]) -> list[str]:
    """The values that occur more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def test_the_crew_is_complete_and_nobody_is_there_twice() -> None:
    assert len(SCHOOL["people"]) == 24
    assert repeated([person["key"] for person in SCHOOL["people"]]) == []
    assert repeated([person["name"] for person in SCHOOL["people"]]) == []
    assert repeated([person["email"] for person in SCHOOL["people"]]) == []
    assert repeated(TEAMS) == []


def test_the_school_has_one_leader_one_coach_and_one_administrator() -> None:
    roles = Counter(person["role"] for person in SCHOOL["people"])
    assert roles == {"leader": 1, "team_member": 22, "coach": 1}
    assert [person["key"] for person in SCHOOL["people"] if person["administrator"]] == ["gerda"]
    assert SCHOOL["demo_sign_in"] == ["anke", "karim", "gerda"]
    assert [key for key in SCHOOL["demo_sign_in"] if key not in PEOPLE] == []


def test_profiles_differ_and_some_are_empty_or_without_room() -> None:
    empty = [key for key, person in PEOPLE.items() if not (person["phrases"] or person["about"] or person["welcome"])]
    assert empty == ["bouke", "youssef", "emre"]
    assert [key for key, person in PEOPLE.items() if person["room"] == "paused"] == ["mirella", "shanti", "ineke"]
    assert repeated([phrase for person in PEOPLE.values() for phrase in person["phrases"]]) == []
    assert repeated([person["about"] for person in PEOPLE.values() if person["about"]]) == []


@pytest.mark.parametrize("key", PEOPLE)
def test_a_person_fits_the_fields_of_the_profile(key: str) -> None:
    person = PEOPLE[key]
    assert set(person) == PERSON_FIELDS
    assert re.fullmatch(r"[a-z]+@[a-z]+\.example", person["email"])
    assert [team for team in person["teams"] if team not in TEAMS] == []
    assert person["working_days"] == sorted(set(person["working_days"]) & {1, 2, 3, 4, 5})
    assert len(person["phrases"]) <= 5
    assert [phrase for phrase in person["phrases"] if len(phrase) > 160] == []
    assert len(person["about"].split()) <= 60
    assert len(person["welcome"]) <= 200
    assert person["room"] in {"open", "little", "paused"}
    assert person["paused_days"] is None or person["room"] == "paused"
    assert person["monthly_limit"] is None or 1 <= person["monthly_limit"] <= 6


def test_every_team_has_members() -> None:
    sizes = Counter(team for person in SCHOOL["people"] for team in person["teams"])
    assert [team for team in TEAMS if sizes[team] < 3] == []


def test_begin_klein_has_four_steps_that_are_each_filled() -> None:
    assert repeated([template["id"] for template in TEMPLATES]) == []
    assert [template["step"] for template in TEMPLATES] == sorted(template["step"] for template in TEMPLATES)
    assert Counter(template["step"] for template in TEMPLATES) == {1: 5, 2: 5, 3: 4, 4: 4}
    assert len({(template["step"], template["step_name"]["nl"]) for template in TEMPLATES}) == 4


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template["id"])
def test_a_template_speaks_both_languages_and_leaves_room_to_fill_in(template: dict[str, Any]) -> None:
    assert set(template) == {"id", "step", "step_name", "title", "text", "why"}
    for field in ("step_name", "title", "text", "why"):
        assert set(template[field]) == {"nl", "en"}
        assert "" not in template[field].values()
        assert [text for text in template[field].values() if "!" in text] == []
    gaps = {language: len(re.findall(r"\[[^\[\]]+\]", text)) for language, text in template["text"].items()}
    assert gaps["nl"] == gaps["en"]
    assert gaps["nl"] >= 2


def asked(question: dict[str, Any]) -> list[str]:
    """The keys of whom the question goes to; a guest is `guest`."""
    to = question["to"]
    if "team" in to:
        return [key for key, person in PEOPLE.items() if to["team"] in person["teams"] and key != question["asker"]]
    return ["guest"] if "guest" in to else list(to["people"])


def contributors(question: dict[str, Any]) -> set[str]:
    """Whoever answered, in person too."""
    return {event["by"] for event in question["events"] if event["type"] == "answer"} | heard_from(question)


def heard_from(question: dict[str, Any]) -> set[str]:
    """Whoever was asked in person."""
    return set(asked(question)) if "heard" in question else set()


def minute_of_day(question: dict[str, Any], day: float) -> int:
    """The clock time, in minutes, at which something happened `day` days after sending."""
    sent = int(question["hour"]) * 60 + int(question["minute"])
    return round(sent + day * 1440) % 1440


def test_the_year_holds_questions_in_every_state() -> None:
    assert Counter(question["state"] for question in QUESTIONS) == {
        "draft": 3, "scheduled": 1, "open": 6, "answered": 9, "closed": 26, "withdrawn": 2,
    }  # fmt: skip
    outcomes = Counter(question["follow_up"]["outcome"] for question in QUESTIONS if question["follow_up"])
    assert outcomes == {"used": 21, "not_used": 5}
    assert repeated([question["subject"] for question in QUESTIONS]) == []
    assert repeated([question["text"] for question in QUESTIONS]) == []


def test_the_leader_asks_most_and_is_asked_too() -> None:
    askers = Counter(question["asker"] for question in QUESTIONS)
    assert askers.most_common(2) == [("anke", 15), ("karim", 5)]
    addressed = Counter(key for question in QUESTIONS for key in question["to"].get("people", []))
    assert (addressed["anke"], addressed["karim"]) == (4, 7)


def test_three_things_wait_for_the_leader_today() -> None:
    follow_up_today = [question for question in QUESTIONS if question["follow_up_on"] == {"days_ago": 0}]
    assert [(question["asker"], question["to"]) for question in follow_up_today] == [
        ("anke", {"people": ["joke", "sem"]})
    ]
    waiting_for_her = [
        question["asker"]
        for question in QUESTIONS
        if question["state"] in {"open", "answered"} and "anke" in asked(question)
        if "anke" not in {event["by"] for event in question["events"]}
    ]
    assert waiting_for_her == ["naoual"]
    fresh = [
        [event["by"] for event in question["events"]]
        for question in QUESTIONS
        if question["asker"] == "anke" and question["state"] == "answered" and question["sent_days_ago"] < 7
    ]
    assert fresh == [["karim"]]


@EACH_QUESTION
def test_a_question_fits_its_fields(question: dict[str, Any]) -> None:
    assert set(question) - {"scheduled_in_days", "silence", "heard"} == QUESTION_FIELDS
    assert ("scheduled_in_days" in question) == (question["state"] == "scheduled")
    assert question["asker"] in PEOPLE
    assert 1 <= question["sent_days_ago"] <= 365
    assert len(question["subject"]) <= 80
    assert len(question["text"].split()) >= 8
    assert "!" not in json.dumps(question)
    assert list(question["to"]) in (["people"], ["team"], ["guest"])
    assert question["to"].get("team", TEAMS[0]) in TEAMS
    assert [key for key in asked(question) if key != "guest" and key not in PEOPLE] == []
    assert question["asker"] not in asked(question)
    assert asked(question) != []


@EACH_QUESTION
def test_events_follow_each_other_and_come_from_the_right_people(question: dict[str, Any]) -> None:
    days = [event["day"] for event in question["events"]]
    if question["follow_up"]:
        days.append(question["follow_up"]["day"])
    assert days == sorted(days)
    # Everything happened before today began, whatever the clock says when the demo is loaded.
    sent = (question["hour"] * 60 + question["minute"]) / 1440
    assert [day for day in days if not 0 < day + sent < question["sent_days_ago"]] == []
    assert [day for day in days if not 7 * 60 <= minute_of_day(question, day) <= 22 * 60] == []
    wrote: set[str] = set()
    for event in question["events"]:
        assert ("text" in event) == (event["type"] in WITH_TEXT)
        assert ("other" in event) == (event["type"] == "suggest_other")
        if event["type"] in BY_THE_ASKER:
            assert event["by"] == question["asker"]
        elif event["type"] in BY_THE_ASKED:
            assert event["by"] in asked(question)
        else:
            assert event["type"] in {"edit", "withdraw_message"}
            assert event["by"] in wrote
        if "other" in event:
            assert event["other"] in set(PEOPLE) - set(asked(question)) - {question["asker"]}
        wrote.add(event["by"])


@EACH_QUESTION
def test_answers_are_worth_reading(question: dict[str, Any]) -> None:
    lengths = [len(event["text"].split()) for event in question["events"] if event["type"] in {"answer", "edit"}]
    assert [length for length in lengths if not 30 <= length <= 120] == []


@EACH_QUESTION
def test_the_state_agrees_with_what_happened(question: dict[str, Any]) -> None:
    state, follow_up = question["state"], question["follow_up"]
    types = [event["type"] for event in question["events"]]
    assert (follow_up is not None) == (state == "closed")
    assert ("withdraw" in types) == (state == "withdrawn")
    if state in {"draft", "scheduled"}:
        assert types == []
    if state != "withdrawn":
        assert bool(contributors(question)) == (state in {"answered", "closed"})
    assert question["follow_up_on"] is None or state == "answered"


@EACH_QUESTION
def test_a_follow_up_is_concrete_and_thanks_who_answered(question: dict[str, Any]) -> None:
    follow_up = question["follow_up"] or {}
    assert set(follow_up) in (set(), FOLLOW_UP_FIELDS)
    assert [field for field, value in follow_up.items() if value in ("", [])] == []
    assert set(follow_up.get("thanked", [])) <= contributors(question)


@EACH_QUESTION
def test_private_figures_fit_their_scales(question: dict[str, Any]) -> None:
    private = question["private"] or {}
    assert set(private) in (set(), PRIVATE_FIELDS)
    experienced = {private.get("experienced_tension"), private.get("experienced_use")}
    assert (experienced == {None}) == (not private or question["state"] != "closed")
    assert [
        private[field] for field in ("tension", "experienced_tension") if private.get(field) not in {None, *range(11)}
    ] == []
    assert [
        private[field] for field in ("likelihood", "experienced_use") if private.get(field) not in {None, *range(101)}
    ] == []


def test_what_makes_the_map_alive_names_people_and_topics_that_exist() -> None:
    topics = {topic.id for topic in all_topics()}
    for person in SCHOOL["people"]:
        assert set(person["topics"]) | set(person["not_topics"]) <= topics, person["key"]
    assert [tip for tip in SCHOOL["tips"] if not {tip["by"], tip["member"]} <= set(PEOPLE)] == []
    assert [key for key in SCHOOL["shown_thanks"] if key not in PEOPLE] == []
    assert [row["topic"] for row in SCHOOL["own_words"] if row["topic"] not in topics] == []
