"""What a clause does, whatever its words: command, question or statement, who it is about, and what it speaks of.

Dutch shows this in the first words of a clause: "regel jij" hands over, "kun jij" asks, "ik leg" tells what the writer
will do. The model sees it beside the words themselves, with the groups of words in data/word_groups.toml.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate
from operator import or_

_KEPT_WORDS = 20_000
_SHORTEST = 3
_MARKS = frozenset(";:?!…")
_ASKS = "?"
_KINDS = ("subject", "opener")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: whether there is one before and after it, and whether those ask something.

    `acts` are what the one before, the sentence itself and the one after do, each with who it is about; `asked` tells
    whether something was asked before it.
    """

    near: str
    far: str
    acts: tuple[str, str, str]
    asked: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    lead: str
    kind: str
    groups: tuple[str, ...]


@cache
def _raw() -> dict[str, dict[str, str]]:
    """For each kind of list its names, and the words of each in one string."""
    return tomllib.loads((files("tekstcoach") / "data" / "word_groups.toml").read_text(encoding="utf-8"))


@cache
def _table() -> dict[str, dict[str, str]]:
    """The subject or the opener that a word is."""
    return {kind: {word: name for name, words in _raw()[kind].items() for word in words.split()} for kind in _KINDS}


@cache
def _groups() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The groups of each whole word, and of each beginning of words; a word may be in several."""
    whole: dict[str, tuple[str, ...]] = {}
    begins: dict[str, tuple[str, ...]] = {}
    for name, words in _raw()["group"].items():
        for word in dict.fromkeys(words.split()):
            kept = begins if word.endswith("*") else whole
            kept[word.rstrip("*")] = (*kept.get(word.rstrip("*"), ()), f"µ{name}")
    return whole, begins


@cache
def _people() -> dict[str, str]:
    """The letter of the person that a word speaks of: the writer (i), the writer and others (w), the reader (y)."""
    return {word: name for name, words in _raw()["person"].items() for word in words.split()}


@cache
def _roles() -> dict[str, str]:
    """The letter of what a word does in a request, as far as it tells requests, promises and plans apart."""
    return {f"§{word}": name for name, words in _raw()["role"].items() for word in words.split()}


@cache
def _requesting() -> frozenset[str]:
    """Words by which a sentence may be a request without a question mark."""
    return frozenset(_raw()["requesting"]["words"].split())


@lru_cache(maxsize=_KEPT_WORDS)
def groups_of(word: str) -> tuple[str, ...]:
    """The groups that a word belongs to."""
    whole, begins = _groups()
    found = list(whole.get(word, ()))
    for size in range(len(word), 2, -1):
        found += begins.get(word[:size], ())
    return tuple(dict.fromkeys(found))


def _cut(words: list[str]) -> Iterator[list[str]]:
    """The clauses of a sentence; a question mark stays with its clause."""
    openers = _table()["opener"]
    clause: list[str] = []
    for word in words:
        if word in _MARKS:
            if word == _ASKS:
                clause.append(word)
            if clause:
                yield clause
            clause = []
        elif openers.get(word) == "joint" and len(clause) >= _SHORTEST:
            yield clause
            clause = [word]
        else:
            clause.append(word)
    if clause:
        yield clause


def _kind(words: list[str]) -> tuple[str, str]:
    """The joining word in front, and the kind of clause: by its first word, its subject and its kind of verb."""
    openers, subjects = _table()["opener"], _table()["subject"]
    start, lead = 0, ""
    while start < len(words) and openers.get(words[start]) == "joint":
        lead, start = words[start], start + 1
    first, second = (*words[start : start + 2], "", "")[:2]
    ends = _ASKS if words[-1] == _ASKS else ""
    opens = openers.get(first, "")
    if opens == "asking":
        return lead, f"asks{ends}"
    if first in subjects:
        return lead, f"says {subjects[first]}{ends}"
    if second in subjects:
        return lead, f"turned {opens} {subjects[second]}{ends}"
    if opens == "command":
        return lead, f"command{ends}"
    later = next((subjects[word] for word in words[start : start + 6] if word in subjects), "nobody")
    return lead, f"other {opens} {later}{ends}"


def _read(words: list[str], does: dict[str, str]) -> Iterator[_Clause]:
    for clause in _cut(words):
        lead, kind = _kind(clause)
        found = {group for word in clause for group in groups_of(word)}
        found.update(does[word] for word in clause if does[word].startswith("§"))
        yield _Clause(lead, kind, tuple(sorted(found)))


def _act(words: list[str]) -> str:
    """Whether a sentence asks (q), requests without a question mark (r) or states (s), and who it is about."""
    found = _people()
    told = {found[word] for word in words if word in found}
    who = "".join(letter for letter in "yiw" if letter in told)
    if _ASKS in words:
        return f"q{who}"
    return f"{'s' if _requesting().isdisjoint(words) else 'r'}{who}"


def places(sentences: list[list[str]]) -> list[Place]:
    """Where each of the sentences of a message stands, given their words."""
    asks = [_ASKS in words for words in sentences]
    acts = ["F", *map(_act, sentences), "L"]
    near = ["F", *("q" if asked else "d" for asked in asks), "L"]
    before = list(accumulate(asks, or_, initial=False))
    behind = list(accumulate(reversed(asks), or_, initial=False))[::-1]
    requested = list(accumulate((act[0] in "qr" for act in acts[1:-1]), or_, initial=False))
    return [
        Place(
            near=near[number] + near[number + 2],
            far=f"{'q' if before[number] else ''}_{'q' if behind[number + 1] else ''}",
            acts=(acts[number], acts[number + 1], acts[number + 2]),
            asked=requested[number],
        )
        for number in range(len(sentences))
    ]


def _role_features(words: list[str], does: dict[str, str], place: Place) -> Iterator[str]:
    """What a sentence does beside its neighbours, and with what it speaks of."""
    before, own, after = place.acts
    roles = _roles()
    told = sorted({roles[does[word]] for word in words if does[word] in roles})
    since = "+" if place.asked else "-"
    yield from (f"r:{own}", f"r:{since}{own}", f"r:{before[:1]}<{own}", f"r:{own}>{after[:1]}")
    for number, role in enumerate(told):
        yield from (f"r:{own}{role}", f"r:{since}{own}{role}", f"r:{before[:1]}{own[:1]}{after[:1]}{role}")
        yield from (f"r:{own[:1]}{role}{other}" for other in told[number + 1 :])
        yield from (f"r:{own}{role}{other}" for other in told[number + 1 :])


def clause_features(words: list[str], does: dict[str, str], place: Place) -> Iterator[str]:
    """What the clauses of a sentence are and speak of, in pairs, and the same with where the sentence stands.

    `does` gives for each word what it does in a request.
    """
    yield from (f"o:{place.near}", f"o:{place.far}")
    yield from _role_features(words, does, place)
    if words:
        yield from (f"o:{place.far}^{words[0]}", f"o:{place.far}^{' '.join(words[:2])}", f"o:{place.near}^{words[0]}")
    for clause in _read(words, does):
        heads = (clause.kind, clause.lead) if clause.lead else (clause.kind,)
        yield f"k:{clause.kind}"
        if clause.lead:
            yield f"k:{clause.lead}+{clause.kind}"
        yield from (f"o:{where}+{head}" for where in (place.near, place.far) for head in heads)
        for number, group in enumerate(clause.groups):
            yield f"k:{group}"
            yield from (f"k:{head}+{group}" for head in heads)
            yield from (f"k:{group}&{other}" for other in clause.groups[number + 1 :])
            yield from (f"o:{place.far}+{group}", f"o:{place.near}+{group}", f"o:{place.far}+{clause.kind}+{group}")
