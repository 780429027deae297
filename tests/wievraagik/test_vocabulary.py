"""Topics in somebody's words, with those that a school added."""

from wievraagik import Added, Vocabulary, says_something

SCHOOL = Vocabulary(
    [
        Added("own-1", "Zeilweek", "van onze school", ("kiellegging", "de grote vaart")),
        Added("dyslexie", "", "", ("letterdans",)),
        Added("own-gone", "", "", ("niets",)),
    ]
)


def ids(found: object) -> list[str]:
    return [topic.id for topic in found]  # type: ignore[attr-defined]


def test_words_name_topics_of_everybody_and_of_the_school() -> None:
    assert ids(SCHOOL.named("Dyslexie, en de zeilweken na de grote vaart")) == ["dyslexie", "own-1"]
    assert ids(SCHOOL.named("letterdans in groep 4")) == ["dyslexie"]
    assert ids(Vocabulary().named("letterdans in groep 4")) == []
    assert ids(SCHOOL.named("de vaart erin houden")) == []
    assert ids(SCHOOL.named("niets")) == []


def test_what_a_text_probably_is_about_is_offered_the_likeliest_first() -> None:
    assert ids(Vocabulary().likely(["vergaderen zonder dat het uitloopt", "breuken"])) == [
        "breuken-en-verhoudingen",
        "effectief-vergaderen",
    ]
    assert ids(Vocabulary().likely([])) == []


def test_words_of_the_school_are_told_to_the_matcher() -> None:
    assert SCHOOL.widened("Help je me met letterdans?") == "Help je me met letterdans?. Dyslexie"
    assert SCHOOL.widened("Help je me met rekenen?") == "Help je me met rekenen?"


def test_a_text_is_about_what_it_names_or_clearly_means() -> None:
    assert ids(SCHOOL.subjects("Dyslexie en rekenen")) == ["dyslexie", "rekenen"]
    assert ids(SCHOOL.subjects("Hij gooit met stoelen en schopt andere kinderen")) == ["gedrag-in-de-groep"]
    assert ids(SCHOOL.subjects("Heb je morgen even tijd?")) == []
    assert ids(SCHOOL.subjects("")) == []


def test_some_words_say_nothing() -> None:
    assert [says_something(text) for text in ("de", "met wie", "kanjer", "RT")] == [False, False, True, True]
