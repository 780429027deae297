"""The life of a question: which state follows which. Every action that changes a state asks here first."""

from typing import Final

from bemanning.helprequests.enums import AskState, RequestState

STEPS: Final[dict[RequestState, frozenset[RequestState]]] = {
    RequestState.DRAFT: frozenset({RequestState.SCHEDULED, RequestState.OPEN}),
    RequestState.SCHEDULED: frozenset({RequestState.DRAFT, RequestState.OPEN, RequestState.WITHDRAWN}),
    RequestState.OPEN: frozenset({RequestState.ANSWERED, RequestState.CLOSED, RequestState.WITHDRAWN}),
    RequestState.ANSWERED: frozenset({RequestState.CLOSED, RequestState.WITHDRAWN}),
    RequestState.CLOSED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}

ASK_STEPS: Final[dict[AskState, frozenset[AskState]]] = {
    AskState.CHOSEN: frozenset({AskState.ASKED}),
    AskState.ASKED: frozenset(
        {AskState.ANSWERED, AskState.NOT_NOW, AskState.REDIRECTED, AskState.RELEASED, AskState.REVOKED}
    ),
    AskState.ANSWERED: frozenset({AskState.REVOKED}),
    # Somebody who passed may still think along later: a change of heart is welcome.
    AskState.NOT_NOW: frozenset({AskState.ANSWERED, AskState.REVOKED}),
    AskState.REDIRECTED: frozenset({AskState.ANSWERED, AskState.NOT_NOW, AskState.REVOKED}),
    # Somebody who is off the hook need do nothing, and may still say something.
    AskState.RELEASED: frozenset({AskState.ANSWERED, AskState.REVOKED}),
    AskState.REVOKED: frozenset(),
}


class StepRefusedError(Exception):
    """The question is in a state from which this step is not possible (somebody was quicker, or a double click)."""


def step(state: str, to: RequestState) -> RequestState:
    """`to`, if a question in `state` may go there. Raises StepRefusedError."""
    if to not in STEPS[RequestState(state)]:
        raise StepRefusedError(f"{state} -> {to}")
    return to


def ask_step(state: str, to: AskState) -> AskState:
    """`to`, if an asked person in `state` may go there. Raises StepRefusedError."""
    if to not in ASK_STEPS[AskState(state)]:
        raise StepRefusedError(f"{state} -> {to}")
    return to
