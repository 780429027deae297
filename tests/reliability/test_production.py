"""Criterion 1, and the headers as a browser gets them: production settings, in processes of their own."""

import http.client
import sqlite3
from pathlib import Path

import pytest

from tests.reliability.installation import Installation, install
from tests.reliability.servers import serving

pytestmark = [pytest.mark.process, pytest.mark.security]


def check(installation: Installation, **env: str) -> int:
    """The exit code of the check for deployment."""
    return installation.run("check", "--deploy", "--fail-level", "WARNING", **env).returncode


def test_the_shipped_settings_pass_the_check_for_deployment(tmp_path: Path) -> None:
    assert check(install(tmp_path)) == 0


@pytest.mark.parametrize(
    "mistake",
    [
        {"BEMANNING_DEBUG": "1"},
        {"BEMANNING_DEMO": "1"},
        {"BEMANNING_SMTP_URL": ""},
        {"BEMANNING_INBOUND_ADDRESS": "antwoord@school.example"},
        {"BEMANNING_INBOUND_LISTEN": "lmtp://127.0.0.1:8024"},
        {"BEMANNING_INBOUND_IMAP_URL": "https://imap.school.example"},
        {"BEMANNING_SECRET_KEY": "short"},
        {"BEMANNING_URL": "http://bemanning.school.example"},
        {"BEMANNING_ENCRYPTION_KEY_FILE": "/nowhere/encryption.keys"},
    ],
    ids=lambda mistake: next(iter(mistake)),
)
def test_a_mistake_of_the_operator_is_caught(tmp_path: Path, mistake: dict[str, str]) -> None:
    assert check(install(tmp_path), **mistake) != 0


def test_a_key_file_that_others_can_read_is_caught(tmp_path: Path) -> None:
    installation = install(tmp_path)
    (tmp_path / "encryption.keys").chmod(0o640)
    assert check(installation) != 0


def test_the_start_says_which_journal_sqlite_uses_and_why(tmp_path: Path) -> None:
    sound = sqlite3.sqlite_version_info >= (3, 51, 3)
    journal, why = ("WAL", "WAL is sound from 3.51.3") if sound else ("DELETE", "WAL can corrupt before 3.51.3")
    said = install(tmp_path).run("check", "--database", "default").stderr
    assert f"SQLite {sqlite3.sqlite_version}: journal {journal}, {why}." in said


def test_a_browser_gets_https_headers_and_host_cookies(tmp_path: Path) -> None:
    installation = install(tmp_path)
    installation.env["BEMANNING_BEHIND_PROXY"] = "1"
    installation.succeed("collectstatic", "--no-input", "--verbosity", "0")
    with serving(installation) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.request("GET", "/inloggen/", headers={"Host": "bemanning.school.example"})
        plain = connection.getresponse()
        plain.read()
        proxied = {"Host": "bemanning.school.example", "X-Forwarded-Proto": "https"}
        connection.request("GET", "/inloggen/", headers=proxied)
        page = connection.getresponse()
        page.read()
        connection.close()
    assert (plain.status, plain.headers["Location"]) == (301, "https://bemanning.school.example/inloggen/")
    assert page.status == 200
    assert page.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    cookies = page.headers.get_all("Set-Cookie") or []
    assert [cookie for cookie in cookies if not cookie.startswith("__Host-") or "Secure" not in cookie] == []
    assert cookies != []
    assert page.headers["Server"] == "gunicorn"
