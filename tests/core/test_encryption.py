"""Texts at rest: they open where they belong and nowhere else."""

import pytest

from bemanning.accounts.models import User
from bemanning.core.encryption import SealBrokenError, decrypt, encrypt
from bemanning.core.models import DataKey
from bemanning.mail.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.privacy]


def test_what_is_sealed_opens_again_and_an_empty_text_stays_empty() -> None:
    mail = OutgoingMail(key=DataKey.create())
    mail.seal(text="Zou je met me willen sparren? Çağrı 🙂", subject="")
    assert mail.opened("text") == "Zou je met me willen sparren? Çağrı 🙂"
    assert bytes(mail.subject) == b""
    assert b"sparren" not in bytes(mail.text)


def test_sealing_one_field_keeps_the_others() -> None:
    mail = OutgoingMail(key=DataKey.create())
    mail.seal(text="een", subject="twee")
    mail.seal(text="drie")
    assert (mail.opened("text"), mail.opened("subject"), mail.sealed_version) == ("drie", "twee", 2)


@pytest.mark.parametrize("change", ["row", "field", "version"])
def test_sealed_text_does_not_open_elsewhere(change: str) -> None:
    key = DataKey.create()
    mail = OutgoingMail(key=key)
    mail.seal(text="een", subject="twee")
    other = OutgoingMail(key=key, id=mail.id, text=mail.text, subject=mail.subject, sealed_version=1)
    assert other.opened("text") == "een"
    if change == "row":
        other.id = OutgoingMail().id
    elif change == "field":
        other.text = mail.subject
    else:
        other.sealed_version = 2
    with pytest.raises(SealBrokenError):
        other.opened("text")


def test_a_flipped_bit_is_refused() -> None:
    sealed = bytearray(encrypt(b"k" * 32, b"tekst", b"plek"))
    sealed[-1] ^= 1
    with pytest.raises(SealBrokenError):
        decrypt(b"k" * 32, bytes(sealed), b"plek")


def test_without_its_key_a_text_is_gone_for_good() -> None:
    user = User.objects.create_user("anke@vuurtoren.example", "Anke Terpstra")
    assert user.key is not None
    mail = OutgoingMail(key=user.key)
    mail.seal(text="geheim")
    mail.key = None
    assert (mail.opened("text"), mail.erased) == ("", True)
