"""The rules as data: one TOML file per item of the checklist, read once at first use."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from tekstcoach.model import Example, Localized, Pitfall, Point, Rule, Source

# "~" in a pattern stands for at most seven words in between, within one clause.
_GAP = r"(?:[ ,]++[\w'’&-]++){0,7}?[ ,]++"
_SPACE = re.compile(r"\[[^\]]*\]|[ ]\??")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Patterns:
    """The phrases of one rule: those that show the item and those that only look like it."""

    shows: re.Pattern[str]
    unless: re.Pattern[str]


def compile_phrases(phrases: list[str]) -> re.Pattern[str]:
    """One pattern for a list of phrases, each starting at a word; lower case, possessive, so never slow."""
    if not phrases:
        return _NEVER
    parts = (_GAP.join(_SPACE.sub(_spaced, part) for part in phrase.split(" ~ ")) for phrase in phrases)
    return re.compile(r"(?<![\w])(?:" + "|".join(parts) + ")")


def _spaced(found: re.Match[str]) -> str:
    """A space of a phrase is any white space on the line; inside a character class it stays what it is."""
    written = found.group()
    return r"[ \t]++" if written == " " else r"[ \t]?" if written == " ?" else written


def _localized(raw: dict[str, str]) -> Localized:
    return Localized(nl=raw["nl"], en=raw["en"])


def _examples(raw: list[dict[str, Any]]) -> tuple[Example, ...]:
    return tuple(
        Example(
            text=entry["text"],
            note=_localized(entry["note"]) if "note" in entry else None,
            words=entry.get("words", ""),
        )
        for entry in raw
    )


def _item(value: str) -> Point | Pitfall:
    return Point(value) if value in set(Point) else Pitfall(value)


def read_rule(raw: dict[str, Any]) -> Rule:
    """A rule from the content of its file; a missing part is a KeyError, an example list may not be empty."""
    rule = Rule(
        id=raw["id"],
        item=_item(raw["item"]),
        name=_localized(raw["name"]),
        looks_for=_localized(raw["looks_for"]),
        question=_localized(raw["question"]),
        reason=_localized(raw["reason"]),
        source=Source(**raw["source"]) if "source" in raw else None,
        good=_examples(raw["good"]),
        bad=_examples(raw["bad"]),
    )
    if not rule.good or not rule.bad:
        raise ValueError(f"rule {rule.id} needs good and bad examples")
    return rule


@cache
def _files() -> dict[str, dict[str, Any]]:
    folder = files("tekstcoach") / "rules"
    return {
        item.value: tomllib.loads((folder / f"{item.value}.toml").read_text(encoding="utf-8"))
        for item in (*Point, *Pitfall)
    }


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, points first, in the order in which they are shown."""
    return tuple(read_rule(raw) for raw in _files().values())


@cache
def rule_for(item: Point | Pitfall) -> Rule:
    """The rule of one item of the checklist."""
    return next(rule for rule in rules() if rule.item is item)


@cache
def patterns_for(item: Point | Pitfall) -> Patterns:
    """The compiled phrases of one item; a rule without phrases never matches."""
    raw = _files()[item.value].get("patterns", {})
    return Patterns(shows=compile_phrases(raw.get("shows", [])), unless=compile_phrases(raw.get("unless", [])))


@cache
def phrases_of(item: str, section: str) -> re.Pattern[str]:
    """The compiled phrases of a further section of a rule file."""
    return compile_phrases(_files()[item][section]["shows"])


@cache
def words_of(item: str, section: str) -> frozenset[str]:
    """A list of words of a rule file."""
    return frozenset(_files()[item][section]["words"].split())
