"""From a page to a tagged PDF. It reads our own static files and nothing else: no network, no other file."""

from functools import cache
from threading import Lock
from typing import Any

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"  # of Debian and Ubuntu

_one_at_a_time = Lock()  # the libraries for text below do not promise to be safe among threads


class MissingError(Exception):
    """This machine lacks the libraries that draw text (Pango)."""


@cache
def can_print() -> bool:
    """Whether this machine can make PDFs."""
    try:
        _weasyprint()
    except MissingError:
        return False
    return True


def _weasyprint() -> Any:
    """The library, imported when first needed: it is heavy, and without Pango its import fails."""
    try:
        import weasyprint
    except OSError as error:
        raise MissingError from error
    return weasyprint


def printed(page: str) -> bytes:
    """The page as PDF/UA-1: tagged, with its language and title. Raises `MissingError`."""
    weasyprint = _weasyprint()
    from bemanning.worksheets.ownfiles import HERE, OwnFiles

    with _one_at_a_time:
        document = weasyprint.HTML(string=page, base_url=HERE, url_fetcher=OwnFiles())
        made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made
