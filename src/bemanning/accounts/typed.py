"""The words of a form that we cannot take in, for the page that gives them back to whoever sent them.

They go from the body of a request into the answer to that request, and stay nowhere: not in the session, a cookie or
the database, and pages are not stored. So the next person at the same browser finds nothing.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_SECRET: Final = re.compile("pass|code|credential|token|secret", re.IGNORECASE)
MOST: Final = 100_000  # characters that are given back


def words_of(request: HttpRequest) -> str:
    """What somebody wrote in the form, a blank line between the fields; nothing of codes, choices and files."""
    values = (value.strip() for name, given in request.POST.lists() if not _SECRET.search(name) for value in given)
    return "\n\n".join(value.replace("\r\n", "\n") for value in values if _has_words(value))[:MOST]


def is_from_our_page(request: HttpRequest) -> bool:
    """Whether the browser says that a page of ours sent the form: words of another site never stand on a page here."""
    ours = {urlsplit(settings.BASE_URL).netloc, request.get_host()}
    return urlsplit(request.headers.get("Origin", "")).netloc in ours


def page_before(request: HttpRequest) -> str:
    """The path of the page that held the form. The address of the form itself may have no page to go back to."""
    came_from = request.headers.get("Referer", "")
    parts = urlsplit(came_from)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    ours = url_has_allowed_host_and_scheme(came_from, {request.get_host()}) and path.startswith("/")
    return path if ours and url_has_allowed_host_and_scheme(path, None) else request.path


def _has_words(value: str) -> bool:
    """More than one word; a code, an id, a day, a choice or a mail address stands alone."""
    return sum(any(map(str.isalpha, part)) for part in value.split()) > 1
