"""What is remembered of a drawn card never shows what somebody changed, nor in another language."""

import pytest
from django.urls import reverse

from bemanning.accounts.models import User
from bemanning.schools.models import Membership
from tests.expertise.crew import NOW, make_profile
from tests.factories import client_for


@pytest.mark.django_db
def test_a_card_follows_each_change_and_the_language_of_who_looks(alice: Membership, bob: Membership) -> None:
    make_profile(bob, "rekenen met breuken")
    client = client_for(alice)

    def shows(*words: str) -> list[bool]:
        page = client.get(reverse("people")).content.decode()
        return [word in page for word in words]

    assert shows("rekenen met breuken", "Heeft ruimte") == [True, True]
    make_profile(bob, "lezen & schrijven", now=NOW)
    assert shows("rekenen met breuken", "lezen &amp; schrijven") == [False, True]
    User.objects.filter(id=bob.user_id).update(name="Bob <b>Bakker</b>")
    assert shows("Bob &lt;b&gt;Bakker&lt;/b&gt;", "Bob <b>") == [True, False]
    User.objects.filter(id=alice.user_id).update(language="en")
    assert shows("Heeft ruimte", "Has room") == [False, True]
    make_profile(bob, "lezen & schrijven", listed=False)
    assert shows("Bakker") == [False]
