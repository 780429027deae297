"""Saving a profile."""

from datetime import date, timedelta

import pytest

from bemanning.core.models import AuditEvent
from bemanning.expertise.actions import ProfileData, save_profile
from bemanning.expertise.enums import Room
from bemanning.expertise.models import Profile
from tests.expertise.crew import NOW, make_member, make_school

pytestmark = pytest.mark.django_db


def test_saving_replaces_all_and_leaves_a_trace_without_content() -> None:
    karim = make_member(make_school(), "Karim Boutahar")
    save_profile(by=karim, data=ProfileData(listed=False, phrases=("oud",), monthly_limit=2), now=NOW)
    data = ProfileData(
        listed=True,
        phrases=("rekenen", "studiedagen"),
        about="Ik begeleidde studiedagen.",
        welcome="loop binnen",
        working_days=(4, 1),
        room=Room.PAUSED,
        paused_until=date(2026, 12, 3),
    )
    save_profile(by=karim, data=data, now=NOW + timedelta(days=1))
    profile = Profile.objects.get()
    assert [phrase.text for phrase in profile.phrases.all()] == ["rekenen", "studiedagen"]
    assert (profile.listed, profile.about, profile.welcome) == (True, data.about, data.welcome)
    assert (profile.working_days, profile.room, profile.paused_until) == ([1, 4], Room.PAUSED, date(2026, 12, 3))
    assert (profile.monthly_limit, profile.updated_at) == (None, NOW + timedelta(days=1))
    rows = AuditEvent.objects.values_list("action", "actor", "school", "object_type", "object_id")
    assert list(rows) == [("profile.saved", karim.user_id, karim.school_id, "expertise.Profile", profile.id)] * 2


def test_a_day_goes_with_a_pause_only() -> None:
    karim = make_member(make_school(), "Karim Boutahar")
    save_profile(by=karim, data=ProfileData(listed=True, paused_until=date(2026, 12, 3)), now=NOW)
    assert Profile.objects.get().paused_until is None


def test_the_moment_of_change_always_moves_on() -> None:
    karim = make_member(make_school(), "Karim Boutahar")
    moments = [
        save_profile(by=karim, data=ProfileData(listed=True), now=now).updated_at
        for now in (NOW, NOW, NOW - timedelta(hours=1))
    ]
    assert moments == sorted(set(moments))
