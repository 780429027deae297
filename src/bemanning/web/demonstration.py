"""Whom a visitor of the demo school can be."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SCHOOL = Path(__file__).parent / "demo" / "school.json"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody of the demo school, as the sign-in page names them."""

    key: str
    name: str
    job: str
    email: str


@lru_cache(maxsize=1)
def demo_people() -> list[DemoPerson]:
    """The people of `demo_sign_in` in the demo school, in that order."""
    school = json.loads(SCHOOL.read_text(encoding="utf-8"))
    people = {row["key"]: row for row in school["people"]}
    chosen = (people[key] for key in school["demo_sign_in"])
    return [DemoPerson(row["key"], row["name"], row["job"], row["email"]) for row in chosen]
