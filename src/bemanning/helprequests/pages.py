"""Audiences whose conversation has a page of its own: the app above registers its name here."""

from bemanning.helprequests.enums import AudienceKind

_PAGES: dict[AudienceKind, str] = {}


def register(kind: AudienceKind, url_name: str) -> None:
    """Questions of this kind are shown at `url_name`, which takes the id of the question."""
    _PAGES[kind] = url_name


def page_of(audience: str) -> str:
    """The name of the address where a question of this kind is shown."""
    return _PAGES.get(AudienceKind(audience), "request_thread")
