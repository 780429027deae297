"""Writes of the accounts app."""

from datetime import datetime
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext

from bemanning.accounts.letters import code_letter
from bemanning.accounts.models import User
from bemanning.core import audit
from bemanning.core.models import DataKey
from bemanning.mail.actions import forget_address, queue


@transaction.atomic
def queue_code(*, address: str, code: str, now: datetime) -> None:
    """Put the mail with the code in the outbox; for an unknown address do the same work and send nothing.

    The same work, to the disk and back, so that the time of the answer does not tell whether somebody is known.
    """
    user = User.objects.filter(email=address, is_active=True).first()
    language = user.language if user else translation.get_language()
    mail = queue(
        event=f"code:{uuid4()}",
        to=address,
        to_name=user.name if user else "",
        letter=code_letter(code, language=language),
        now=now,
    )
    if user is None and mail is not None:
        mail.delete()


def note_seen(*, session_key: str, now: datetime) -> None:
    """A session is still in use."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)


@transaction.atomic
def change_preferences(*, by: User, name: str, language: str, theme: str) -> None:
    """What somebody is called and how the pages look."""
    by.name, by.language, by.theme = name, language, theme
    by.save(update_fields=["name", "language", "theme"])


@transaction.atomic
def end_session(*, session: UserSession, by: User, now: datetime) -> None:
    """Sign out one device."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
    audit.record(action="session.ended", by=by.id, school=None, about=by, now=now)


@transaction.atomic
def end_all_sessions(*, user: User, by: User, now: datetime) -> None:
    """Sign somebody out everywhere, at their next request, whatever devices we know of.

    A session carries a hash of the (unusable) password; with another one, no session of this person is valid.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])
    known = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=known.values("session_key")).delete()
    known.delete()
    audit.record(action="session.all_ended", by=by.id, school=None, about=user, now=now)


@transaction.atomic
def forget_passkeys(*, email: str, now: datetime) -> int:
    """The operator takes away the passkeys of somebody who lost them, and signs them out. Gives how many there were."""
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        return 0
    passkeys = Authenticator.objects.filter(user=user)
    count = int(passkeys.count())
    passkeys.delete()
    end_all_sessions(user=user, by=user, now=now)
    audit.record(action="passkeys.forgotten", by=None, school=None, about=user, now=now)
    return count


@transaction.atomic
def erase_user(*, user: User, now: datetime) -> None:
    """Nothing is left but a row without a name, so that what others wrote keeps its place.

    The key goes: every text of this person is unreadable from now. There is no way back.
    """
    address = user.email
    end_all_sessions(user=user, by=user, now=now)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    DataKey.objects.filter(id__in=[user.key_id] if user.key_id else []).delete()
    with translation.override(settings.LANGUAGE_CODE):
        user.name = gettext("a former colleague")
    user.key, user.is_active, user.email = None, False, f"{user.id.hex}@gewist.invalid"
    user.save()
    forget_address(address=address, now=now)
    audit.record(action="account.erased", by=user.id, school=None, about=user, now=now)


@transaction.atomic
def forget_sessions(*, now: datetime) -> None:
    """Delete the sessions that are over (a code that was never used goes with them) and the counts of tries."""
    Session.objects.filter(expire_date__lt=now).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    counts = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        cursor.execute(f"DELETE FROM {counts} WHERE expires < %s", [moment])  # noqa: S608  (a name of our own)
