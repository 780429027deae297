"""What a mail that came in says, as far as a feature may know."""

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a mail is. Only a reply was written by a person to be read."""

    REPLY = "reply"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    LOOP = "loop"  # a machine's mail that nobody should react to: our own, a list, a receipt
    REFUSED = "refused"


class Reason(StrEnum):
    """Why a mail was refused."""

    TOO_LARGE = "too_large"
    TOO_COMPLEX = "too_complex"
    TOO_LONG = "too_long"
    ENCRYPTED = "encrypted"
    EMPTY = "empty"
    CALENDAR = "calendar"
    NO_SENDER = "no_sender"


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail: its name as the sender gave it, not to be trusted, and its bytes."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Inbound:
    """One mail. `text` is what the writer added: without quotes and without a signature.

    `sender` is a lower-case address, `token` what stood in our address, `references` the Message-IDs it answers.
    """

    kind: Kind
    token: str = ""
    sender: str = ""
    subject: str = ""
    text: str = field(default="", repr=False)
    attachments: tuple[Attached, ...] = field(default=(), repr=False)
    message_id: str = ""
    references: tuple[str, ...] = ()
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read: bytes of a mail, parts in it, bytes of its head, characters of what it says."""

    size: int = 25_000_000
    parts: int = 100
    head: int = 100_000
    html: int = 200_000
    text: int = 20_000
    hops: int = 50
