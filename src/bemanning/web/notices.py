"""Where the sentence of the page before waits for the next one, such as "Thank you. Anke gets your answer."."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class _NamedCookie(CookieStorage):
    cookie_name = settings.MESSAGE_COOKIE_NAME


class CookieFirst(FallbackStorage):
    """A signed cookie under the name that our cookies have; the session takes what does not fit."""

    storage_classes = (_NamedCookie, SessionStorage)
