"""Which files may stand beside a message, by what they are rather than by what they are called.

Documents and pictures only. Nothing that runs: no programs, archives, web pages, drawings with script (SVG), office
files with macros, or office files from before 2007, in which macros hide. Nothing is ever shown or run by the app.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _

OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
# Media type: the extensions that fit it, the usual one first.
EXTENSIONS: dict[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg", "jpe"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/heic": ("heic", "heif"),
    f"{OFFICE}wordprocessingml.document": ("docx",),
    f"{OFFICE}spreadsheetml.sheet": ("xlsx",),
    f"{OFFICE}presentationml.presentation": ("pptx",),
    f"{OPEN}text": ("odt",),
    f"{OPEN}spreadsheet": ("ods",),
    f"{OPEN}presentation": ("odp",),
    "text/plain": ("txt", "md", "csv"),
}
_STARTS = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_OFFICE_FOLDERS = {
    "word/": f"{OFFICE}wordprocessingml.document",
    "xl/": f"{OFFICE}spreadsheetml.sheet",
    "ppt/": f"{OFFICE}presentationml.presentation",
}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
_MACROS = re.compile(r"vbaproject|vbadata|activex|^basic/|^scripts/|\.(?:exe|dll|js|vbs|bat|jar)$", re.IGNORECASE)
ENTRIES = 5_000  # in the list of an office file
NAME = 100  # characters


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept: a name that is safe to save under, its media type, its bytes."""

    name: str
    kind: str
    content: bytes = field(repr=False)


class FileRefusedError(Exception):
    """The file is not kept; the message is a sentence for its sender."""


def accept(name: str, content: bytes) -> Accepted:
    """The file with a safe name. Raises FileRefusedError."""
    shown = safe_name(name)
    if not content:
        raise FileRefusedError(_("%(name)s is empty.") % {"name": shown})
    if len(content) > settings.ATTACHMENT_MAX_BYTES:
        raise FileRefusedError(too_large(name))
    kind = kind_of(content, shown)
    if kind is None:
        raise FileRefusedError(_("%(name)s is a kind of file that we do not take.") % {"name": shown})
    fitting = EXTENSIONS[kind]
    if shown.rpartition(".")[2].lower() not in fitting:
        shown = f"{shown[: NAME - 6]}.{fitting[0]}"
    return Accepted(shown, kind, content)


def too_large(name: str) -> str:
    """The sentence about a file over the limit."""
    most = settings.ATTACHMENT_MAX_BYTES // 1_000_000
    return _("%(name)s is too large. Up to %(most)s MB fits.") % {"name": safe_name(name), "most": most}


def accept_all(files: Iterable[tuple[str, bytes]]) -> tuple[list[Accepted], list[str]]:
    """The files that may be kept, and a sentence for each that may not."""
    accepted: list[Accepted] = []
    refused: list[str] = []
    for name, content in files:
        try:
            file = accept(name, content)
        except FileRefusedError as error:
            refused.append(str(error))
            continue
        if len(accepted) < settings.ATTACHMENTS_MAX:
            accepted.append(file)
        else:
            most = {"name": file.name, "most": settings.ATTACHMENTS_MAX}
            refused.append(_("%(name)s is one too many. Up to %(most)s files fit.") % most)
    return accepted, refused


def safe_name(name: str) -> str:
    """The last part of a name, without what a file system or a header could misread."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(one if one.isprintable() and one not in '<>:"|?*;' else " " for one in last)
    tidy = " ".join(seen.split()).strip(". ")
    stem, dot, extension = tidy.rpartition(".")
    if dot and len(extension) <= 10:
        return f"{stem[: NAME - len(extension) - 1]}.{extension}"
    return tidy[:NAME] or _("file")


def kind_of(content: bytes, name: str) -> str | None:
    """The media type that the bytes show, if it is one that we take. Text has no mark, so there the name counts."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        return "image/heic"
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    return "text/plain" if _is_text(content, name) else None


def _office_kind(content: bytes) -> str | None:
    """An office file is an archive; only its list is read, never what it holds but one short line."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if len(names) > ENTRIES or any(_MACROS.search(name) for name in names):
                return None
            if names and names[0] == "mimetype" and entries[0].file_size < 100:
                said = archive.read(entries[0]).decode("ascii", "replace").strip()
                return said if said.startswith(OPEN) and said in EXTENSIONS else None
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return next((kind for folder, kind in _OFFICE_FOLDERS.items() if any(n.startswith(folder) for n in names)), None)


def _is_text(content: bytes, name: str) -> bool:
    if name.rpartition(".")[2].lower() not in EXTENSIONS["text/plain"] or b"\x00" in content:
        return False
    # A program for a shell or a web page is text too, whatever it is called.
    return not re.match(rb"\s*(?:#!|<(?:!doctype|html|script|svg|\?xml))", content[:200], re.IGNORECASE)
