"""Dutch words made comparable."""

import pytest

from wievraagik.people import sentences
from wievraagik.words import fold, grams, parts, stem, terms


def test_begeleiding_and_beleid_stay_apart() -> None:
    assert stem("begeleiding") != stem("beleid")


def test_accents_case_and_quotes_fall_away() -> None:
    assert fold("Conciërge İpek’s ıssız") == "concierge ipek's issiz"


def test_a_compound_is_followed_by_its_parts() -> None:
    assert parts("ouderbetrokkenheid") == ("ouder", "betrokkenheid")
    assert list(terms("ouderbetrokkenheid")) == [stem("ouderbetrokkenheid"), stem("ouder"), stem("betrokkenheid")]


@pytest.mark.parametrize("word", ["lezen", "kleuters", "xyzxyzxyz"])
def test_a_simple_word_has_no_parts(word: str) -> None:
    assert parts(word) == ()


def test_stop_words_carry_nothing() -> None:
    assert list(terms("Wie wil er met me meedenken over de kinderen?")) == []


def test_runs_of_characters_stay_inside_a_word() -> None:
    assert list(grams("toa", (4,))) == [" toa", "toa "]


def test_sentences_are_verbatim() -> None:
    assert sentences("Eén. Twee?  Drie\nvier ") == ["Eén.", "Twee?", "Drie", "vier"]
