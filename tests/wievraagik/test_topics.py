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
