"""The map on A3: one chart that fills the paper, the same in words behind it, tagged, and without what somebody needed."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from bemanning.core import clock
from bemanning.expertise.models import OpenWater
from bemanning.schools.enums import Role
from bemanning.schools.models import Membership
from bemanning.worksheets import press
from tests.factories import client_for, make_member, make_profile, make_school
from tests.worksheets.test_sheets import headings, loose_text, parts, without_pango, words

__all__ = ["without_pango"]  # the fixture

pytestmark = pytest.mark.django_db

ADDRESS = "/kaart/a3/"


@pytest.fixture
def anke() -> Membership:
    """Who leads the school and prints its map."""
    school = make_school()
    make_profile(make_member(school, name="Karim Boutahar"), "rekenen en breuken")
    make_profile(make_member(school, name="Joke Visser"), "schooladvies")
    return make_member(school, name="Anke Terpstra", role=Role.LEADER)


def printed(viewer: Membership) -> PdfReader:
    """The sheet, read back."""
    answer = client_for(viewer).get(ADDRESS)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="de-kaart-a3.pdf"'
    return PdfReader(BytesIO(answer.content))


def test_the_chart_fills_a_lying_a3_and_the_words_follow(anke: Membership) -> None:
    reader = printed(anke)
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in reader.pages]
    assert sizes == [(1191, 842)] * 2
    chart, said = (" ".join(page.extract_text().split()) for page in reader.pages)
    for name in ("Karim", "Joke", "Wie weet wat op", "Breuken en verhoudingen"):
        assert name in chart
    assert "Breuken en verhoudingen: Karim Boutahar" in said


@pytest.mark.accessibility
def test_the_picture_has_its_alternative_and_all_words_a_tag(anke: Membership) -> None:
    reader = printed(anke)
    figures = [part for part in parts(reader.trailer["/Root"]["/StructTreeRoot"]["/K"]) if part["/S"] == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == [
        "Een zeekaart met eilanden van onderwerpen en wie daar is. De volgende bladzijde zegt hetzelfde in woorden."
    ]
    streams = [page.get_contents() for page in reader.pages]
    assert [loose_text(stream.get_data()) for stream in streams if stream is not None] == [[], []]
    assert headings(reader) == ["/H1", *["/H2"] * 3]
    assert b'pdfuaid:part="1"' in reader.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_what_somebody_needed_never_hangs_on_a_wall(anke: Membership) -> None:
    week = timezone.localdate(clock.now()) - timedelta(days=14)
    OpenWater.objects.create(school=anke.school, topic="rouw-en-verlies", week=week)
    assert [topic.id for topic in client_for(anke).get(reverse("map")).context["chart"].wanted] == ["rouw-en-verlies"]
    assert re.search("Rouw", words(printed(anke))) is None


@pytest.mark.usefixtures("without_pango")
def test_where_nothing_can_be_printed_the_page_says_what_to_install(anke: Membership) -> None:
    make_profile(make_member(anke.school, name="Noor Nieuw"), "dyslexie")  # a sheet that nobody printed before
    answer = client_for(anke).get(ADDRESS)
    assert answer.status_code == 503
    assert answer.content.decode().count(f"sudo apt-get install {press.PACKAGES}") == 1
