"""The sheets: the words of the app, on the pages they should fill, tagged, and drawn from our own files alone."""

import re
import sys
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
from tekstcoach import Point
from tekstcoach.catalogue import rule_for
from tests.factories import client_for, make_member, make_school

POSTER, LARGE, CARD, REFLECTION, BELIEF = SHEETS
EVERY = pytest.mark.parametrize(
    ("sheet", "language"), [(sheet, language) for sheet in SHEETS for language in ("nl", "en")]
)
A4, A3 = (595.276, 841.89), (841.89, 1190.551)


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
        title = "Zo vraag je om hulp" if language == "nl" else "Ask for help like this"
        expected = title if sheet.template == "poster" else str(sheet.title)
    assert reader.metadata is not None
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        language,
        True,
        True,
    )
    assert reader.metadata.title == f"{expected} · Bemanning"
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


@pytest.mark.accessibility
@EVERY
def test_all_text_is_tagged_and_every_picture_is_decoration(sheet: Sheet, language: str) -> None:
    reader = read(sheet, language)
    streams = [page.get_contents() for page in reader.pages]
    assert [loose_text(stream.get_data()) for stream in streams if stream is not None] == [
        [] for _page in reader.pages
    ]
    assert [tag for tag in tags(reader) if tag == "/Figure"] == []


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


@pytest.mark.accessibility
@EVERY
def test_a_list_holds_items_alone(sheet: Sheet, language: str) -> None:
    """PDF/UA-1: whatever else stands in a list, a screen reader does not count."""
    within = [tag for kids in lists(read(sheet, language)) for tag in kids]
    assert {*within, "/LI"} == {"/LI"}


def lists(reader: PdfReader) -> list[list[str]]:
    """The parts right below each list."""
    found = parts(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return [[str(kid.get_object()["/S"]) for kid in part["/K"]] for part in found if part["/S"] == "/L"]


@pytest.mark.accessibility
def test_headings_follow_each_other() -> None:
    found = {sheet.slug: headings(read(sheet, "nl")) for sheet in SHEETS}
    assert found == {
        POSTER.slug: ["/H1", *["/H2"] * 5],
        LARGE.slug: ["/H1", *["/H2"] * 5],
        CARD.slug: ["/H1", *["/H2"] * sheets.CARDS],
        REFLECTION.slug: ["/H1", *["/H2"] * 4],
        BELIEF.slug: ["/H1", *["/H2"] * 7, *["/H3"] * 4],
    }


@EVERY
def test_a_sheet_fits_its_paper(sheet: Sheet, language: str) -> None:
    sizes = [tuple(float(side) for side in page.mediabox[2:]) for page in read(sheet, language).pages]
    expected = A3 if sheet.paper == "A3" else A4
    assert sizes == [pytest.approx(expected, abs=1)] * (2 if sheet is BELIEF else 1)


@pytest.mark.accessibility
@pytest.mark.parametrize("sheet", [POSTER, LARGE])
def test_the_poster_is_read_in_order_and_says_what_the_coach_says(sheet: Sheet) -> None:
    expected = [
        "Zo vraag je om hulp",
        "Op zee zegt deze vlag: ik heb hulp nodig. Hier zeg je het in vijf punten.",
    ]
    for number, point in enumerate(Point, start=1):
        rule = rule_for(point)
        expected += [f"{number} {rule.name.nl}", rule.looks_for.nl, f"“{rule.good[0].text}”"]
    expected += ["En achteraf: vertel wat je ermee deed. Dan is de cirkel rond.", "Bemanning"]
    assert words(read(sheet, "nl")) == " ".join(expected)


def test_every_card_holds_the_five_points() -> None:
    card = "Ask for help like this " + " ".join(
        f"{number} {rule_for(point).name.en}. {rule_for(point).looks_for.en}"
        for number, point in enumerate(Point, start=1)
    )
    text = words(read(CARD, "en"))
    assert text[text.index(card) :] == " ".join([card] * sheets.CARDS)


def test_the_worksheets_ask_what_the_logbook_asks() -> None:
    with translation.override("nl"):
        questions = " ".join(f"{number} {question}" for number, question in enumerate(QUESTIONS, start=1))
        beliefs = " ".join(f"{belief.thought} {belief.fact}" for belief in BELIEFS)
    reflection, belief = words(read(REFLECTION, "nl")), words(read(BELIEF, "nl"))
    assert (reflection.count(questions), belief.endswith(beliefs)) == (1, True)


@pytest.mark.security
@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.css",
        "file:///etc/passwd",
        "file:///static/../../../../etc/passwd",
        "data:text/css,p{}",
        "mark:bestaat-niet",
    ],
)
def test_a_sheet_reads_our_own_files_alone(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        press.printed(f'<html lang="nl"><title>x</title><link rel="stylesheet" href="{address}"><p>x</p></html>')


def test_our_own_stylesheet_is_read() -> None:
    page = '<html lang="nl"><title>x</title><link rel="stylesheet" href="worksheets/paper.css"><p>Dag</p></html>'
    assert words(PdfReader(BytesIO(press.printed(page)))) == "Dag"


@pytest.fixture
def leader(db: None) -> Client:
    """Somebody who is signed in."""
    return client_for(make_member(make_school()))


def test_a_sheet_is_a_download(leader: Client) -> None:
    answer = leader.get(reverse("worksheet", args=["poster-a4", "nl"]))
    assert (answer.status_code, answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (
        200,
        "application/pdf",
        'attachment; filename="bemanning-poster-a4-nl.pdf"',
    )
    assert answer.content == sheets.pdf(POSTER, "nl")


@pytest.mark.parametrize("parts", [("poster-a9", "nl"), ("poster-a4", "fr")])
def test_what_is_not_there_is_not_found(leader: Client, parts: tuple[str, str]) -> None:
    assert leader.get(reverse("worksheet", args=parts)).status_code == 404


def test_the_list_names_every_sheet_in_both_languages(leader: Client) -> None:
    page = leader.get(reverse("worksheets")).content.decode()
    links = re.findall(r'href="(/op-papier/[^"]+/)"', page)
    assert links == [f"/op-papier/{sheet.slug}/{language}/" for sheet in SHEETS for language in ("nl", "en")]


@pytest.fixture
def without_pango(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine on which WeasyPrint ends its import, as it does where Pango is missing."""
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "weasyprint")
    press.can_print.cache_clear()
    sheets.pdf.cache_clear()
    yield
    press.can_print.cache_clear()


@pytest.mark.usefixtures("without_pango")
def test_without_pango_the_page_says_what_to_install(leader: Client) -> None:
    answers = [leader.get(reverse("worksheets")), leader.get(reverse("worksheet", args=["poster-a4", "nl"]))]
    assert [answer.status_code for answer in answers] == [200, 503]
    for answer in answers:
        page = answer.content.decode()
        assert page.count(f"sudo apt-get install {press.PACKAGES}") == 1
        assert re.findall(r'href="(/op-papier/[^"]+/)"', page) == []
