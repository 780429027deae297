"""The message catalogues, without gettext binaries.

    python tools/catalogue.py update [APP …]   put new msgids into the catalogues, drop those that nothing uses
    python tools/catalogue.py check            exit 1 and name every message that is missing, empty or fuzzy
    python tools/catalogue.py compile          write the .mo files (the build of the wheel does the same)

Msgids are English. Dutch is written by hand in `src/bemanning/APP/locale/nl/LC_MESSAGES/django.po`; the English
catalogue is generated and says what the msgid says.
"""

import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "bemanning"
LANGUAGES = ("nl", "en")
FUNCTIONS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# No dates and no line numbers: two people who add a message to the same app do not conflict.
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
FIXED = datetime(2026, 1, 1, tzinfo=UTC)  # for a build that can be repeated byte by byte

MessageId = str | tuple[str, ...] | list[str]


def apps() -> list[Path]:
    """The folders that can hold a catalogue."""
    return sorted(path.parent for path in SOURCE.glob("*/apps.py"))


def catalogue_path(app: Path, language: str) -> Path:
    """Where the catalogue of an app stands."""
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def messages_in(app: Path) -> Catalog:
    """Every message in the code and the templates of an app."""
    found = Catalog()
    for path in sorted(app.rglob("*.py")):
        if "migrations" not in path.parts:
            _add(found, path.read_text(encoding="utf-8"))
    for path in sorted([*app.rglob("templates/**/*.html"), *app.rglob("templates/**/*.txt")]):
        _add(found, _as_python(path.read_text(encoding="utf-8"), str(path)))
    return found


def _as_python(template: str, origin: str) -> str:
    from django.utils.translation.template import templatize

    # Indentation of the markup means nothing in Python's eyes, and would be an error.
    return "\n".join(line.strip() for line in templatize(template, origin).splitlines())


def _add(catalogue: Catalog, code: str) -> None:
    for _line, message, _comments, context in extract("python", BytesIO(code.encode()), FUNCTIONS):
        catalogue.add(message, context=context)


def stored(app: Path, language: str) -> Catalog:
    """The catalogue on disk; empty when there is none."""
    path = catalogue_path(app, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def update(app: Path) -> None:
    """Bring both catalogues of an app to what its code and templates say."""
    found = messages_in(app)
    for language in LANGUAGES:
        before, after = stored(app, language), Catalog(locale=language)
        for message in _real(found):
            known = before.get(message.id, message.context)
            string = message.id if language == "en" else (known.string if known else None)
            flags = known.flags if known and language != "en" else ()
            after.add(message.id, string, context=message.context, flags=flags)
        _write(catalogue_path(app, language), after, language)


def _write(path: Path, catalogue: Catalog, language: str) -> None:
    if not list(_real(catalogue)):
        path.unlink(missing_ok=True)
        return
    body = BytesIO()
    write_po(body, catalogue, width=100, omit_header=True, sort_output=True, no_location=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER.format(language=language) + body.getvalue().decode().rstrip() + "\n", encoding="utf-8")


def _real(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def faults() -> list[str]:
    """What is wrong with the catalogues, one sentence each."""
    seen: dict[object, tuple[str, object]] = {}
    found: list[str] = []
    for app in apps():
        used = messages_in(app)
        for language in LANGUAGES:
            found += [f"{app.name}/{language}: {fault}" for fault in _faults(used, stored(app, language))]
        for message in _real(stored(app, "nl")):
            name, string = seen.setdefault((message.id, message.context), (app.name, message.string))
            if string != message.string:
                found.append(f"{app.name}/nl: {message.id!r} is translated otherwise in {name}.")
    return found


def _faults(used: Catalog, catalogue: Catalog) -> Iterator[str]:
    wanted = {(message.id, message.context) for message in _real(used)}
    for message in _real(catalogue):
        strings = message.string if isinstance(message.string, list | tuple) else (message.string or "",)
        if (message.id, message.context) not in wanted:
            yield f"{message.id!r} is used by nothing (run update)."
        elif message.fuzzy:
            yield f"{message.id!r} is fuzzy."
        elif not all(strings):
            yield f"{message.id!r} is not translated."
        elif _names(message.id) != _names(strings):
            yield f"{message.id!r} and its translation hold other placeholders."
        wanted.discard((message.id, message.context))
    for identity, _context in sorted(wanted, key=str):
        yield f"{identity!r} is missing (run update)."


def _names(texts: MessageId) -> set[str]:
    joined = texts if isinstance(texts, str) else " ".join(texts)
    return set(re.findall(r"%\(\w+\)[a-z]|\{\w*\}|(?<!%)%[sd]", joined))


def compile_all(source: Path) -> list[Path]:
    """Write a .mo beside every .po below `source` that is newer than its .mo."""
    written = []
    for po in sorted(source.rglob("LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        with po.open("rb") as file:
            catalogue = read_po(file, locale=po.parent.parent.name)
        catalogue.creation_date = catalogue.revision_date = FIXED
        body = BytesIO()
        write_mo(body, catalogue)
        # Two processes may compile at once: each writes its own file, and a rename is whole or nothing.
        own = mo.with_name(f".{mo.name}.{os.getpid()}")
        own.write_bytes(body.getvalue())
        own.replace(mo)
        written.append(mo)
    return written


def main(arguments: list[str]) -> int:
    """Run one command; see the top of this file."""
    match arguments:
        case ["update", *names]:
            for app in apps():
                if not names or app.name in names:
                    update(app)
        case ["compile"]:
            compile_all(SOURCE)
        case ["check"]:
            found = faults()
            print("\n".join(found) or "Every message is translated.")
            return 1 if found else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
