"""The first school: with the code of the set-up, once, and with the holidays of its region for whoever knows that."""

import pytest
from django.test import Client
from django.urls import reverse

from bemanning.schools.enums import Role
from bemanning.schools.models import Membership, School
from bemanning.schools.tokens import setup_code
from bemanning.schoolyear.models import FreeDays, SchoolYear
from tests.factories import client_for, make_member, make_school_year

pytestmark = pytest.mark.django_db
ANKE = {"name": "De Vuurtoren", "place": "Harlingen", "person": "Anke Terpstra", "email": "Anke@vuurtoren.example"}
PROMPT = "Kies je vakantieregio"


@pytest.mark.parametrize("path", ["/beginnen/fout/", "/beginnen/é/"])
def test_a_wrong_set_up_code_opens_nothing(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_first_school_begins_with_the_code_and_then_the_page_is_gone(client: Client) -> None:
    url = reverse("school_begin", args=[setup_code()])
    assert client.get(url).status_code == 200
    assert School.objects.count() == 0
    assert list(client.post(url, ANKE | {"email": "x"}).context["form"].errors) == ["email"]
    assert client.post(url, ANKE)["Location"] == reverse("school")
    member = Membership.objects.get()
    assert (member.user.email, member.role, member.is_administrator) == ("anke@vuurtoren.example", Role.LEADER, True)
    assert client.get(reverse("school")).status_code == 200
    assert (Client().get(url).status_code, Client().post(url, ANKE).status_code) == (404, 404)


def test_the_region_that_was_chosen_brings_its_holidays(client: Client) -> None:
    client.post(reverse("school_begin", args=[setup_code()]), ANKE | {"region": "north"})
    assert (SchoolYear.objects.get().region, FreeDays.objects.filter(national=True).exists()) == ("north", True)
    assert PROMPT not in client.get(reverse("school")).content.decode()


def test_a_region_that_does_not_exist_makes_no_school_and_loses_nothing(client: Client) -> None:
    page = client.post(reverse("school_begin", args=[setup_code()]), ANKE | {"region": "oost"})
    assert list(page.context["form"].errors) == ["region"]
    assert (page.context["form"]["person"].value(), School.objects.count()) == ("Anke Terpstra", 0)


def test_a_school_without_a_region_is_asked_for_one_until_it_chose(client: Client) -> None:
    client.post(reverse("school_begin", args=[setup_code()]), ANKE)
    assert not SchoolYear.objects.exists()
    administrator = client_for(make_member(School.objects.get(), name="Ids Hoekstra", administrator=True))
    for browser in (client, administrator):
        assert PROMPT in browser.get(reverse("school")).content.decode()
    make_school_year(School.objects.get())
    for browser in (client, administrator):
        assert PROMPT not in browser.get(reverse("school")).content.decode()
