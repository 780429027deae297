"""Topics recognised in somebody's own words."""

import pytest

from wievraagik import Topic, topics_in


def ids(text: str) -> list[str]:
    return [topic.id for topic in topics_in(text)]


def test_a_topic_carries_its_label_and_group() -> None:
    assert topics_in("dyslexie") == (Topic("dyslexie", "Dyslexie", "zorg & ondersteuning"),)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("opleiding formatief evalueren gedaan", ["formatief-evalueren"]),
        ("Formatief handelen", ["formatief-evalueren"]),
        ("ik zit in de MR", ["medezeggenschapsraad"]),
        ("lid van de OR", ["ouderraad-en-hulpouders"]),
        ("een of ander", []),
        ("de kleuters stellen de tafels op", ["jonge-kind"]),
        ("", []),
        ("🙂", []),
    ],
)
def test_topics_in_own_words(words: str, expected: list[str]) -> None:
    assert ids(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hij gaat naar het SO.", ["speciaal-onderwijs"]),
        ("De helft had een onvoldoende voor het SO over hoofdstuk 3.", ["toetsbeleid"]),
        ("Donderdag is de LB van groep 6.", ["leerlingbespreking"]),
        ("Wie mag er naar een hogere schaal, LB of LC?", ["functiebouwwerk-en-functiemix"]),
        ("De OR versiert de hal.", ["ouderraad-en-hulpouders"]),
        ("Op ons roc vroeg de OR om uitleg.", ["medezeggenschapsraad"]),
        ("Wij zijn een school voor PO.", []),
        ("Niemand heeft zijn PO ingeleverd.", ["profielwerkstuk-en-po-s"]),
    ],
)
def test_an_abbreviation_with_two_meanings_is_read_with_the_words_beside_it(words: str, expected: list[str]) -> None:
    assert ids(words) == expected
