"""What a mail says, apart from how it looks: a subject and blocks, drawn as plain text and as simple HTML.

Features build a `Letter`; they write no HTML. The HTML leans on nothing from outside: no images, no fonts, no links
other than the buttons, so that opening a mail tells nobody anything.
"""

from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs; an empty line starts a new one."""

    text: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a person, with who said it."""

    text: str
    caption: str = ""
    kind: ClassVar[str] = "quote"


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing to do."""

    label: str
    url: str
    kind: ClassVar[str] = "button"


@dataclass(frozen=True, slots=True)
class Link:
    """One of several things to look at."""

    text: str
    url: str
    kind: ClassVar[str] = "link"


@dataclass(frozen=True, slots=True)
class Small:
    """Something to know that asks for nothing."""

    text: str
    kind: ClassVar[str] = "small"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, such as a day and a place."""

    rows: tuple[tuple[str, str], ...]
    kind: ClassVar[str] = "facts"


Block = Text | Quote | Button | Link | Small | Facts


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before it has an address. `preheader` is what a mailbox shows beside the subject."""

    subject: str
    blocks: tuple[Block, ...]
    language: str = "nl"
    preheader: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter as it goes out."""

    subject: str
    text: str
    html: str


def one_line(text: str) -> str:
    """Text without line breaks, fit for a header."""
    return " ".join(text.split())


def render(letter: Letter) -> Rendered:
    """Draw the letter in its own language, whatever language is active."""
    with translation.override(letter.language):
        context = {"letter": letter, "base_url": settings.BASE_URL}
        html = render_to_string("mail/letter.html", context)
        parts = [_plain(block) for block in letter.blocks]
        parts.append("-- \n" + _tidy(render_to_string("mail/footer.txt", context)))
    return Rendered(one_line(letter.subject), "\n\n".join(parts) + "\n", html)


def _plain(block: Block) -> str:
    match block:
        case Quote(text, caption):
            lines = "\n".join(f"> {line}".rstrip() for line in _tidy(text).split("\n"))
            return f"{caption}\n{lines}" if caption else lines
        case Button(label, url):
            return f"{label}:\n{url}"
        case Link(text, url):
            return f"- {_tidy(text)}\n  {url}"
        case Facts(rows):
            return "\n".join(f"{name}: {value}" for name, value in rows)
        case Text(text) | Small(text):
            return _tidy(text)


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
