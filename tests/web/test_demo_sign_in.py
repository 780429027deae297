"""One-click sign-in exists in the demo alone, and the demo on localhost alone."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import reload
from types import ModuleType

import pytest
from django.test import Client
from django.urls import clear_url_caches
from pytest_django.fixtures import Settings

from bemanning.config import urls as root_urls
from bemanning.schools.models import School
from bemanning.web import urls as web_urls
from tests.factories import make_member, make_school

pytestmark = pytest.mark.security

START = "import django; django.setup(); from django.urls import reverse; print(reverse('demo_sign_in'))"


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Start the app in a process of its own and print the address of one-click sign-in."""
    base = {key: value for key, value in os.environ.items() if not key.startswith("BEMANNING_")}
    own = {"BEMANNING_SECRET_KEY": "x" * 50, "DJANGO_SETTINGS_MODULE": "bemanning.config.settings"}
    return subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", START], env=base | own | environment, capture_output=True, text=True, check=False
    )


def test_a_real_school_has_no_such_address() -> None:
    run = start(BEMANNING_URL="https://bemanning.school.example")
    assert "NoReverseMatch" in run.stderr
    assert run.returncode == 1


def test_a_demo_has() -> None:
    run = start(BEMANNING_DEMO="1", BEMANNING_URL="http://localhost:8000")
    assert (run.stdout, run.returncode) == ("/demo/inloggen/\n", 0)


def test_a_demo_on_a_public_address_does_not_start() -> None:
    run = start(BEMANNING_DEMO="1", BEMANNING_URL="https://bemanning.school.example")
    assert run.stderr.splitlines()[-1].endswith(
        "BEMANNING_DEMO only works on localhost. Leave it out for a real school."
    )
    assert run.returncode == 1


@pytest.fixture
def _demo(settings: Settings) -> Iterator[None]:
    settings.DEMO = True
    _load(web_urls, root_urls)
    yield
    settings.DEMO = False
    _load(web_urls, root_urls)


def _load(*modules: ModuleType) -> None:
    for module in modules:
        reload(module)
    clear_url_caches()


@pytest.mark.usefixtures("_demo")
def test_one_click_signs_in(client: Client, school: School) -> None:
    anke = make_member(school, name="Anke Terpstra", email="anke@vuurtoren.example")
    for name, key in (("Karim Boutahar", "karim"), ("Gerda Bakker", "gerda")):
        make_member(school, name=name, email=f"{key}@vuurtoren.example")
    page = client.get("/inloggen/").content.decode()
    assert page.count('name="key"') == 3
    assert client.get("/demo/inloggen/").status_code == 405
    assert client.post("/demo/inloggen/", {"key": "somebody"}).status_code == 404
    assert client.post("/demo/inloggen/", {"key": "anke"})["Location"] == "/"
    assert client.get("/").wsgi_request.user == anke.user


@pytest.mark.usefixtures("_demo")
def test_without_the_demo_school_nobody_of_it_is_offered(client: Client, db: None) -> None:
    begin = "Hier is nog geen school. De link om te beginnen staat in het venster waar je Bemanning startte."
    page = client.get("/inloggen/").content.decode()
    assert (page.count('name="key"'), page.count(begin)) == (0, 1)
    make_school("De Zee")
    page = client.get("/inloggen/").content.decode()
    assert (page.count('name="key"'), page.count(begin)) == (0, 0)
