"""What a mail says: a corpus of raw mails as programs send them, each with the text that its writer added."""

from base64 import encodebytes
from pathlib import Path
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from bemanning.mail.inbound.addressing import Reference, make_token, read_token, reply_address, token_in
from bemanning.mail.inbound.message import Inbound, Kind, Limits, Reason
from bemanning.mail.inbound.parsing import parse
from bemanning.mail.inbound.quoting import said

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(path.stem for path in CORPUS.glob("*.eml"))
REFERENCE = Reference("h", UUID(int=7), 1)


def corpus_mail(name: str, token: str) -> bytes:
    """A raw mail of the corpus, sent to the address with this token."""
    return (CORPUS / f"{name}.eml").read_bytes().replace(b"TOKEN", token.encode())


def expected(name: str) -> dict[str, str]:
    """What stands beside it: its kind, the reason of a refusal, the names of files, and the text."""
    head, _, text = (CORPUS / f"{name}.txt").read_text(encoding="utf-8").partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.strip().split("\n"))
    return {"reason": "", "files": "", **fields, "text": text.removesuffix("\n")}


def found(inbound: Inbound) -> dict[str, str]:
    """The same of a mail that was read."""
    return {
        "kind": inbound.kind.value,
        "reason": inbound.reason.value if inbound.reason else "",
        "files": ", ".join(one.name for one in inbound.attachments),
        "text": inbound.text,
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_mail_says_what_its_writer_added(name: str) -> None:
    token = make_token(REFERENCE)
    inbound = parse(corpus_mail(name, token))
    assert found(inbound) == expected(name)
    # Nobody reacts to the mail of a machine, so its token does not matter.
    assert inbound.kind == Kind.LOOP or inbound.token == token


def test_the_corpus_is_whole() -> None:
    assert len(NAMES) >= 40
    assert {path.stem for path in CORPUS.glob("*.txt")} == set(NAMES)
    assert {expected(name)["kind"] for name in NAMES} == {kind.value for kind in Kind}


def test_the_head_of_a_mail_is_read() -> None:
    inbound = parse(corpus_mail("header-injection", "x"))
    assert inbound.sender == "bob.dijkstra@school.example"
    assert inbound.subject == "Re: hoi Bcc: iedereen@school.example"
    assert inbound.message_id.startswith("<reply-")
    assert inbound.references == ("<3f2a9c@school.example>",)
    assert parse(corpus_mail("raw-utf8-headers", "x")).subject == "Re: Ideeën vóór dinsdag"
    assert parse(corpus_mail("emoji-turkish", "x")).subject == "Re: De studiedag 👍"


def test_a_bounce_names_the_mail_that_came_back() -> None:
    assert "<3f2a9c@school.example>" in parse(corpus_mail("dsn-postfix", "x")).references
    assert "<3f2a9c@school.example>" in parse(corpus_mail("bounce-qmail", "x")).references


def test_a_token_survives_lost_capitals_and_says_what_it_was_made_for(settings: Settings) -> None:
    settings.INBOUND_ADDRESS = "antwoord@school.example"
    token = make_token(REFERENCE)
    address = reply_address(token)
    assert len(address.partition("@")[0]) <= 64
    assert token_in(address.upper()) == token
    assert read_token(token.upper()) == REFERENCE


@pytest.mark.parametrize("at", [1, 10, 30, 48])
def test_a_token_with_one_other_letter_is_not_ours(at: int) -> None:
    token = make_token(REFERENCE)
    other = "a" if token[at] != "a" else "b"
    assert read_token(token[:at] + other + token[at + 1 :]) is None


def test_a_token_of_one_feature_is_not_one_of_another() -> None:
    assert read_token("x" + make_token(REFERENCE)[1:]) is None


def test_a_mail_that_is_too_large_is_refused_by_its_head_alone() -> None:
    token = make_token(REFERENCE)
    raw = corpus_mail("gmail-nl", token) + b"x" * 2_000_000
    inbound = parse(raw, limits=Limits(size=1_000_000))
    assert (inbound.kind, inbound.reason, inbound.token) == (Kind.REFUSED, Reason.TOO_LARGE, token)
    assert inbound.sender == "bob.dijkstra@school.example"
    assert inbound.text == ""


def test_ten_megabytes_are_read() -> None:
    part = b"--big\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=groot.pdf\n"
    content = b"%PDF-1.7\n" + bytes(10_000_000)
    raw = (
        b"From: bob@school.example\nContent-Type: multipart/mixed; boundary=big\n\n--big\n\nZie de bijlage.\n"
        + part
        + b"Content-Transfer-Encoding: base64\n\n"
        + encodebytes(content)
        + b"--big--\n"
    )
    inbound = parse(raw)
    assert inbound.text == "Zie de bijlage."
    assert [(one.name, one.content == content) for one in inbound.attachments] == [("groot.pdf", True)]


def test_more_parts_than_anybody_sends_are_refused() -> None:
    nested = b"Content-Type: text/plain\n\nhoi\n"
    for depth in range(2_000):
        mark = str(depth).encode()
        nested = b"Content-Type: multipart/mixed; boundary=%b\n\n--%b\n%b\n--%b--\n" % (mark, mark, nested, mark)
    assert parse(b"From: bob@school.example\n" + nested).reason == Reason.TOO_COMPLEX
    flat = b"From: b@s.example\nContent-Type: multipart/mixed; boundary=f\n\n" + b"--f\n\nhoi\n" * 5_000 + b"--f--\n"
    assert parse(flat).reason == Reason.TOO_COMPLEX
    assert parse(b"X-Filler: nothing\n" * 20_000 + b"From: b@s.example\n\nhoi").reason == Reason.TOO_COMPLEX


def test_more_words_than_an_answer_holds_are_refused() -> None:
    assert parse(b"From: b@s.example\n\n" + b"woord " * 5_000).reason == Reason.TOO_LONG


def test_what_was_said_is_left_alone() -> None:
    said_by_bob = "Op dinsdag schreef ik op het bord: hulp vragen is een vak.\n\nVan wie leerde jij dat?"
    assert said(said_by_bob) == said_by_bob
