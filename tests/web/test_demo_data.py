"""The demo school and the small-question templates hold together, judged from their JSON alone."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "bemanning"
SCHOOL: dict[str, Any] = json.loads((SOURCE / "web" / "demo" / "school.json").read_text(encoding="utf-8"))
TEMPLATES: list[dict[str, Any]] = json.loads(
    (SOURCE / "helprequests" / "data" / "begin_klein.json").read_text(encoding="utf-8")
)
PEOPLE: dict[str, dict[str, Any]] = {person["key"]: person for person in SCHOOL["people"]}
TEAMS = [team["key"] for team in SCHOOL["teams"]]
PERSON_FIELDS = {
    "key", "name", "email", "role", "administrator", "job", "teams", "working_days",
    "phrases", "about", "welcome", "room", "paused_days", "monthly_limit",
}  # fmt: skip


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
