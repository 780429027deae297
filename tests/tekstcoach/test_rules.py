"""Every rule is held to its own examples."""

import pytest

from tekstcoach import Example, Pitfall, Point, Review, Rule, review, rules
from tekstcoach.catalogue import read_rule

GOOD = [(rule, example) for rule in rules() for example in rule.good]
BAD = [(rule, example) for rule in rules() for example in rule.bad]


def _named(value: object) -> str:
    return value.id if isinstance(value, Rule) else value.text[:30] if isinstance(value, Example) else str(value)


def _met(report: Review, item: Point | Pitfall) -> bool:
    if isinstance(item, Point):
        return next(result.met for result in report.points if result.point is item)
    return any(found.pitfall is item for found in report.pitfalls)


def _quotes(report: Review, item: Point | Pitfall) -> list[str]:
    spans = [s for result in report.points if result.point is item for s in result.spans]
    spans += [s for found in report.pitfalls if found.pitfall is item for s in found.spans]
    return [report.quote(span) for span in spans]


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=_named)
def test_good_example(rule: Rule, example: Example) -> None:
    """A good example meets the point, or is free of the pitfall."""
    assert _met(review(example.text), rule.item) is isinstance(rule.item, Point)


@pytest.mark.parametrize(("rule", "example"), BAD, ids=_named)
def test_bad_example(rule: Rule, example: Example) -> None:
    """A bad example misses the point, or falls into the pitfall."""
    assert _met(review(example.text), rule.item) is isinstance(rule.item, Pitfall)


@pytest.mark.parametrize(("rule", "example"), [pair for pair in GOOD + BAD if pair[1].words], ids=_named)
def test_the_words_that_show_it(rule: Rule, example: Example) -> None:
    """Where an example names the words that show the item, one of the quotes is exactly those words."""
    quotes = _quotes(review(example.text), rule.item)
    assert [quote for quote in quotes if quote == example.words or example.words in quote] == quotes[:1]


def test_one_rule_for_every_item_in_order() -> None:
    assert [rule.item for rule in rules()] == [*Point, *Pitfall]
    assert [rule.id for rule in rules()] == [item.value for item in (*Point, *Pitfall)]


@pytest.mark.parametrize("part", ["good", "bad"])
def test_a_rule_without_examples_is_refused(part: str) -> None:
    two = {"nl": "a", "en": "b"}
    raw: dict[str, object] = dict.fromkeys(("name", "looks_for", "question", "reason"), two)
    whole = raw | {"id": "x", "item": "why", "good": [{"text": "a"}], "bad": [{"text": "b"}]}
    assert read_rule(whole).id == "x"
    with pytest.raises(ValueError, match="x needs good and bad examples"):
        read_rule(whole | {part: []})
    with pytest.raises(KeyError):
        read_rule({key: value for key, value in whole.items() if key != part})


@pytest.mark.parametrize("rule", rules(), ids=_named)
def test_texts_are_short_warm_and_complete(rule: Rule) -> None:
    """Both languages, sentences of at most 17 words, never a verdict or an exclamation mark."""
    for text in (rule.name, rule.looks_for, rule.question, rule.reason):
        assert text.nl
        assert text.en
        for language in (text.nl, text.en):
            assert "!" not in language
            for sentence in language.replace("?", ".").split("."):
                assert len(sentence.split()) <= 17, sentence
    assert "fout" not in f"{rule.question.nl} {rule.reason.nl}".lower()
