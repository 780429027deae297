"""The signed token behind "stop": this person's digest, and nothing else."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.urls import reverse

from bemanning.accounts.models import User

_SIGNER = Signer(salt="digest.unsubscribe")


def unsubscribe_url(user: User) -> str:
    """The whole address where one click ends the digest of this person."""
    token = _SIGNER.sign(user.id.hex).replace(":", ".")
    return settings.BASE_URL + reverse("digest_unsubscribe", args=[token])


def access_unsubscribe(token: str) -> User:
    """The person behind a token, or 404. It does not expire: an old mail must end the digest too."""
    try:
        user_id = UUID(_SIGNER.unsign(":".join(token.rsplit(".", 1))))
    except (BadSignature, ValueError):
        raise Http404("no such link") from None
    user = User.objects.filter(id=user_id, is_active=True).first()
    if user is None:
        raise Http404("nobody behind this link")
    return user
