"""A well-made request says more than its subject; who can think along depends on the subject alone."""

import pytest

from wievraagik import Index, Profile
from wievraagik.matter import matter_of

SUBJECT = "Ik loop vast met de studiedagen."
COURTESIES = (
    "Sorry dat ik je stoor.",
    "Zou je donderdag een kwartier met me willen sparren?",
    "Komt het niet uit, dan hoor ik het graag.",
    "Ik laat je weten wat ik ermee doe.",
    "Alvast bedankt, fijn weekend!",
)


@pytest.mark.parametrize("courtesy", COURTESIES)
def test_a_courtesy_is_left_out_before_and_after_the_subject(courtesy: str) -> None:
    assert matter_of(f"{courtesy} {SUBJECT}") == matter_of(f"{SUBJECT} {courtesy}") == SUBJECT


@pytest.mark.parametrize("courtesy", COURTESIES)
def test_a_text_of_courtesies_alone_stays_as_it_is(courtesy: str) -> None:
    assert matter_of(courtesy) == courtesy


def test_a_sentence_that_asks_and_names_the_subject_stays() -> None:
    asked = "Zou je met me willen sparren over de studiedagen?"
    assert matter_of(asked + " Dank je wel.") == asked


def test_a_well_made_request_finds_whom_its_subject_finds() -> None:
    index = Index(
        [
            Profile("karim", phrases=("een studiedag waar je de dag erna iets aan hebt",)),
            Profile("melvin", phrases=("ruzies tussen leerlingen goedmaken",)),
        ]
    )
    alone, whole = index.rank(SUBJECT), index.rank(" ".join((SUBJECT, *COURTESIES)))
    assert alone == whole
    assert alone[0].profile_id == "karim"
