"""Audiences whose questions are written, shown and answered on pages of their own: the app above registers them here."""

from collections.abc import Callable
from dataclasses import dataclass

from bemanning.helprequests.enums import AudienceKind
from bemanning.helprequests.models import HelpRequest


def _nothing(request: HelpRequest) -> list[str]:
    return []


@dataclass(frozen=True, slots=True)
class Pages:
    """The names of the addresses of one kind of question. `show` and `write` take its id, `by_link` a link token.

    `before_sending` gives sentences that the asker should know before the question leaves.
    """

    show: str = "request_thread"
    write: str = "request_write"
    by_link: str = "guest_thread"
    before_sending: Callable[[HelpRequest], list[str]] = _nothing


_USUAL = Pages()
_PAGES: dict[AudienceKind, Pages] = {}


def register(kind: AudienceKind, pages: Pages) -> None:
    """Questions of this kind have these pages."""
    _PAGES[kind] = pages


def pages_of(audience: str) -> Pages:
    """Where a question of this kind is written, shown and answered."""
    return _PAGES.get(AudienceKind(audience), _USUAL)
