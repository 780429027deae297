"""What holds for the app as a whole: every field is classified, every address is behind sign-in or on a short list."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from bemanning.accounts.models import User
from bemanning.core import privacy
from bemanning.core.models import SealedModel
from bemanning.core.privacy import Category, Retention, Table

# What somebody may open without signing in, and why.
PUBLIC = {
    "room": "people in the room join a meeting by its code",
    "room_add": "the cookie of a meeting that was joined",
    "room_ideas": "the cookie of a meeting that was joined",
    "room_stand": "whether something changed; a signed token, and no words",
    "account_login": "signing in",
    "account_request_login_code": "signing in",
    "account_confirm_login_code": "signing in",
    "account_logout": "stops a sign-in that has begun",
    "mfa_login_webauthn": "signing in",
    "invitation_accept": "the link of an invitation",
    "school_begin": "the first school, with a code, while there is none",
    "guest_thread": "the link of a question",
    "guest_board": "the link of a question to teams",
    "guest_board_add": "the link of a question to teams",
    "guest_board_ideas": "the link of a question to teams",
    "guest_answer": "the link of a question",
    "guest_not_now": "the link of a question",
    "guest_redirect": "the link of a question",
    "guest_renew": "the link of a question",
    "guest_attachment": "the link of a question",
    "guest_message_edit": "the link of a question",
    "guest_message_withdraw": "the link of a question",
    "digest_unsubscribe": "the link of a digest ends it",
    "about": "says what this is; the same for everybody",
    "coach_page": "says how the coach looks; the same for everybody",
    "style": "shows the parts of the look; holds nothing of a school",
    "ready": "whether this server can serve",
}

PERSONAL = {Category.IDENTITY, Category.CONTACT, Category.CONTENT, Category.PRIVATE, Category.ACTIVITY}


def addresses(patterns: list[Any] | None = None) -> Iterator[URLPattern]:
    """Every address of the app."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns)
        else:
            yield pattern


def stored_fields(model: type[models.Model]) -> set[str]:
    """The columns of a table."""
    return {field.name for field in model._meta.concrete_fields}


def faults(found: dict[str, Table]) -> list[str]:
    """Fields that nobody classified, and lines for what is gone."""
    known = {model._meta.label: stored_fields(model) for model in apps.get_models(include_auto_created=True)}
    said = {label: set(table.fields) for label, table in found.items()}
    pairs = {(label, field) for label, names in known.items() for field in names}
    lines = {(label, field) for label, names in said.items() for field in names}
    unclassified = [f"{label}.{field} is not classified" for label, field in sorted(pairs - lines)]
    return unclassified + [f"{label}.{field} does not exist" for label, field in sorted(lines - pairs)]


@pytest.mark.privacy
def test_every_field_is_classified() -> None:
    assert faults(privacy.tables()) == []


@pytest.mark.privacy
def test_a_new_field_and_a_stale_line_are_found() -> None:
    tables = privacy.tables()
    team = tables["schools.Team"]
    fields = {name: category for name, category in team.fields.items() if name != "name"}
    tables["schools.Team"] = Table(team.retention, fields | {"motto": Category.PUBLIC})
    assert faults(tables) == ["schools.Team.name is not classified", "schools.Team.motto does not exist"]


@pytest.mark.privacy
def test_what_says_something_about_a_person_belongs_to_somebody() -> None:
    nobody = [
        f"{label}.{field}"
        for label, table in privacy.tables().items()
        for field, category in table.fields.items()
        if category in PERSONAL and not table.is_personal
    ]
    assert nobody == []


def target(model: type[models.Model], lookup: str) -> Any:
    """The field at the end of a lookup."""
    field: Any = None
    for part in lookup.split("__"):
        field = model._meta.get_field(part)
        model = field.related_model
    return field


@pytest.mark.privacy
def test_the_way_to_the_owner_exists() -> None:
    for label, table in privacy.tables().items():
        model = model_of(label)
        for owner in table.owners:
            assert owner == "self" or target(model, owner).related_model is User, label
        for lookup in filter(None, (table.address, table.person_id)):
            assert isinstance(target(model, lookup), models.EmailField | models.UUIDField), label


def model_of(label: str) -> type[models.Model]:
    """The model of a table, also of one between two others."""
    return next(model for model in apps.get_models(include_auto_created=True) if model._meta.label == label)


@pytest.mark.privacy
def test_a_way_that_does_not_exist_is_found() -> None:
    with pytest.raises(FieldDoesNotExist):
        target(apps.get_model("schools.Membership"), "person__user")


@pytest.mark.privacy
def test_words_between_people_are_sealed_and_sealed_words_are_content() -> None:
    """What people write to each other, and what they keep private, is unreadable without their key."""
    tables = privacy.tables()
    for model in apps.get_models():
        if issubclass(model, SealedModel):
            words = {
                name
                for name, category in tables[model._meta.label].fields.items()
                if category in {Category.CONTENT, Category.PRIVATE}
                and isinstance(model._meta.get_field(name), models.BinaryField | models.TextField)
            }
            assert words == {*model.SEALED, *model.SEALED_BYTES}, model._meta.label


@pytest.mark.privacy
def test_the_lists_of_kinds_are_used() -> None:
    tables = privacy.tables().values()
    assert {category for table in tables for category in table.fields.values()} == set(Category)
    assert {table.retention for table in tables} == set(Retention)


@pytest.mark.security
def test_every_address_is_behind_sign_in_or_on_the_list() -> None:
    public = {str(one.name) for one in addresses() if not getattr(one.callback, "login_required", True)}
    assert public == set(PUBLIC)


@pytest.mark.security
def test_every_address_has_a_name() -> None:
    assert [str(one.pattern) for one in addresses() if not one.name] == []
