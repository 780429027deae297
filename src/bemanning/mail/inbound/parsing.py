"""From the raw bytes of a mail to what it says. Never raises, and takes bounded time and memory."""

import re
from dataclasses import replace

from bemanning.mail.inbound import addressing
from bemanning.mail.inbound.markup import text_of
from bemanning.mail.inbound.message import Attached, Inbound, Kind, Limits, Reason
from bemanning.mail.inbound.quoting import said
from bemanning.mail.inbound.reading import (
    Mail,
    TooComplexError,
    addresses,
    body_bytes,
    body_text,
    header,
    inside,
    parts_of,
    read,
    type_of,
    values,
    words,
)
from bemanning.mail.inbound.recognising import recognise

_REFERENCE = re.compile(r"<[^<>\s]{3,250}>")
_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
# What mail programs add by themselves: signatures of S/MIME and PGP, Outlook's own wrapping, invitations.
_NOT_FILES = {
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/ms-tnef",
    "application/vnd.ms-tnef",
    "text/calendar",
    "message/delivery-status",
}
_LOGO = 60_000  # bytes; a smaller picture that stands inside the text is part of a signature
_SIZE_HEAD = 200_000  # bytes that are read of a mail that is refused for its size


def parse(raw: bytes, *, recipient: str = "", limits: Limits = Limits()) -> Inbound:
    """Read a mail. `recipient` is the address that the mail server named, if it did."""
    large = len(raw) > limits.size
    try:
        mail = read(_head(raw) if large else raw, limits)
        found = _Envelope(mail, recipient)
        if large:
            return found.refused(Reason.TOO_LARGE)
        kind = recognise(mail, limits.hops)
        return found.as_machine(kind, limits) if kind != Kind.REPLY else found.as_reply(limits)
    except (TooComplexError, RecursionError):
        return Inbound(Kind.REFUSED, reason=Reason.TOO_COMPLEX)


def _head(raw: bytes) -> bytes:
    start = raw[:_SIZE_HEAD]
    end = re.search(rb"\r?\n\r?\n", start)
    return start[: end.end()] if end else start


class _Envelope:
    """A mail with what its head says, on the way to an Inbound."""

    def __init__(self, mail: Mail, recipient: str) -> None:
        self.mail = mail
        senders = addresses(mail, "From")
        # Several writers, or none: nobody to answer to.
        known = len(set(senders)) == 1 and len(values(mail, "From")) == 1
        self.base = Inbound(
            Kind.REPLY,
            token=addressing.token_for(recipient, addresses(mail, *addressing.RECIPIENTS)),
            sender=senders[0] if known else "",
            subject=header(mail, "Subject")[:300],
            message_id=next(iter(_REFERENCE.findall(header(mail, "Message-ID"))), ""),
            references=tuple(_references(mail)),
        )

    def refused(self, reason: Reason) -> Inbound:
        """A mail of which nothing is kept."""
        return replace(self.base, kind=Kind.REFUSED, reason=reason)

    def as_machine(self, kind: Kind, limits: Limits) -> Inbound:
        """What a machine wrote. Of an absence note the words are kept, of a bounce which mail it is about."""
        if kind == Kind.AUTO_REPLY:
            return replace(self.base, kind=kind, text=_text(list(parts_of(self.mail, limits)), limits)[: limits.text])
        if kind == Kind.BOUNCE:
            original = "\n".join(_originals(self.mail, limits))
            references = (*self.base.references, *_REFERENCE.findall(original)[:20])
            token = self.base.token or addressing.token_in(original)
            return replace(self.base, kind=kind, token=token, references=references)
        return replace(self.base, kind=kind)

    def as_reply(self, limits: Limits) -> Inbound:
        """What a person wrote, with the files, or why it cannot be used."""
        if not self.base.sender:
            return self.refused(Reason.NO_SENDER)
        parts = list(parts_of(self.mail, limits))
        types = {type_of(part) for part in (self.mail, *parts)}
        if types & _ENCRYPTED:
            return self.refused(Reason.ENCRYPTED)
        text, files = _text(parts, limits), tuple(_files(parts))
        if len(text) > limits.text:
            return self.refused(Reason.TOO_LONG)
        if not text and not files:
            return self.refused(Reason.CALENDAR if "text/calendar" in types else Reason.EMPTY)
        return replace(self.base, text=text, attachments=files)


def _references(mail: Mail) -> list[str]:
    named = [header(mail, name) for name in ("In-Reply-To", "References")]
    return list(dict.fromkeys(_REFERENCE.findall(" ".join(named))))[:50]


def _originals(mail: Mail, limits: Limits) -> list[str]:
    """The heads of the mails that a bounce sends back, or its text, in which older servers quote them."""
    heads: list[str] = []
    for part in parts_of(mail, limits):
        if type_of(part) == "message/rfc822" and part.is_multipart():
            heads += [f"{name}: {value}" for one in inside(part) for name, value in one.items()]
        elif part.get_content_maintype() in {"text", "message"} and not part.is_multipart():
            heads.append(body_text(part, limits.head))
    return heads


def _text(parts: list[Mail], limits: Limits) -> str:
    """What was written: the plain part, or else the HTML."""
    bodies = [part for part in parts if not _is_file(part)]
    plain = "\n".join(body_text(part, limits.html) for part in bodies if type_of(part) == "text/plain")
    if words_in := said(plain):
        return words_in
    pages = [body_text(part, limits.html) for part in bodies if type_of(part) == "text/html"]
    return said("\n".join(text_of(page) for page in pages if page.strip()))


def _is_file(part: Mail) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _files(parts: list[Mail]) -> list[Attached]:
    found = []
    for part in parts:
        kind = type_of(part)
        if kind in _NOT_FILES or not _is_file(part):
            continue
        content = body_bytes(part)
        is_logo = "Content-ID" in part and part.get_content_maintype() == "image" and len(content) < _LOGO
        if content and not is_logo:
            found.append(Attached(words(str(part.get_filename() or ""))[:200], content))
    return found
