"""What each stored field says about a person, whose it is and how long it stays.

Every app says so for its own tables in its `privacy.py` (and for those of the libraries that it brought in). A test
fails on a field that nobody classified and on a line for a field that is gone. Export, erasure and the register of
processing read these lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


class Category(Enum):
    """What a field says about a person."""

    IDENTITY = "who somebody is: a name, a role, a place in a school"
    CONTACT = "how to reach somebody: an address"
    CONTENT = "what somebody wrote for others, read by those it was meant for"
    PRIVATE = "what somebody wrote or chose for themselves, read by that person alone"
    RELATION = "that people or things belong together"
    ACTIVITY = "that and when somebody did something"
    SECRET = "what opens or seals something: a key, a hash, a code"  # noqa: S105 (a description)
    TECHNICAL = "what the machine needs; says nothing about a person"
    PUBLIC = "about a school or a list, not about a person"


class Retention(Enum):
    """How long a row stays."""

    PERSON = "until the person or the school is erased"
    SCHOOL = "until the school is deleted"
    SESSION = "until signing out, at most 30 days"
    INVITATION = "30 days after it was used, taken back or expired"
    CALL = "until it was answered, at most 30 days"
    CIRCLE = "until the person leaves the circle; the last one takes it along"
    MAIL = "the words until the mail has left, the row 90 days"
    AUDIT = "as long as the installation: it holds ids and no names"
    INSTALLATION = "as long as the installation"


@dataclass(frozen=True, slots=True)
class Table:
    """The fields of one model. Whose a row is follows from `owners` (lookups to a user; the first that leads to
    somebody), from an address (`address`, for somebody who need not be a user) or from a bare id (`person_id`)."""

    retention: Retention
    fields: Mapping[str, Category]
    owners: tuple[str, ...] = ()
    address: str = ""
    person_id: str = ""

    @property
    def is_personal(self) -> bool:
        """Whether a row is about a person."""
        return bool(self.owners or self.address or self.person_id)


def tables() -> dict[str, Table]:
    """Every classified model, by its label."""
    found: dict[str, Table] = {}
    for config in apps.get_app_configs():
        name = f"{config.name}.privacy"
        if config.name.startswith("bemanning.") and find_spec(name):
            found |= import_module(name).TABLES
    return found


TABLES = {
    "core.DataKey": Table(
        Retention.PERSON,
        {
            "id": Category.TECHNICAL,
            "wrapped": Category.SECRET,
            "master_key": Category.TECHNICAL,
            "created_at": Category.TECHNICAL,
        },
    ),
    "core.AuditEvent": Table(
        Retention.AUDIT,
        {
            "id": Category.TECHNICAL,
            "at": Category.ACTIVITY,
            "actor": Category.RELATION,
            "school": Category.RELATION,
            "action": Category.ACTIVITY,
            "object_type": Category.ACTIVITY,
            "object_id": Category.RELATION,
        },
        person_id="actor",
    ),
    "core.JobRun": Table(
        Retention.INSTALLATION,
        {
            "name": Category.TECHNICAL,
            "due_at": Category.TECHNICAL,
            "leased_until": Category.TECHNICAL,
            "lease": Category.TECHNICAL,
        },
    ),
}
