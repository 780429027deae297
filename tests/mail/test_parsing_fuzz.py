"""Whatever comes in: no error, and an end within a second."""

import tracemalloc
from base64 import encodebytes
from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bemanning.mail.inbound.message import Inbound, Kind, Limits
from bemanning.mail.inbound.parsing import parse
from tests.mail.test_parsing import CORPUS, NAMES

WITHIN = 3.0  # seconds of CPU for one mail; the usual is a hundredth
LIMITS = Limits()
RAWS = [(CORPUS / f"{name}.eml").read_bytes() for name in NAMES]
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
PIECES = [
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\n",
    b"Content-Type: message/rfc822\n\n",
    b"Content-Type: text/html; charset=utf-7\n\n<table><tr><td>",
    b"Content-Type: text/plain; charset=punycode\n\n",
    b"Content-Disposition: attachment; filename*=a; filename*0=b\n",
    b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n",
    b"Content-Transfer-Encoding: base64\n\n====",
    b"=?utf-8?b?" + b"=" * 20 + b"?=",
    b"From: \xff\xfe<@>,,,;:\n",
    b"\n\nOp ma 1 schreef\nOp ",
    b"\n> Van: x\n> Aan: y\n",
    b"\x00\xff\r\r\n",
]


def check(raw: bytes) -> Inbound:
    """Read it, and look at the clock and at what came out."""
    before = process_time()
    inbound = parse(raw)
    assert process_time() - before < WITHIN
    assert len(inbound.text) <= LIMITS.text
    assert (inbound.reason is None) == (inbound.kind != Kind.REFUSED)
    assert "\n" not in inbound.subject + inbound.sender + inbound.message_id
    return inbound


@pytest.mark.parametrize("charset", ["punycode", "idna", "rot13", "unicode_escape", "utf-7", "no such"])
def test_a_charset_that_is_none_of_mail(charset: str) -> None:
    """Python's own reading of a leaf fails on some of these, with bytes above 127."""
    inbound = check(
        b"From: a@b.example\nContent-Type: text/plain; charset=%s\n\nCaf\xe9 om vier uur" % charset.encode()
    )
    assert inbound.text == "Café om vier uur"


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: text/plain; charset*=x; charset*0=y",
        b"Content-Type: multipart/mixed; boundary*=x; boundary*0=y",
        b"Content-Disposition: attachment; filename*=x; filename*0=y",
    ],
)
def test_a_parameter_that_stands_there_whole_and_in_pieces(head: bytes) -> None:
    """Python puts the pieces in order, and raises where one has a number and the other has none."""
    check(b"From: a@b.example\n" + head + b"\n\nGraag tot vrijdag")


@QUIET
@given(st.binary(max_size=3_000))
def test_any_bytes(raw: bytes) -> None:
    check(raw)


@QUIET
@given(
    st.sampled_from(RAWS),
    st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(PIECES) | st.binary(max_size=8))),
)
def test_mails_with_pieces_put_in(raw: bytes, changes: list[tuple[int, bytes]]) -> None:
    for at, piece in changes:
        place = at % (len(raw) + 1)
        raw = raw[:place] + piece + raw[place:]
    check(raw)


@QUIET
@given(st.sampled_from(RAWS), st.integers(0, 10_000), st.integers(0, 3_000))
def test_mails_with_a_piece_cut_out(raw: bytes, at: int, length: int) -> None:
    at %= len(raw)
    check(raw[:at] + raw[at + length :])


@QUIET
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_pieces_alone(pieces: list[bytes]) -> None:
    check(b"".join(pieces))


HEAD = b"From: b@s.example\nSubject: hoi\n"
HTML = HEAD + b"Content-Type: text/html\n\n"
TEXT = HEAD + b"\n"


@pytest.mark.parametrize(
    "make",
    [
        lambda: TEXT + b"Op " + b"schreef " * 40_000,
        lambda: TEXT + (b"Op " + b"a " * 290 + b"\n") * 700,
        lambda: TEXT + (b"On " + b"a" * 590 + b"\n") * 700,
        lambda: TEXT + b"Van:\n" * 80_000,
        lambda: TEXT + b"\n" * 390_000,
        lambda: TEXT + b"> " * 190_000,
        lambda: TEXT + b"Met groet\n" * 39_000,
        lambda: TEXT + b"_" * 390_000,
        lambda: TEXT + b"Dit bericht (" * 30_000,
        lambda: HTML + b"<div>" * 79_000,
        lambda: HTML + b"<table><tr><td>" * 26_000,
        lambda: HTML + b"<blockquote type=cite>" * 17_000,
        lambda: HTML + b"<ul><li>" * 100 + b"woord " * 60_000,
        lambda: HTML + b"<p class='gmail_quote'>x</p>" * 14_000,
        lambda: HTML + b"<div id=appendonsend></div>" * 14_000,
        lambda: HTML + b"<table>" + b"<tr>" + b"<td>a" * 70_000,
        lambda: HTML + b"&lt;" * 90_000,
        lambda: b"From: " + b"b@s.example, " * 300_000 + b"\n\nhoi",
        lambda: b"Subject: " + b"=?utf-8?q?" * 300_000 + b"\n\nhoi",
        lambda: HEAD + b"Content-Type: text/plain; " + b'a="' * 30_000 + b"\n\nhoi",
        lambda: HEAD + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" + (b"A: b\n" * 90_000),
        lambda: HEAD + b"References: " + b"<" * 90_000 + b"\n\nhoi",
        lambda: HEAD + b"To: " + b"antwoord+" * 9_000 + b"\n\nhoi",
    ],
)
def test_mails_made_to_take_long(make: Callable[[], bytes]) -> None:
    check(make())


def test_the_measurement_sees_a_mail_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(raw: bytes) -> Inbound:
        until = process_time() + 0.2
        while process_time() < until:
            pass
        return Inbound(Kind.LOOP)

    monkeypatch.setitem(check.__globals__, "parse", slow)
    monkeypatch.setitem(check.__globals__, "WITHIN", 0.1)
    with pytest.raises(AssertionError):
        check(b"From: b@s.example\n\nhoi")


def test_memory_stays_in_proportion_to_the_mail() -> None:
    content = b"%PDF" + bytes(2_000_000)
    raw = (
        HEAD
        + b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/pdf; name=a.pdf\n"
        + b"Content-Transfer-Encoding: base64\n\n"
        + encodebytes(content)
        + b"--x--\n"
    )
    tracemalloc.start()
    inbound = parse(raw)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [len(one.content) for one in inbound.attachments] == [len(content)]
    assert peak < 8 * len(raw)
