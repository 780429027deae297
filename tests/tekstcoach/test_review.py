"""What the coach says about whole messages."""

import pytest

from tekstcoach import Audience, Context, Pitfall, Point, Review, review
from tekstcoach.segments import parse

KARIM = (
    "Hoi Karim, ik zoek een werkvorm voor de studiedag in maart, waarin het team zelf kiest waar we aan "
    "werken. "
    "Jij hebt op je vorige school zo'n dag begeleid. Zou je met me willen sparren? "
    "Het lukte vorig jaar niet door het gedoe met Finn uit groep 6."
)


def _met(report: Review) -> dict[str, bool]:
    return {result.point.value: result.met for result in report.points}


def _pitfalls(report: Review) -> list[str]:
    return [found.pitfall.value for found in report.pitfalls]


def test_a_stuck_leader_is_asked_two_questions() -> None:
    report = review("Ik loop vast met de studiedagen", Context(recipients=("Karim Bouzid",)))
    assert _met(report) == dict.fromkeys([point.value for point in Point], False)
    assert [result.ask.nl for result in report.open_questions] == [
        "Weet Karim al waarbij je hulp zoekt, en wat voor hulp je graag wilt?",
        "Wil je dat Karim met je meedenkt? Dan helpt een vraag als: hoe kijk jij hiernaar?",
    ]
    assert not report.complete


def test_a_good_request_quotes_its_own_words() -> None:
    report = review(KARIM, Context(recipients=("Karim Bouzid",)))
    assert _met(report) == {
        "specific": True,
        "why": True,
        "moment": False,
        "think_along": True,
        "follow_up": False,
    }
    quotes = {r.point.value: [report.quote(span) for span in r.spans] for r in report.points}
    assert quotes["specific"][0].startswith("ik zoek een werkvorm voor de studiedag")
    assert quotes["why"] == ["Jij hebt op je vorige school zo'n dag begeleid"]
    assert "Zou je met me willen sparren" in quotes["think_along"][-1]
    assert [result.point for result in report.open_questions] == [Point.MOMENT, Point.FOLLOW_UP]


def test_a_pupil_by_name_is_found_and_reworded() -> None:
    report = review(KARIM, Context(recipients=("Karim Bouzid",)))
    assert _pitfalls(report) == ["personal_data"]
    assert [report.quote(span) for span in report.pitfalls[0].spans] == ["Finn uit groep 6"]
    assert report.pitfalls[0].rewordings == (("Finn uit groep 6", "een leerling uit de middenbouw"),)


def test_a_complete_request_has_no_questions() -> None:
    report = review(
        "Beste Anna, hoe begin jij een gesprek over werkdruk? Ik weet dat jij hier veel ervaring mee hebt. "
        "Heb je deze week een kwartier om mee te denken? Ik laat je weten wat ik ermee doe."
    )
    assert report.complete
    assert report.open_questions == ()
    assert report.pitfalls == ()


@pytest.mark.parametrize(
    ("context", "opening"),
    [
        (Context(), "Weet je collega al"),
        (Context(audience=Audience.TEAM), "Weet je team al"),
        (Context(audience=Audience.COACH), "Weet je coach al"),
        (Context(audience=Audience.BOARD), "Weet het bestuur al"),
        (Context(audience=Audience.PEER), "Weet de ander al"),
        (Context(recipients=("Ayşe Yılmaz",)), "Weet Ayşe al"),
        (Context(recipients=("Ayşe Yılmaz", "Jan Bos")), "Weet je groep al"),
        (Context(recipients=("  ",)), "Weet je collega al"),
    ],
)
def test_the_question_names_who_will_read_it(context: Context, opening: str) -> None:
    assert review("Help", context).open_questions[0].ask.nl.startswith(opening)


def test_a_dismissed_rule_is_silent() -> None:
    text = "Sorry dat ik je lastigval. Kun jij dat gesprek met de vader van Daan doen?"
    assert _pitfalls(review(text)) == ["apology", "handover", "personal_data"]
    quiet = review(text, dismissed=frozenset({"apology", "handover", "personal_data", "think_along", "why"}))
    assert quiet.pitfalls == ()
    assert [result.point for result in quiet.open_questions] == [Point.MOMENT, Point.FOLLOW_UP]
    assert len(quiet.points) == len(Point)


def test_all_points_dismissed_is_complete() -> None:
    assert review("Help", dismissed=frozenset(point.value for point in Point)).complete


@pytest.mark.parametrize("text", ["", "   ", "\n\t \r\n", "\0\0", "\u00a0", "\u200b"])
def test_nothing_written_gives_no_questions(text: str) -> None:
    report = review(text)
    assert report.is_empty
    assert not report.complete
    assert report.open_questions == ()
    assert report.pitfalls == ()
    assert [result.met for result in report.points] == [False] * 5


@pytest.mark.parametrize(
    "text",
    [
        "Hoi Peter, hoe pak jij het rooster aan?\n\nGroet,\nMarieke Jansen",
        "Anouk zei dat jij hier veel van weet. Mag ik je iets vragen over lezen?",
        "Kees, wat vind jij van de nieuwe methode?",
        "Hebben jullie op de Jan Ligthartschool iets gedaan met burgerschap?",
        "Wie gaat er met Pasen mee naar Zwolle?",
    ],
)
def test_names_that_harm_nobody(text: str) -> None:
    assert Pitfall.PERSONAL_DATA not in [found.pitfall for found in review(text).pitfalls]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kan je de moeder van Aylin K. bellen?", "de moeder van Aylin K."),
        ("Şeyma Çağlar uit 3H is weer geschorst.", "Şeyma Çağlar uit 3H"),
        ("Finn uit groep 6 is weer geschorst.", "Finn uit groep 6"),
        ("Wat zou jij doen met Daan uit 3 havo b?", "Daan uit 3 havo b"),
        ("Yusuf (groep 4/5) blijft thuis.", "Yusuf (groep 4/5)"),
        ("Haar nummer is 06-12345678, bel even.", "06-12345678"),
        ("Haar mail komt van j.de.boer@voorbeeld.nl.", "j.de.boer@voorbeeld.nl"),
        ("Ze wonen op de Lindestraat 12b.", "Lindestraat 12b"),
        ("Zijn postcode is 1234 AB.", "1234 AB"),
        ("Zijn BSN is 123456782, klopt dat?", "123456782"),
        ("Geboren op 12-03-2015, toch?", "12-03-2015"),
        ("Ik zit vast met Selamawit T. en haar rooster.", "Selamawit T."),
        ("Kun je meedenken over de kwestie-Van Loon?", "kwestie-Van Loon"),
        ("Wanneer belde jij de familie De Feijter?", "familie De Feijter"),
        ("hoe breng ik het aan de moeder van yara", "de moeder van yara"),
        ("Djoeke uit 3B wil niet naar huis.", "Djoeke uit 3B"),
    ],
)
def test_what_identifies_a_person(text: str, words: str) -> None:
    report = review(text)
    assert [report.quote(span) for found in report.pitfalls for span in found.spans if found.rewordings] == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Kinderen van groep 4 vergeten hun wachtwoord. Hoe los jij dat op?",
        "Geef de vragenlijst een cijfer van 1 tot 10.",
        "Hoe denk jij over Plan B. voor de studiedag?",
    ],
)
def test_what_looks_like_a_name_and_is_none(text: str) -> None:
    assert Pitfall.PERSONAL_DATA not in [found.pitfall for found in review(text).pitfalls]


def test_nine_digits_alone_are_no_bsn() -> None:
    assert review("Het ordernummer is 123456782, klopt dat?").pitfalls == ()


def test_a_colleague_named_in_passing_is_fine_and_with_illness_is_not() -> None:
    staff = Context(staff=("Anouk de Vries",))
    assert review("Ik maakte met Anouk een plan voor lezen. Wil je meekijken?", staff).pitfalls == ()
    told = review("Met Anouk gaat het slecht, ze heeft een burn-out. Wil je meedenken?", staff)
    assert _pitfalls(told) == ["personal_data"]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Kun je meedenken? Laat het me weten.", ""),
        ("Hoe doe jij dat? Voor maandag graag.", ""),
        ("Hoe doe jij dat? Help.", ""),
        ("Hoe doe jij dat?\nGeen haast.", ""),
        ("Hoe doe jij dat? Anke", "Anke"),
        ("Hoe doe jij dat?\nAnke van der Velde", "Anke van der Velde"),
        ("Hoe doe jij dat?\nG.J. van Ommeren", "G.J. van Ommeren"),
        ("Hoe doe jij dat? Groetjes uit de zon", "Groetjes uit de zon"),
    ],
)
def test_a_signature_is_a_name_and_a_short_last_sentence_is_read(text: str, end: str) -> None:
    closing = parse(text).closing
    assert text[closing.start : closing.end].strip() == end
