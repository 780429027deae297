"""What a sheet may read while it is drawn: our own static files. Import it late: it needs Pango."""

import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

HERE = "file:///static/"  # where the addresses in a sheet begin; no such folder exists
MARK = "mark:"  # a flag or a mark of the sprite, as a picture of its own
SVG = "http://www.w3.org/2000/svg"
CHART_COLOUR = "#e9dfca"  # --chart of the stylesheet; a picture of its own inherits no colour
KINDS = {".css": "text/css", ".woff2": "font/woff2"}


class ForeignAddressError(Exception):
    """A sheet asked for something that is not a static file of ours."""


class OwnFiles(URLFetcher):
    """Answers with our own static files, and ends the drawing at any other address: no network, no other file."""

    def __init__(self) -> None:
        super().__init__(fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """What stands at an address of a sheet. Raises `ForeignAddressError` for everything that is not ours."""
        content, kind = _own(url)
        return URLFetcherResponse(url, content, {"Content-Type": kind})


def _own(url: str) -> tuple[bytes, str]:
    if url.startswith(MARK):
        return _mark(url.removeprefix(MARK)), "image/svg+xml"
    path = finders.find(url.removeprefix(HERE)) if url.startswith(HERE) else None
    if not isinstance(path, str):
        raise ForeignAddressError(url)
    return Path(path).read_bytes(), KINDS[Path(path).suffix]


@cache
def _mark(name: str) -> bytes:
    sprite = finders.find("bemanning/flags.svg")
    symbol = ET.parse(str(sprite)).getroot().find(f"{{{SVG}}}symbol[@id='{name}']")  # noqa: S314 (our own file)
    if symbol is None:
        raise ForeignAddressError(name)
    alone = ET.Element(f"{{{SVG}}}svg", {"viewBox": symbol.attrib["viewBox"], "color": CHART_COLOUR})
    alone.extend(symbol)
    return ET.tostring(alone)
