"""What holds for every text: layout and case say nothing, and a good sentence spoils no other."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from tekstcoach import Audience, Context, Point, Review, review, starters
from tekstcoach.layout import settled
from tekstcoach.measure import labels_in
from tekstcoach.starters import GAP

SENTENCES = st.sampled_from(
    [
        (point.value, line)
        for point in Point
        for audience in Audience
        for line in starters(point, "Ik loop vast met het rooster.", Context(audience=audience))
        if GAP not in line
    ]
)
DRAFTS = st.lists(SENTENCES, min_size=1, max_size=4, unique=True)
SPACE = st.sampled_from([" ", "  ", "\t", " \t ", "\u00a0", "   "])
# Each example is a review or more; a busy machine may take its time.
relaxed = settings(max_examples=60, deadline=None)
LINES = st.sampled_from(["\n\n", "\n\n\n", "\r\n\r\n", " \n \n\n ", "\n\n\t"])


def _met(report: Review) -> set[str]:
    return {result.point.value for result in report.points if result.met}


@relaxed
@given(st.text(max_size=300))
def test_reading_past_white_space_leads_back_to_the_text(text: str) -> None:
    report = review(text)
    assert report.text == text
    layout = settled(text)
    assert settled(layout.text).text == layout.text
    for result in report.points:
        for span in result.spans:
            assert report.quote(span) == report.quote(span).strip()


@relaxed
@given(DRAFTS, st.data())
def test_white_space_flips_no_label(draft: list[tuple[str, str]], data: st.DataObject) -> None:
    plain = "Hoi Karim,\n\n" + " ".join(text for _, text in draft) + "\n\nGroet, Anke"
    wide = re.sub(r" |\n\n", lambda found: data.draw(SPACE if found.group() == " " else LINES), plain)
    padded = data.draw(SPACE) + wide + data.draw(LINES)
    assert labels_in(review(padded)) == labels_in(review(plain))
    quotes = [" ".join(review(padded).quote(s).split()) for r in review(padded).points for s in r.spans]
    assert quotes == [" ".join(review(plain).quote(s).split()) for r in review(plain).points for s in r.spans]


@relaxed
@given(DRAFTS)
def test_case_flips_no_point(draft: list[tuple[str, str]]) -> None:
    text = " ".join(words for _, words in draft)
    assert _met(review(text.lower())) == _met(review(text)) == _met(review(text.upper()))


@relaxed
@given(DRAFTS, SENTENCES)
def test_a_sentence_that_meets_a_point_keeps_the_others(draft: list[tuple[str, str]], more: tuple[str, str]) -> None:
    """What the sentences of a draft are for stays met, whichever sentence comes with them."""
    text = " ".join(words for _, words in draft)
    there = {point for point, _ in draft}
    assert there <= _met(review(text))
    assert there | {more[0]} <= _met(review(f"{text} {more[1]}"))
