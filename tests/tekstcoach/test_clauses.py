"""What a clause is, whatever its words, and where its sentence stands."""

import pytest

from tekstcoach.clauses import Place, clause_features, groups_of, places
from tekstcoach.features import words_of_sentence

ALONE = Place("FL", "_", ("F", "s", "L"), asked=False)


def _features(sentence: str, place: Place = ALONE) -> set[str]:
    words = words_of_sentence(sentence)
    return set(clause_features(words, dict.fromkeys(words, ""), place))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("hoe pak jij zoiets aan?", "asks?"),
        ("regel jij het rooster?", "turned command you?"),
        ("kun jij meedenken?", "turned helping you?"),
        ("daar leg ik het naast", "other  me"),
        ("ik leg het ernaast", "says me"),
        ("jij kent dat team", "says you"),
        ("mail even terug", "command"),
        ("de studiedag is in maart", "other  nobody"),
    ],
)
def test_the_first_words_tell_what_a_clause_is(sentence: str, kind: str) -> None:
    assert f"k:{kind}" in _features(sentence)


def test_a_joining_word_begins_a_clause_and_is_told_of_it() -> None:
    features = _features("kijk even mee want ik kom er niet uit")
    assert {"k:command", "k:says me", "k:want+says me"} <= features


def test_a_question_mark_stays_with_its_clause() -> None:
    features = _features("ik twijfel: wat zou jij doen?")
    assert {"k:says me", "k:asks?"} <= features


def test_a_plan_is_told_apart_before_and_behind_a_question() -> None:
    words = [words_of_sentence(s) for s in ("ik maak een plan.", "wat vind jij?", "ik maak een plan.")]
    before, asked, behind = places(words)
    assert before == Place("Fq", "_q", ("F", "si", "qy"), asked=False)
    assert asked == Place("dd", "_", ("si", "qy", "si"), asked=False)
    assert behind == Place("qL", "q_", ("qy", "si", "L"), asked=True)
    assert _features("ik maak een plan.", before) != _features("ik maak een plan.", behind)


def test_a_request_needs_no_question_mark() -> None:
    words = [words_of_sentence(s) for s in ("wij zoeken ouders.", "u kunt reageren tot mei.", "het plein is dicht.")]
    assert [place.acts[1] for place in places(words)] == ["rw", "ry", "s"]
    assert [place.asked for place in places(words)] == [False, True, True]


def test_a_sentence_is_told_by_what_it_holds_and_what_stands_around_it() -> None:
    words = words_of_sentence("u kunt reageren tot mei")
    does = {word: {"mei": "§mnd"}.get(word, "") for word in words}
    features = set(clause_features(words, does, Place("dL", "_", ("sw", "ry", "L"), asked=False)))
    told = {"r:ry", "r:-ry", "r:s<ry", "r:ry>L", "r:ryT", "r:-ryT", "r:srLT"}
    assert {feature for feature in features if feature.startswith("r:")} == told


def test_words_are_known_by_what_they_speak_of() -> None:
    assert "µstuk" in groups_of("nieuwsbrief")
    assert groups_of("verslagje") == groups_of("verslag") == ("µstuk",)
    assert groups_of("blorf") == ()


def test_no_words_have_only_a_place() -> None:
    assert _features("") == {"o:FL", "o:_", "r:s", "r:-s", "r:F<s", "r:s>L"}
