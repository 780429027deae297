"""Files beside a message: what is taken, how it is kept, who may save it, and when it is gone."""

import io
import zipfile
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from bemanning.core import clock
from bemanning.helprequests.access import link_token
from bemanning.helprequests.actions import thread
from bemanning.helprequests.files import FileRefusedError, accept, accept_all, safe_name
from bemanning.helprequests.models import Ask, Attachment, HelpRequest
from bemanning.helprequests.queries.thread import thread_of
from bemanning.schools.models import Membership
from tests import factories
from tests.factories import client_for

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(40)
HEIC = b"\x00\x00\x00\x18ftypheic" + bytes(40)
WEBP = b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(40)


def archive(*names: str, first: bytes = b"x") -> bytes:
    """An archive with these names in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name in names:
            file.writestr(name, first)
    return out.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")
ODT = archive("mimetype", "content.xml", first=b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    ("name", "content", "kept_as"),
    [
        ("opzet.pdf", PDF, "opzet.pdf"),
        ("foto.JPEG", JPG, "foto.JPEG"),
        ("foto", PNG, "foto.png"),
        ("vakantie.heic", HEIC, "vakantie.heic"),
        ("plaat.webp", WEBP, "plaat.webp"),
        ("plan.docx", DOCX, "plan.docx"),
        ("plan.odt", ODT, "plan.odt"),
        ("lijst.csv", "naam;groep\nZoë;8".encode(), "lijst.csv"),
        ("virus.exe", JPG, "virus.exe.jpg"),
        ("../../etc/passwd.pdf", PDF, "passwd.pdf"),
        ("C:\\Users\\bob\\opzet.pdf", PDF, "opzet.pdf"),
        ('a"b\r\nX: y;.pdf', PDF, "a b X y .pdf"),
        ("ideeën vóór \u202efdp.pdf", PDF, "ideeën vóór fdp.pdf"),
        ("x" * 300 + ".pdf", PDF, "x" * 96 + ".pdf"),
        ("", PDF, "bestand.pdf"),
    ],
)
def test_what_is_taken_and_under_which_name(name: str, content: bytes, kept_as: str) -> None:
    assert accept(name, content).name == kept_as


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("opzet.pdf", b"MZ\x90\x00 a program"),
        ("pagina.pdf", b"<html><script>alert(1)</script>"),
        ("pagina.txt", b"  <!DOCTYPE html><script>"),
        ("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("script.txt", b"#!/bin/sh\nrm -rf /"),
        ("pagina.html", b"gewoon tekst"),
        ("alles.zip", archive("foto.jpg")),
        ("plan.docx", archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("plan.odt", archive("mimetype", "Basic/x.xml", first=b"application/vnd.oasis.opendocument.text")),
        ("plan.odt", archive("mimetype", first=b"application/x-iets-anders")),
        ("plan.docx", b"PK\x03\x04 broken"),
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("leeg.pdf", b""),
        ("met-nul.txt", b"a\x00b"),
    ],
)
def test_what_is_not_taken(name: str, content: bytes) -> None:
    with pytest.raises(FileRefusedError, match=name):
        accept(name, content)


def test_too_large_and_too_many_are_said(settings: Settings) -> None:
    settings.ATTACHMENT_MAX_BYTES, settings.ATTACHMENTS_MAX = 1_000_000, 2
    accepted, refused = accept_all([("groot.pdf", PDF + bytes(1_000_000)), *((f"{n}.pdf", PDF) for n in range(3))])
    assert [one.name for one in accepted] == ["0.pdf", "1.pdf"]
    assert refused == [
        "groot.pdf is te groot. Er past 1 MB in.",
        "2.pdf is er een te veel. Er passen 2 bestanden bij.",
    ]


def test_a_name_never_ends_in_a_dot_or_starts_with_one() -> None:
    assert safe_name("..htaccess. ") == "htaccess"


@pytest.fixture
def asked(alice: Membership, bob: Membership) -> Ask:
    """Bob is asked by Alice."""
    return factories.make_request(alice, bob).asks.get()


def upload(client: Client, path: str, *files: SimpleUploadedFile, text: str = "Zie de opzet.") -> int:
    """Answer with files, as a browser does; gives the status."""
    return client.post(path, {"text": text, "message_id": str(uuid4()), "attachments": list(files)}).status_code


def pdf(name: str = "opzet.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="text/html")


@pytest.mark.django_db
class TestAFile:
    """From the form to the disk of the reader."""

    def test_it_is_kept_sealed_and_saved_by_who_reads_the_thread(
        self, asked: Ask, alice: Membership, bob: Membership
    ) -> None:
        assert upload(client_for(bob), f"/vragen/{asked.request_id}/antwoord/", pdf()) == 302
        row = Attachment.objects.select_related("key").get()
        stored = bytes(row.content) + bytes(row.name)
        assert [word in stored for word in (b"PDF", b"opzet", b"Catalog")] == [False, False, False]
        assert row.key_id == bob.user.key_id
        page = client_for(alice).get(f"/vragen/{asked.request_id}/").content.decode()
        path = f"/vragen/{asked.request_id}/bijlage/{row.id}/"
        assert (path in page, "opzet.pdf" in page) == (True, True)
        got = client_for(alice).get(path)
        assert got.content == PDF
        assert got["Content-Disposition"] == 'attachment; filename="opzet.pdf"'
        assert (got["X-Content-Type-Options"], got["Content-Type"]) == ("nosniff", "application/pdf")
        assert "no-store" in got["Cache-Control"]

    def test_a_guest_adds_one_by_the_link_and_saves_it(self, alice: Membership) -> None:
        ask = factories.make_request(alice, guest_email="greet@elders.example").asks.get()
        token = link_token(ask)
        assert upload(Client(), f"/meedenken/{token}/antwoord/", pdf(), text="") == 302
        row = Attachment.objects.get()
        assert Client().get(f"/meedenken/{token}/bijlage/{row.id}/").content == PDF

    def test_the_asker_adds_one_too(self, asked: Ask, alice: Membership, bob: Membership) -> None:
        assert upload(client_for(alice), f"/vragen/{asked.request_id}/antwoord/", pdf()) == 302
        row = Attachment.objects.get()
        assert client_for(bob).get(f"/vragen/{asked.request_id}/bijlage/{row.id}/").content == PDF

    def test_a_file_that_is_not_taken_costs_no_words(self, asked: Ask, bob: Membership) -> None:
        bad = SimpleUploadedFile("opzet.pdf", b"MZ\x90\x00")
        response = client_for(bob).post(
            f"/vragen/{asked.request_id}/antwoord/",
            {"text": "Mijn lange verhaal.", "message_id": str(uuid4()), "attachments": [bad]},
        )
        page = response.content.decode()
        assert (response.status_code, "Mijn lange verhaal." in page) == (422, True)
        assert "opzet.pdf is een soort bestand dat hier niet kan." in page
        assert Attachment.objects.count() == 0

    def test_more_than_fits_in_one_request_is_not_read_and_costs_no_words(
        self, asked: Ask, bob: Membership, settings: Settings
    ) -> None:
        settings.UPLOAD_MAX_BYTES = 200_000
        large = SimpleUploadedFile("groot.pdf", PDF + bytes(900_000))
        response = client_for(bob).post(
            f"/vragen/{asked.request_id}/antwoord/",
            {"text": "Mijn lange verhaal.", "message_id": str(uuid4()), "attachments": [large]},
        )
        page = response.content.decode()
        assert (response.status_code, "Mijn lange verhaal." in page) == (422, True)
        assert "Samen zijn deze bestanden te groot." in page

    def test_neither_words_nor_a_file_is_nothing(self, asked: Ask, bob: Membership) -> None:
        assert upload(client_for(bob), f"/vragen/{asked.request_id}/antwoord/", text=" ") == 422

    def test_it_goes_with_the_message(self, asked: Ask, alice: Membership, bob: Membership) -> None:
        upload(client_for(bob), f"/vragen/{asked.request_id}/antwoord/", pdf())
        row = Attachment.objects.get()
        thread.withdraw_message(message=row.message, now=clock.now())
        assert Attachment.objects.count() == 0
        assert client_for(alice).get(f"/vragen/{asked.request_id}/bijlage/{row.id}/").status_code == 404

    def test_it_does_not_open_when_its_writer_was_erased(
        self, asked: Ask, alice: Membership, bob: Membership
    ) -> None:
        upload(client_for(bob), f"/vragen/{asked.request_id}/antwoord/", pdf())
        row = Attachment.objects.get()
        Attachment.objects.update(key=None)
        assert client_for(alice).get(f"/vragen/{asked.request_id}/bijlage/{row.id}/").status_code == 404

    def test_a_file_of_another_question_is_not_found(self, asked: Ask, alice: Membership, bob: Membership) -> None:
        upload(client_for(bob), f"/vragen/{asked.request_id}/antwoord/", pdf())
        other = factories.make_request(alice, bob)
        path = f"/vragen/{other.id}/bijlage/{Attachment.objects.get().id}/"
        assert client_for(bob).get(path).status_code == 404

    def test_the_thread_reads_no_bytes_of_files(self, asked: Ask, alice: Membership, bob: Membership) -> None:
        for _ in range(3):
            upload(client_for(bob), f"/vragen/{asked.request_id}/antwoord/", pdf())
        found = HelpRequest.objects.get(id=asked.request_id)
        [message, *_rest] = thread_of(found, reader=None).messages
        assert [one.get_deferred_fields() for one in message.attachments.all()] == [{"content"}]
