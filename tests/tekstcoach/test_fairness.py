"""What must not matter to the coach does not, and what is added to a request takes nothing away."""

import json
from pathlib import Path

import pytest

from tekstcoach import Context, Point, review
from tekstcoach.measure import labels
from tekstcoach.people import MAYBE, find_people
from tekstcoach.segments import parse
from tekstcoach.starters import GAP, inserted, starters

DATA = Path(__file__).parents[2] / "data" / "coach"
TEXTS = [json.loads(line)["text"] for line in (DATA / "dev.jsonl").read_text("utf-8").splitlines()][:120]
MET = {
    Point.WHY: "Ik vraag het jou omdat jij hier veel ervaring mee hebt.",
    Point.MOMENT: "Heb je deze week een kwartier?",
    Point.THINK_ALONG: "Hoe kijk jij hiertegenaan?",
    Point.FOLLOW_UP: "Ik laat je weten wat ik ermee doe.",
}


@pytest.mark.parametrize("text", TEXTS)
def test_white_space_at_the_ends_does_not_matter(text: str) -> None:
    assert labels(f"\n  {text} \n\n") == labels(text)


def test_case_changes_few_labels_that_are_not_about_names() -> None:
    """Without capitals nobody can be told from a word, so names are left out."""
    cells = flips = 0
    for text in TEXTS:
        plain, small = labels(text), labels(text.lower())
        cells += 8
        flips += sum(plain[item] != small[item] for item in plain if item != "personal_data")
    assert cells == 960
    assert flips <= 9


@pytest.mark.parametrize("point", MET)
def test_a_sentence_that_meets_a_point_is_seen_and_takes_nothing_away(point: Point) -> None:
    start = "Ik zoek een werkvorm voor de studiedag over burgerschap."
    for other, sentence in MET.items():
        if other is not point:
            before = {result.point for result in review(f"{start} {sentence}").points if result.met}
            after = {r.point for r in review(f"{start} {sentence} {MET[point]}").points if r.met}
            assert before | {point} <= after


def test_first_words_of_the_coach_turn_hardly_a_point_off() -> None:
    """Who takes what the coach offers for one point keeps the others."""
    kept = lost = 0
    for text in TEXTS:
        before = {result.point for result in review(text).points if result.met}
        for missing in (point for point in Point if point not in before):
            offered = [line for line in starters(missing, text, Context()) if GAP not in line]
            for line in offered[:1]:
                after = {result.point for result in review(inserted(text, line)[0]).points if result.met}
                kept, lost = kept + len(before & after), lost + len(before - after)
    assert kept > 300
    assert lost <= 4


@pytest.mark.parametrize(
    "text",
    [
        "Opgeven kan via scholen@voorbeeld.nl of 023-5550123.",
        "Reacties graag naar h.devries@voorbeeld.nl.",
        "Mijn nummer is 06-55512345, bel gerust.",
        "Directeur Samira Ouali vertelt hoe haar school begon.",
        "Aanmelden kan tot 15 september bij Marijke Postma.",
        "Ik heb van Iris begrepen dat jij een fijn format hebt.",
        "Ik geef Engels in klas 1 en 2.",
        "Mail naar j.de.boer@voorbeeld.nl graag.",
        "Meer weten? Bel Hanneke van Duin, coördinator vrijwilligers, op 0570-555 030.",
        "Stuur een opzet aan t.smit@voorbeeld.nl. Ik lees alles.",
        "Kom langs bij buurthuis De Schakel, Torenstraat 5.",
        "De tuin gaat open.\n\nHeleen Brandsma\nh.brandsma@voorbeeld.nl",
        "Wat zou jij doen?",
        "Wat zou jij doen?\n\nMet vriendelijke groet / kind regards,\n\nRutger Haan | Roostermaker\n"
        "Havenkade 10, 4461 AB Voorbeeldstad\nT 0113-555 678 | E r.haan@voorbeeld.nl",
    ],
)
def test_named_or_reached_on_purpose_is_no_alarm(text: str) -> None:
    assert "personal_data" not in [found.pitfall for found in review(text, Context()).pitfalls]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("De vader van Sem is bereikbaar op 06-55512345.", "06-55512345"),
        ("Onze leerkracht mevrouw G. Visser is ziek thuis.", "mevrouw G. Visser"),
        ("Het gaat om Noah, 9 jaar, die met stoelen gooit.", "Noah"),
    ],
)
def test_somebody_spoken_about_still_is(text: str, words: str) -> None:
    report = review(text)
    assert words in [report.quote(span) for found in report.pitfalls for span in found.spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jelmer Dijkstra, groep 7, zit al weken thuis.", ("Jelmer Dijkstra, groep 7",)),
        ("Gisteren vocht Djayden Koopmans (2TL2) weer.", ("Djayden Koopmans (2TL2)",)),
        ("Gisteren krabde Xander de Leeuw, 14 jaar, zich open.", ("Xander de Leeuw",)),
        ("Wat zou u doen met die jongen van Ouwehand?", ("die jongen van Ouwehand",)),
        ("Meer weten? Contact: Heleen Brandsma, beleidsadviseur", ()),
        ("Aanwezig: Anton, Roos en Selma. Wie maakt de notulen?", ()),
        ("Beste Linda, Roel, Fatima en Jeroen,\n\nWat vinden jullie?", ()),
        ("Overleg\n\nBeste Linda, Roel, Fatima en Jeroen,\n\nWat vinden jullie?", ()),
        ("Wie helpt ons?\n\nHarm Ubbink en Sonja de Wilde", ()),
        ("Wie helpt ons?\n\nRob van Eijck\nconrector brugperiode", ()),
    ],
)
def test_people_are_certain_by_what_makes_them_known_and_not_by_a_name_alone(
    text: str, words: tuple[str, ...]
) -> None:
    certain = [mention for mention in find_people(parse(text), Context(), least=MAYBE) if mention.certain]
    assert tuple(text[mention.span.start : mention.span.end] for mention in certain) == words


def test_where_nobody_writes_capitals_a_family_is_seen_as_likely() -> None:
    found = find_people(parse("ik zit klem met de familie aydin"), Context(), least=MAYBE)
    assert [(mention.certain, mention.instead) for mention in found] == [(False, "iemand")]
