"""Which language a text is in, and what the coach does with one that is not Dutch."""

import json
from pathlib import Path

import pytest

from tekstcoach import Language, Review, language_of, review
from tekstcoach.commands import advice

DATA = Path(__file__).parents[2] / "data" / "coach"
CODES = {"nl": Language.DUTCH, "en": Language.ENGLISH}
MISTAKEN = 3  # Dutch messages of 3,287 that may be taken for another language

GERMAN = "Könntest du diese Woche kurz mit mir auf den Stundenplan schauen?"


def _rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_text_of_the_set_is_told_right() -> None:
    rows = _rows("languages")
    wrong = [r["id"] for r in rows if language_of(r["text"]) is not CODES.get(r["language"], Language.OTHER)]
    assert (wrong, len(rows)) == ([], 93)


def test_labelled_dutch_stays_dutch() -> None:
    names = ("dev", "train", "public", "genres", "genres_test", "short", "short_test")
    rows = [row for name in names for row in _rows(name)]
    other = [row["id"] for row in rows if language_of(row["text"]) is not Language.DUTCH]
    assert len(rows) > 3_000
    assert len(other) <= MISTAKEN


@pytest.mark.parametrize(
    "text", ["", " ", "Ok", "Help me", "the", "Könntest du", "🙂", "12-03", "Wat is growth mindset?"]
)
def test_a_few_words_are_dutch(text: str) -> None:
    assert language_of(text) is Language.DUTCH


def test_capitals_make_no_difference() -> None:
    rows = _rows("languages")
    assert [r["id"] for r in rows if language_of(r["text"].upper()) is not language_of(r["text"].lower())] == []


def _met(report: Review) -> list[str]:
    return [result.point.value for result in report.points if result.met]


def test_english_gets_the_same_points_with_quotes() -> None:
    report = review(
        "Do you have a quarter of an hour on Thursday to look at my plan for the open day? You organised it last "
        "year. I will tell you how it went."
    )
    assert report.language is Language.ENGLISH
    assert _met(report) == ["specific", "why", "moment", "think_along", "follow_up"]
    quotes = {r.point.value: [report.quote(span) for span in r.spans] for r in report.points}
    assert quotes["why"] == ["You organised it last year"]
    assert quotes["follow_up"] == ["I will tell you how it went"]
    assert report.open_questions == ()


def test_english_asks_at_most_two_questions_and_sees_pitfalls() -> None:
    report = review("Sorry to bother you, but could you please fix the timetable for us?")
    assert [result.point.value for result in report.open_questions] == ["think_along", "why"]
    assert [found.pitfall.value for found in report.pitfalls] == ["apology", "handover"]
    quiet = review(report.text, dismissed=frozenset({"apology", "handover", "think_along"}))
    assert [result.point.value for result in quiet.open_questions] == ["why", "moment"]
    assert quiet.pitfalls == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Finn from group 6 was suspended again. What would you do?", "Finn from group 6"),
        ("The mother of Aylin called me this morning. How should I respond?", "Aylin"),
        ("What would you say to her? She is on 06-12345678 all morning.", "06-12345678"),
        ("Mrs de Groot has a burn-out and the parents are asking. What would you say?", "Mrs de Groot"),
    ],
)
def test_english_names_somebody(text: str, words: str) -> None:
    report = review(text)
    assert [report.quote(span) for found in report.pitfalls for span in found.spans] == [words]


def test_english_leaves_greetings_and_plain_words_alone() -> None:
    assert review("Hi Peter, will you think along with me about the open day in May?").pitfalls == ()


def test_another_language_gets_no_questions_but_numbers_are_seen() -> None:
    report = review(f"{GERMAN} Ihre Nummer ist 06-12345678, sie weiß noch nicht davon.")
    assert report.language is Language.OTHER
    assert (_met(report), report.open_questions) == ([], ())
    assert [report.quote(span) for found in report.pitfalls for span in found.spans] == ["06-12345678"]


def test_advice_says_what_it_does_not_read_and_that_english_is_young() -> None:
    assert advice(review(GERMAN)) == "Ik lees alleen Nederlands en Engels. Let zelf even op namen."
    told = advice(review("I am stuck with our study day and I do not know how to start.")).splitlines()
    assert told[0] == "You write in English. My rules for it are young: I still miss a lot."
    assert next(line for line in told if line.startswith("? ")) == (
        "? Would you like your colleague to think along? A question such as 'how do you see this?' may help."
    )
