"""Which feature takes the mails to which kind of token. Features register in `apps.ready`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bemanning.mail.inbound.addressing import Reference
from bemanning.mail.inbound.message import Inbound


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail to a token that we made. `id` is that of the row that says it was received: the same mail, the same id."""

    id: UUID
    mail: Inbound
    reference: Reference
    now: datetime


# Called inside the transaction that notes the mail as received: both are kept, or neither.
Handler = Callable[[Arrival], None]
HANDLERS: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Let `handler` take the mails to tokens of this kind (one lower-case letter)."""
    known = HANDLERS.get(kind)
    if known is not None and known is not handler:
        raise ValueError(f"Two features take mails to tokens of kind {kind}.")
    HANDLERS[kind] = handler
