"""The subject of a request in a mail or a list."""

import pytest

from tekstcoach import subject_line


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("", ""),
        (" \n ", ""),
        ("🙂", "🙂"),
        ("Hoi Karim, ik zoek een werkvorm voor de studiedag.", "Ik zoek een werkvorm voor de studiedag"),
        ("Beste Anna,\n\nHeb je even? Hoe doen jullie het rooster?", "Hoe doen jullie het rooster?"),
        ("Zou je willen sparren over de studiedag? Groet, Anke", "Zou je willen sparren over de studiedag?"),
        ("Ik zoek een werkvorm. Help je?", "Ik zoek een werkvorm. Help je?"),
        ("Ik loop vast met de studiedagen", "Ik loop vast met de studiedagen"),
        ("Help.", "Help"),
        ("Groet, Jan", "Groet, Jan"),
    ],
)
def test_subject(text: str, subject: str) -> None:
    assert subject_line(text) == subject


def test_a_long_subject_ends_at_a_word() -> None:
    line = subject_line(
        "Ik zoek een werkvorm voor de studiedag waarin het team zelf kiest waar we aan gaan werken", 40
    )
    assert line == "Ik zoek een werkvorm voor de studiedag…"


def test_a_question_that_is_cut_ends_with_the_ellipsis() -> None:
    assert subject_line("Zou je met me willen sparren over de studiedag in maart?", 40).endswith("…")


def test_a_single_endless_word_gives_no_subject() -> None:
    assert subject_line("a" * 500) == ""
