"""The sheets: the words of the app, on the pages they should fill, tagged, and drawn from our own files alone."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject
from weasyprint.urls import FatalURLFetchingError

from bemanning.worksheets import press, sheets
from bemanning.worksheets.sheets import SHEETS, Sheet
from bemanning.worksheets.words import BELIEFS, QUESTIONS
from tests.factories import client_for, make_member
from tekstcoach import Point
from tekstcoach.catalogue import rule_for

POSTER, LARGE, CARD, REFLECTION, BELIEF = SHEETS
EVERY = pytest.mark.parametrize(
    ("sheet", "language"), [(sheet, language) for sheet in SHEETS for language in ("nl", "en")]
)
A4, A3, MILLIMETRE = (595.276, 841.89), (841.89, 1190.551), 72 / 25.4


def read(sheet: Sheet, language: str) -> PdfReader:
    """The sheet, read back from its PDF."""
    return PdfReader(BytesIO(sheets.pdf(sheet, language)))


def words(reader: PdfReader) -> str:
    """All text, in the order in which it stands, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def tags(reader: PdfReader) -> list[str]:
    """The names of all parts of the tree, in reading order."""
    return [str(part["/S"]) for part in parts(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])]


def parts(kids: Any) -> Iterator[DictionaryObject]:
    """Every part below these, each before what it holds."""
    found = kids.get_object() if isinstance(kids, IndirectObject) else kids
    if isinstance(found, ArrayObject):
        for kid in found:
            yield from parts(kid)
    elif isinstance(found, DictionaryObject) and "/S" in found:
        yield found
        yield from parts(found.get("/K", ArrayObject()))


def headings(reader: PdfReader) -> list[str]:
    """H1, H2 and H3 in the order in which they are read."""
    return [tag for tag in tags(reader) if re.fullmatch(r"/H\d", tag)]


@pytest.mark.accessibility
@EVERY
def test_a_sheet_says_what_it_is_and_in_which_language(sheet: Sheet, language: str) -> None:
    reader = read(sheet, language)
    root = reader.trailer["/Root"]
    with translation.override(language):
        title = "Zo vraag je om hulp" if language == "nl" else "This is how you ask for help"
        expected = title if sheet.template == "poster" else str(sheet.title)
    assert reader.metadata is not None
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        language,
        True,
        True,
    )
    assert reader.metadata.title == f"{expected} · Bemanning"
    assert b"pdfuaid:part" in reader.xmp_metadata.stream.get_data() if reader.xmp_metadata else False


@pytest.mark.accessibility
@EVERY
def test_all_text_is_tagged_and_every_picture_is_decoration(sheet: Sheet, language: str) -> None:
    reader = read(sheet, language)
    for page in reader.pages:
        assert loose_text(page.get_contents().get_data()) == []
    assert "/Figure" not in tags(reader)


def loose_text(stream: bytes) -> list[bytes]:
    """Operators that show text outside tagged content."""
    open_marks: list[bool] = []
    loose = []
    for operator in re.findall(rb"(?m)(?:/\w+ )?(?:<<[^>]*>> )?\b(BDC|BMC|EMC|TJ|Tj)\b", stream):
        if operator in {b"BDC", b"BMC"}:
            open_marks.append(True)
        elif operator == b"EMC":
            open_marks.pop()
        elif not open_marks:
            loose.append(operator)
    return loose


def test_the_measurement_sees_text_without_a_tag() -> None:
    stream = b"/P <</MCID 0>> BDC\nBT\n[<00>] TJ\nET\nEMC\nBT\n[<01>] TJ\nET\n"
    assert loose_text(stream) == [b"TJ"]
