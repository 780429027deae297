"""The settings of a person."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from bemanning.schools.models import Membership
from tests.factories import make_user

URL = reverse("preferences")


def test_name_language_and_look_are_kept(alice: Membership, client_for: Callable[[Membership], Client]) -> None:
    client = client_for(alice)
    response = client.post(URL, {"name": "Alice de Visser", "language": "en", "theme": "dark"}, follow=True)
    alice.user.refresh_from_db()
    assert (alice.user.name, alice.user.language, alice.user.theme) == ("Alice de Visser", "en", "dark")
    assert [str(message) for message in response.context["messages"]] == ["Your settings have been saved."]
    assert response.headers["Content-Language"] == "en"


def test_the_sign_in_page_remembers_the_language(
    alice: Membership, client_for: Callable[[Membership], Client]
) -> None:
    client = client_for(alice)
    client.post(URL, {"name": "Alice", "language": "en", "theme": "auto"})
    client.post(reverse("account_logout"))
    assert client.get(reverse("account_login")).headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("name", "x" * 121), ("language", "de"), ("theme", "pink")]
)
def test_what_cannot_be_is_refused_and_kept_in_the_page(
    alice: Membership, client_for: Callable[[Membership], Client], field: str, value: str
) -> None:
    data = {"name": "Anders", "language": "en", "theme": "dark"} | {field: value}
    response = client_for(alice).post(URL, data)
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"][field].value() == value
    alice.user.refresh_from_db()
    assert (alice.user.name, alice.user.language, alice.user.theme) == ("Alice Visser", "nl", "auto")


def test_somebody_without_a_school_has_settings_too(client: Client, db: None) -> None:
    client.force_login(make_user())
    assert client.get(URL).status_code == 200
