"""Reads of the accounts app."""

import re
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.translation import gettext as _

from bemanning.accounts.models import User

# In the order of looking: most browsers name several others as well.
BROWSERS = (
    ("Edge", r"\bEdg(e|A|iOS)?/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|CriOS)/"),
    ("Safari", r"\bSafari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("Chromebook", r"CrOS"),
    ("Mac", r"Macintosh"),
    ("Linux", r"Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """A place where somebody is signed in."""

    id: int
    name: str
    last_seen_at: datetime
    is_current: bool


def addresses_of(user: User) -> set[str]:
    """The mail addresses that are proven to be somebody's, as they are stored. One query."""
    proven = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return {user.email.lower(), *(address.lower() for address in proven)}


def devices_of(user: User, *, current_key: str, now: datetime) -> list[Device]:
    """Where somebody is signed in, this device first, then the most recent."""
    living = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=living).order_by("-last_seen_at")
    devices = [
        Device(row.id, device_name(row.user_agent), row.last_seen_at, row.session_key == current_key) for row in rows
    ]
    return sorted(devices, key=lambda device: not device.is_current)


def device_name(user_agent: str) -> str:
    """A browser and a device in words, such as `Firefox op Windows`."""
    browser = _first(BROWSERS, user_agent)
    system = _first(SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": system}
    return browser or system or _("Unknown device")


def _first(patterns: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for name, pattern in patterns if re.search(pattern, user_agent)), "")


def passkey_count(user: User) -> int:
    """How many passkeys somebody has."""
    return int(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).count())


def erased_elsewhere() -> list[User]:
    """Who was erased in a newer copy of this database: the key is gone, and the row does not know it yet."""
    return list(User.objects.filter(key=None, is_active=True).order_by("id"))
