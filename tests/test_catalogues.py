"""Every text that a user reads stands in Dutch and in English."""

import ast
from pathlib import Path

import pytest

from tools import catalogue

APP = """
from django.utils.translation import gettext as _, ngettext, pgettext
A = _("Sign out")
B = ngettext("%(count)d person", "%(count)d people", 2)
C = pgettext("weekday", "Su")
"""
TEMPLATE = """
<ul>
    <li>{% translate "Save" %}
  </ul>{# an odd indentation on purpose #}
{% blocktranslate trimmed with name=viewer.user.name %}
  Hello
  {{ name }}
{% endblocktranslate %}
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """An app with two places that speak to a user."""
    folder = tmp_path / "demo"
    (folder / "templates" / "demo").mkdir(parents=True)
    (folder / "apps.py").write_text(APP, encoding="utf-8")
    (folder / "templates" / "demo" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    return folder


def test_everything_is_translated() -> None:
    assert catalogue.faults() == []


def test_no_message_hides_in_an_f_string() -> None:
    """The extraction does not look inside them on every Python, so such a text would stay English unseen."""
    assert [line for file in Path("src").rglob("*.py") for line in hidden(file.read_text(encoding="utf-8"))] == []


def test_a_message_in_an_f_string_is_seen() -> None:
    assert hidden("x = f\"{who} {_('Sign out')}\"") == ["_('Sign out')"]


def hidden(source: str) -> list[str]:
    """The calls for a translation within f-strings."""
    return [
        ast.unparse(call)
        for text in ast.walk(ast.parse(source))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {"_", "gettext", "ngettext", "pgettext", "gettext_lazy"}
    ]


def test_messages_are_found_in_code_and_templates(app: Path) -> None:
    assert {message.id for message in catalogue.messages_in(app) if message.id} == {
        "Sign out",
        ("%(count)d person", "%(count)d people"),
        "Su",
        "Save",
        "Hello %(name)s",
    }


def test_what_is_missing_empty_fuzzy_or_unused_is_named(app: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "SOURCE", app.parent)
    assert len(catalogue.faults()) == 10  # five messages, missing in two languages
    catalogue.update(app)
    po = catalogue.catalogue_path(app, "nl")
    text = po.read_text(encoding="utf-8")
    text = text.replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Bewaar"')
    text = text.replace('msgid "Sign out"\nmsgstr ""', '#, fuzzy\nmsgid "Sign out"\nmsgstr "Uitloggen"')
    text = text.replace('msgid "Hello %(name)s"\nmsgstr ""', 'msgid "Hello %(name)s"\nmsgstr "Dag %(nme)s"')
    po.write_text(text + '\nmsgid "Old"\nmsgstr "Oud"\n', encoding="utf-8")
    assert catalogue.faults() == [
        "demo/nl: ('%(count)d person', '%(count)d people') is not translated.",
        "demo/nl: 'Hello %(name)s' and its translation hold other placeholders.",
        "demo/nl: 'Sign out' is fuzzy.",
        "demo/nl: 'Su' is not translated.",
        "demo/nl: 'Old' is used by nothing (run update).",
    ]


def test_an_update_keeps_what_was_translated_and_drops_what_is_unused(
    app: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.update(app)
    po = catalogue.catalogue_path(app, "nl")
    text = po.read_text(encoding="utf-8").replace('msgid "Save"\nmsgstr ""', 'msgid "Save"\nmsgstr "Bewaar"')
    po.write_text(text + '\nmsgid "Old"\nmsgstr "Oud"\n', encoding="utf-8")
    catalogue.update(app)
    after = catalogue.stored(app, "nl")
    assert (after["Save"].string, "Old" in after) == ("Bewaar", False)
    assert catalogue.stored(app, "en")["Save"].string == "Save"


def test_compiled_catalogues_stand_beside_their_source(app: Path) -> None:
    catalogue.update(app)
    assert [path.relative_to(app).as_posix() for path in catalogue.compile_all(app)] == [
        "locale/en/LC_MESSAGES/django.mo",
        "locale/nl/LC_MESSAGES/django.mo",
    ]
    assert catalogue.compile_all(app) == []
