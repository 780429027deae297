"""Criterion 20: the texts of the interface and of the mails are plain Dutch (B1), and friendly."""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po

from tests.plain_dutch import faults, flesch_douma
from tools.catalogue import SOURCE

pytestmark = pytest.mark.accessibility

LEAST = 60


def interface() -> Iterator[str]:
    """Everything on the screen and in a mail: the Dutch of all catalogues."""
    for path in sorted(Path(SOURCE).glob("*/locale/nl/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="nl"):
                forms = message.string if isinstance(message.string, tuple) else (message.string,)
                if message.id:
                    yield from (_with_names(form) for form in forms)


def coach() -> Iterator[str]:
    """What the coach says: questions and reasons."""
    for rule in sorted(files("tekstcoach").joinpath("rules").iterdir(), key=str):
        read = tomllib.loads(rule.read_text(encoding="utf-8"))
        yield from (part["nl"] for part in read.values() if isinstance(part, dict) and "nl" in part)


def small_questions() -> Iterator[str]:
    """ "Begin klein"."""
    rows = json.loads(files("bemanning.helprequests").joinpath("data/begin_klein.json").read_text(encoding="utf-8"))
    for row in rows:
        yield from (re.sub(r"[\[\]]", "", row[part]["nl"]) for part in ("step_name", "title", "text", "why"))


def demo_school() -> Iterator[str]:
    """What the people of De Vuurtoren write."""
    for name in ("school.json", "questions.json"):
        yield from _texts(json.loads(files("bemanning.web").joinpath("demo", name).read_text(encoding="utf-8")))


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, str) and " " in part:
        yield part
    elif isinstance(part, dict):
        for one in part.values():
            yield from _texts(one)
    elif isinstance(part, list):
        for one in part:
            yield from _texts(one)


def _with_names(text: str) -> str:
    """A text as somebody reads it: with a name where the app puts one, and without markup."""
    return re.sub(r"%\(\w+\)s|\{\w+\}", "Anna", re.sub(r"<[^>]+>", "", text))


KINDS = {"interface": interface, "coach": coach, "small questions": small_questions, "demo school": demo_school}


@pytest.mark.parametrize("kind", KINDS)
def test_the_texts_are_easy_to_read(kind: str) -> None:
    assert flesch_douma(KINDS[kind]()) >= LEAST


# What the people of the demo school write is theirs: a teacher says "feedback", and goes on for a line.
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "demo school"])
def test_no_sentence_is_long_and_no_word_is_stiff(kind: str) -> None:
    assert [fault for text in KINDS[kind]() for fault in faults(text)] == []


def test_the_measure_gives_the_published_scale() -> None:
    """Words of one syllable in short sentences are very easy; long compounds are not."""
    assert flesch_douma(["Ik zie de kat. De kat zit op de mat."]) == pytest.approx(206.84 - 77 - 0.93 * 5)
    assert flesch_douma(["Medezeggenschapsraadsvergadering."]) < 0


def test_the_measurement_sees_a_text_of_an_office() -> None:
    """The seeded fault."""
    official = (
        "Teneinde de verwerking van uw hulpvraag conform de organisatiedoelstellingen te kunnen continueren, dient de "
        "medewerker voorafgaand aan de verzending de doelgroepspecificatie en de vertrouwelijkheidsclassificatie vast "
        "te leggen!"
    )
    assert flesch_douma([official]) < LEAST
    assert [fault.split(":")[0] for fault in faults(official)] == [
        "27 words",
        "'Teneinde' in",
        "'uw' in",
        "'conform' in",
        "'!' in",
    ]
