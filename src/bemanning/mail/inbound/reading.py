"""From bytes to parts and words, within bounds. Bytes that no standard allows give odd words, never an error."""

import codecs
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import Compat32
from email.utils import getaddresses
from typing import Any, TypeAlias

from bemanning.mail.inbound.message import Limits

HEADER = 4_000  # characters of one header; more is cut off
_NESTED = re.compile(rb"(?i)multipart/|message/(?:rfc822|global|partial)")
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?", re.IGNORECASE)
# What people in the Netherlands send when their program names no charset, or a wrong one.
FALLBACKS = ("utf-8", "windows-1252", "latin-1")
ALIASES = {"iso-8859-1": "windows-1252", "latin-1": "windows-1252", "us-ascii": "utf-8", "ascii": "utf-8"}

Mail: TypeAlias = "Message[str, str]"


class TooComplexError(Exception):
    """More parts or a longer head than any person sends."""


class _Bounded(Compat32):
    """Reads as the library does, and cuts headers off where reading them would take time without end."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:HEADER]


class _Part(Message):
    """A mail or a part of one that has no value for a parameter whose pieces the library cannot put in order."""

    def get_param(self, param: str, failobj: Any = None, header: str = "content-type", unquote: bool = True) -> Any:
        """As the library does. A name that stands there whole and in numbered pieces (RFC 2231) raised there."""
        try:
            return super().get_param(param, failobj, header, unquote)
        except TypeError:
            return failobj


def read(raw: bytes, limits: Limits) -> Mail:
    """The mail as a tree of parts. Raises TooComplexError."""
    head = re.search(rb"\r?\n\r?\n", raw[: limits.head])
    if head is None and len(raw) > limits.head:
        raise TooComplexError
    # Counted before it is parsed: the parser goes one level deeper in its own stack for each of these.
    if sum(1 for _ in _NESTED.finditer(raw)) > limits.parts:
        raise TooComplexError
    return BytesParser(_Part, policy=_Bounded()).parsebytes(raw)


def parts_of(mail: Mail, limits: Limits) -> Iterator[Mail]:
    """Every leaf and every attached mail, in order. Does not look inside attached mails. Raises TooComplexError."""
    waiting = [mail]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > limits.parts:
            raise TooComplexError
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting.extend(reversed(inside(part)))
        else:
            yield part


def inside(part: Mail) -> list[Mail]:
    """The mails in a mail; none for a leaf, of which the words must not be asked for: their charset may be hostile."""
    return [one for one in part.get_payload() if isinstance(one, Message)] if part.is_multipart() else []


def type_of(part: Mail) -> str:
    """The content type of a part. One that calls itself several parts and is not, is read as text."""
    kind = part.get_content_type()
    return "text/plain" if kind.startswith("multipart/") and not part.is_multipart() else kind


def values(mail: Mail, name: str) -> list[str]:
    """What stands after each header of this name, also when it holds bytes that no header may hold."""
    raw = [value for key, value in mail.raw_items() if key.lower() == name.lower()]
    return [decode(str(value).encode("utf-8", "surrogateescape"), "utf-8") for value in raw]


def header(mail: Mail, name: str) -> str:
    """A header in words, on one line. Of a header that stands there twice, the first."""
    return words(next(iter(values(mail, name)), ""))


def words(value: str) -> str:
    """The value of a header with its encoded words decoded."""
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError, LookupError):
        pieces = [(value, None)]
    decoded = [piece if isinstance(piece, str) else decode(piece, charset or "") for piece, charset in pieces]
    return " ".join(clean("".join(decoded)).split())


def addresses(mail: Mail, *names: str) -> list[str]:
    """The addresses in these headers, lower case, in order."""
    named = [value for name in names for value in values(mail, name)][:20]
    found = [address for _, address in getaddresses(named)]
    return [address.lower() for address in found if _ADDRESS.fullmatch(address)]


def body_bytes(part: Mail) -> bytes:
    """The content of a part, its transfer encoding undone."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError):
        content = None
    return content if isinstance(content, bytes) else b""


def body_text(part: Mail, limit: int) -> str:
    """The words of a part; at most `limit` bytes are read."""
    return clean(decode(body_bytes(part)[:limit], str(part.get_param("charset") or "")))


def decode(content: bytes, charset: str) -> str:
    """Bytes as words: in the charset that is named if they fit it, else in the likeliest that they fit."""
    for one in (_codec(charset), *FALLBACKS):
        try:
            return content.decode(one)
        except UnicodeError:
            continue
    return content.decode("latin-1")


def _codec(charset: str) -> str:
    named = charset.strip().lower()
    try:
        codec = codecs.lookup(ALIASES.get(named, named))
    except (LookupError, ValueError):
        return FALLBACKS[0]
    # Python's codecs for other things than mail: some are no text, some take time that grows with the square.
    return (
        codec.name
        if re.match(r"utf-(?:8|16|32)|iso8859|cp\d|koi8|mac|gb|big5|euc|shift_jis|latin", codec.name)
        else FALLBACKS[0]
    )


def clean(text: str) -> str:
    """Without what cannot be seen or turns a line around, and with plain line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return _INVISIBLE.sub("", text.encode("utf-8", "replace").decode("utf-8"))
