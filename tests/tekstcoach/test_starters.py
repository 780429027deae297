"""First words for what misses: for whom, about what, and in and out of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tekstcoach import Audience, Context, Language, Point, inserted, review, starters
from tekstcoach.measure import labels_in
from tekstcoach.starters import GAP
from tekstcoach.topic import topic

VAGUE = ("Ik loop vast.", "Ik loop vast met de studiedag.", "Geachte heer, ik loop vast. Weet u raad?")


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Ik loop vast met de studiedagen", "de studiedagen"),
        ("Het kerstrooster lukt niet.", "het kerstrooster"),
        ("Kun je meedenken over werkdruk in ons team?", "werkdruk"),
        ("Ik zoek een werkvorm voor de ouderavond.", "de ouderavond"),
        ("Hoe begin jij een slechtnieuwsgesprek?", "het slechtnieuwsgesprek"),
        ("Woensdag in de bouwvergadering wil ik het over ons huiswerkbeleid hebben.", "het huiswerkbeleid"),
        ("Wie weet iets van passend onderwijs?", "passend onderwijs"),
        ("Regel jij dat even?", ""),
        ("Ik heb een plan en een vraag.", ""),
        ("Zwemt de blorf in de glimp?", ""),
        ("", ""),
    ],
)
def test_a_subject_comes_with_its_article_or_not_at_all(text: str, about: str) -> None:
    assert topic(text) == about


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("point", Point)
@pytest.mark.parametrize("text", VAGUE)
def test_two_or_three_that_meet_their_point(text: str, point: Point, audience: Audience) -> None:
    """A whole sentence meets the point that it is for; one with a gap still waits for the writer."""
    context = Context(audience=audience)
    given_words = starters(point, text, context)
    assert len(set(given_words)) == len(given_words)
    assert len(given_words) in {2, 3}
    for words in given_words:
        assert words[0].isupper()
        assert "{" not in words
        if GAP not in words:
            report = review(inserted(text, words)[0], context)
            assert next(result.met for result in report.points if result.point is point), words


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("point", Point)
def test_one_with_a_gap_says_nothing_until_it_is_finished(point: Point, audience: Audience) -> None:
    context = Context(audience=audience)
    for text in VAGUE:
        before = labels_in(review(text, context))
        for words in starters(point, text, context):
            if GAP in words:
                assert labels_in(review(inserted(text, words)[0], context)) == before, words


def test_an_english_one_with_a_gap_says_nothing_either() -> None:
    text = "I am stuck and I do not know how to start."
    before = review(text)
    after = review(inserted(text, "I cannot work it out on my own, because …")[0])
    assert after.language is before.language is Language.ENGLISH
    assert labels_in(after) == labels_in(before)
    assert labels_in(review(f"{text} I cannot work it out on my own, because I am new here."))["why"]


def test_a_finished_one_counts() -> None:
    text = "Kun je meedenken over de studiedag? Ik kom er alleen niet uit, want ik heb er nog nooit een geleid."
    assert labels_in(review(text))["why"]


def test_they_fit_whom_is_asked() -> None:
    def first(audience: Audience, text: str = "Ik loop vast.", names: tuple[str, ...] = ()) -> str:
        return starters(Point.THINK_ALONG, text, Context(audience=audience, recipients=names))[0]

    assert {audience: first(audience) for audience in Audience} == {
        Audience.COLLEAGUE: "Zou je met me willen meedenken?",
        Audience.TEAM: "Willen jullie met me meedenken?",
        Audience.PEER: "Zou je met me willen meedenken?",
        Audience.COACH: "Zou je met me willen sparren?",
        Audience.BOARD: "Willen jullie met me meedenken?",
    }
    assert first(Audience.COLLEAGUE, "Beste mevrouw, weet u raad?") == "Zou u met mij willen meedenken?"
    assert first(Audience.COLLEAGUE, names=("Karim", "Fenna")) == "Willen jullie met me meedenken?"
    assert first(Audience.COLLEAGUE, VAGUE[1]) == "Zou je met me willen meedenken over de studiedag?"


def test_they_are_in_the_language_of_the_text() -> None:
    text = "I am stuck with our study day and I do not know how to start."
    for point in Point:
        for words in starters(point, text, Context(), Language.ENGLISH):
            report = review(inserted(text, words)[0])
            assert report.language is Language.ENGLISH
            assert GAP in words or next(r.met for r in report.points if r.point is point), words
    assert starters(Point.WHY, "Merhaba", Context(), Language.OTHER) == ()


@pytest.mark.parametrize(
    ("text", "longer"),
    [
        ("", "Wat zou jij doen?"),
        ("Ik loop vast", "Ik loop vast. Wat zou jij doen?"),
        ("Ik loop vast.", "Ik loop vast. Wat zou jij doen?"),
        ("Ik loop vast.\n", "Ik loop vast.\nWat zou jij doen?"),
        ("Ik loop vast.\n\nGroet, Anke", "Ik loop vast. Wat zou jij doen?\n\nGroet, Anke"),
    ],
)
def test_they_go_before_the_greeting_at_the_end(text: str, longer: str) -> None:
    assert inserted(text, "Wat zou jij doen?")[0] == longer


@given(st.one_of(st.text(max_size=200), st.sampled_from(VAGUE).map(lambda text: text + "\n\nMet groet,\nAnke")))
def test_taking_them_out_gives_back_the_text(text: str) -> None:
    longer, start, end = inserted(text, "Wat zou jij doen?")
    assert longer[:start] + longer[end:] == text
    assert "Wat zou jij doen?" in longer[start:end]


@given(st.text(max_size=300))
def test_any_text_has_a_subject_or_none(text: str) -> None:
    found = topic(text)
    assert found == "" or found.split()[-1] in text.lower().replace("’", "'").replace("‘", "'").replace("´", "'")
