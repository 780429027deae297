"""Whatever people write and whatever is asked: no reason that is not true, nobody above their limit."""

from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from bemanning.expertise import load
from bemanning.expertise.enums import Room
from bemanning.expertise.models import Profile
from bemanning.expertise.queries import suggest
from tests.expertise.crew import NOW, make_member, make_profile, make_school, viewer_of

WORDS = [
    "rekenen",
    "ouders",
    "het jonge kind",
    "IB'er",
    "formatief",
    "pesten!",
    "‘klas’",
    "lees-\nonderwijs",
    "MR.",
    "🙂",
]
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
profiles = st.fixed_dictionaries(
    {
        "phrases": st.lists(texts.filter(bool), max_size=3),
        "about": texts,
        "room": st.sampled_from(Room.values),
        "monthly_limit": st.none() | st.integers(1, 3),
        "listed": st.booleans(),
    }
)


class TrueSuggestions(TestCase):
    """One school of three colleagues, filled with anything."""

    asked: dict[UUID, int]

    def setUp(self) -> None:
        self.school = make_school()
        self.anke = make_member(self.school, "Anke Terpstra")
        self.crew = [make_member(self.school, f"Collega {number}", WORDS[number]) for number in range(3)]
        self.asked = {}
        before = list(load.counters)
        load.counters[:] = [lambda members, now: dict(self.asked)]
        self.addCleanup(load.counters.__setitem__, slice(None), before)

    @settings(max_examples=60, deadline=None)
    @given(
        said=st.lists(profiles, min_size=3, max_size=3),
        counts=st.lists(st.integers(0, 4), min_size=3, max_size=3),
        question=texts,
    )
    def test_true_and_within_limits(self, said: list[dict[str, Any]], counts: list[int], question: str) -> None:
        for member, profile in zip(self.crew, said, strict=True):
            own = dict(profile)
            make_profile(member, *own.pop("phrases"), **own)
        self.asked = {member.id: count for member, count in zip(self.crew, counts, strict=True)}
        found = suggest(viewer_of(self.anke), question, exclude=set(), now=NOW)
        assert len({one.member.id for one in found}) == len(found)
        for one in found:
            stored = Profile.objects.get(member=one.member)
            written = [*stored.phrases.values_list("text", flat=True), stored.about]
            assert stored.listed
            assert stored.room != Room.PAUSED
            assert stored.monthly_limit is None or self.asked[one.member.id] < stored.monthly_limit
            assert any(one.quote in text for text in written)
            assert (one.quote == "") == (one.source == "role")
