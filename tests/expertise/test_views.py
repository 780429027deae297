"""The pages of the map, through the client."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bemanning.expertise.enums import Room
from bemanning.expertise.models import Profile
from bemanning.schools.models import Membership
from tests.expertise.crew import make_member, make_profile, make_school

pytestmark = pytest.mark.django_db

ROOM_AND_DAYS = {"room": "open", "working_days": ["1", "4"]}


@pytest.fixture
def anke() -> Membership:
    """The leader who looks."""
    return make_member(make_school(), "Anke Terpstra", "directeur")


@pytest.fixture
def client(anke: Membership) -> Client:
    """Anke's browser."""
    browser = Client()
    browser.force_login(anke.user)
    return browser


def found(client: Client, **query: str) -> list[str]:
    """The names on the page with people."""
    return [one.name for one in client.get(reverse("people"), query).context["page"].object_list]


@pytest.mark.parametrize("crew", [1, 3])
def test_people_costs_the_same_for_one_and_for_three(
    client: Client, anke: Membership, crew: int, django_assert_num_queries: type
) -> None:
    for number in range(crew):
        make_profile(make_member(anke.school, f"Collega {number}"), "rekenen")
    client.get(reverse("people"))
    # session, user, memberships, who is on the map, the topics of the school
    with django_assert_num_queries(5):
        assert len(found(client)) == crew


@pytest.mark.parametrize("phrases", [1, 3])
def test_a_person_costs_the_same_for_one_and_for_three_phrases(
    client: Client, anke: Membership, phrases: int, django_assert_num_queries: type
) -> None:
    karim = make_member(anke.school, "Karim Boutahar")
    make_profile(karim, *[f"onderwerp {number}" for number in range(phrases)])
    # session, user, memberships, profile, its phrases and topics, the topics of the school, what is shown of thanks
    with django_assert_num_queries(8):
        client.get(reverse("person", args=[karim.id]))


def test_only_who_chose_so_is_shown_and_the_others_are_invited(client: Client, anke: Membership) -> None:
    make_profile(make_member(anke.school, "Karim Boutahar"), "rekenen")
    make_profile(make_member(anke.school, "Joke Visser"), "lezen", listed=False)
    make_member(anke.school, "Piet Post")
    make_profile(make_member(make_school("De Klimroos"), "Hilde Bosma"), "rekenen")
    assert found(client) == ["Karim Boutahar"]
    page = client.get(reverse("people"))
    assert page.context["on_the_map"] is False
    assert 'href="/mensen/ik/?kaart=ja"' in page.content.decode()
    make_profile(anke, "studiedagen")
    page = client.get(reverse("people"))
    assert page.context["on_the_map"] is True
    assert 'href="/mensen/ik/?kaart=ja"' not in page.content.decode()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("bouta", ["Karim Boutahar"]),
        ("ÖZGÜR", ["Ilse Özgür"]),
        ("ozgur", ["Ilse Özgür"]),
        ("intern begeleider", ["Ilse Özgür"]),
        ("studiedagen", ["Karim Boutahar"]),
        ("moestuin", ["Ilse Özgür"]),
        ("Karim moestuin", ["Ilse Özgür"]),
        ("zzz", []),
        ("%", []),
        ("\0", ["Ilse Özgür", "Karim Boutahar"]),
    ],
)
def test_search_finds_by_name_job_and_own_words(
    client: Client, anke: Membership, query: str, names: list[str]
) -> None:
    make_profile(make_member(anke.school, "Karim Boutahar"), "studiedagen")
    make_profile(make_member(anke.school, "Ilse Özgür", "intern begeleider"), about="Ik heb een moestuin.")
    assert found(client, q=query) == names


def test_people_come_thirty_on_a_page_and_keep_the_query(client: Client, anke: Membership) -> None:
    for number in range(31):
        make_profile(make_member(anke.school, f"Collega {number:02}"), "rekenen")
    assert found(client) == [f"Collega {number:02}" for number in range(30)]
    assert found(client, pagina="2") == ["Collega 30"]
    assert found(client, pagina="999") == ["Collega 30"]
    assert found(client, pagina="x") == [f"Collega {number:02}" for number in range(30)]
    page = client.get(reverse("people"), {"q": "rekenen"})
    assert 'href="?q=rekenen&amp;pagina=2"' in page.content.decode()


def test_a_person_page_leads_to_a_question_to_them(client: Client, anke: Membership) -> None:
    karim = make_member(anke.school, "Karim Boutahar")
    make_profile(karim, "rekenen", welcome="loop binnen")
    page = client.get(reverse("person", args=[karim.id])).content.decode()
    assert f'href="{reverse("request_new")}?aan={karim.id}"' in page
    assert "Vraag Karim om mee te denken" in page
    assert "loop binnen" in page


def test_a_pause_is_shown_kindly(client: Client, anke: Membership) -> None:
    karim = make_member(anke.school, "Karim Boutahar")
    until = timezone.localdate() + timedelta(days=3)
    make_profile(karim, "rekenen", room=Room.PAUSED, paused_until=until)
    shown = client.get(reverse("person", args=[karim.id]))
    assert shown.context["person"].room_words == f"na {until.day} {_month(until.month)} weer"
    assert "Vraag Karim om mee te denken" not in shown.content.decode()


def _month(number: int) -> str:
    months = "januari februari maart april mei juni juli augustus september oktober november december"
    return months.split()[number - 1]


def _unlisted(anke: Membership) -> Membership:
    member = make_member(anke.school, "Joke Visser")
    make_profile(member, "lezen", listed=False)
    return member


def _without_profile(anke: Membership) -> Membership:
    return make_member(anke.school, "Piet Post")


def _left(anke: Membership) -> Membership:
    member = make_member(anke.school, "Sem Okafor")
    make_profile(member, "lezen")
    member.left_at = timezone.now()
    member.save()
    return member


def _deactivated(anke: Membership) -> Membership:
    member = make_member(anke.school, "Wil Jansma")
    make_profile(member, "lezen")
    member.user.is_active = False
    member.user.save()
    return member


def _of_another_school(anke: Membership) -> Membership:
    member = make_member(make_school("De Klimroos"), "Hilde Bosma")
    make_profile(member, "formatie")
    return member


@pytest.mark.security
@pytest.mark.parametrize("who", [_unlisted, _without_profile, _left, _deactivated, _of_another_school])
def test_who_is_not_on_this_map_is_not_found(client: Client, anke: Membership, who: object) -> None:
    assert callable(who)
    member = who(anke)
    assert client.get(reverse("person", args=[member.id])).status_code == 404
    assert found(client) == []


@pytest.mark.security
def test_an_unknown_id_and_a_viewer_without_school_get_404(client: Client, anke: Membership) -> None:
    assert client.get(reverse("person", args=[uuid4()])).status_code == 404
    anke.left_at = timezone.now()
    anke.save()
    pages = [reverse("people"), reverse("profile_edit"), reverse("person", args=[anke.id])]
    assert [client.get(page).status_code for page in pages] == [404, 404, 404]


@pytest.mark.security
def test_somebody_not_signed_in_is_sent_to_sign_in() -> None:
    pages = [reverse("people"), reverse("profile_edit"), reverse("person", args=[uuid4()])]
    assert [Client().get(page).status_code for page in pages] == [302, 302, 302]


def test_ones_own_page_shows_before_one_is_on_the_map(client: Client, anke: Membership) -> None:
    make_profile(anke, "studiedagen", listed=False)
    page = client.get(reverse("person", args=[anke.id])).content.decode()
    assert "alleen jij ziet deze pagina" in page
    assert "?aan=" not in page


def test_nobody_is_put_on_the_map_unasked(client: Client) -> None:
    assert client.get(reverse("profile_edit")).context["form"]["listed"].value() is False
    assert client.get(reverse("profile_edit"), {"kaart": "ja"}).context["form"]["listed"].value() is True
    assert Profile.objects.count() == 0


def test_a_place_on_the_map_is_saved(client: Client, anke: Membership) -> None:
    typed = {**ROOM_AND_DAYS, "listed": "on", "phrase_1": " rekenen ", "phrase_2": "", "phrase_3": "rekenen"}
    answer = client.post(reverse("profile_edit"), {**typed, "monthly_limit": "2", "paused_until": "1999-01-01"})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("person", args=[anke.id]))
    profile = Profile.objects.get(member=anke)
    assert [phrase.text for phrase in profile.phrases.all()] == ["rekenen"]
    assert (profile.listed, profile.working_days, profile.monthly_limit) == (True, [1, 4], 2)
    assert (profile.room, profile.paused_until) == (Room.OPEN, None)


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("phrase_2", "x" * 161, "Maak dit korter: hooguit 160 tekens. Je hebt er nu 161."),
        ("about", "x" * 1501, "Maak dit korter: hooguit 1500 tekens. Je hebt er nu 1501."),
        ("welcome", "x" * 201, "Maak dit korter: hooguit 200 tekens. Je hebt er nu 201."),
        ("monthly_limit", "veel", "Schrijf een heel getal van 1 tot en met 31, of laat dit leeg."),
        ("monthly_limit", "0", "Schrijf een heel getal van 1 tot en met 31, of laat dit leeg."),
        ("room", "zee", "Kies hoeveel ruimte je hebt."),
        ("working_days", "6", "Kies dagen van maandag tot en met vrijdag."),
    ],
)
def test_a_mistake_is_named_and_nothing_typed_is_lost(client: Client, field: str, value: str, error: str) -> None:
    typed = {**ROOM_AND_DAYS, "phrase_1": "studiedagen", field: value}
    page = client.post(reverse("profile_edit"), typed)
    form = page.context["form"]
    assert {name: list(errors) for name, errors in form.errors.items()} == {field: [error]}
    assert form["phrase_1"].value() == "studiedagen"
    assert value in page.content.decode() or field in {"room", "working_days"}
    assert Profile.objects.count() == 0


@pytest.mark.parametrize(
    ("day", "error"),
    [
        ("1999-01-01", "Deze dag is voorbij. Kies vandaag of later, of laat het leeg."),
        ("morgen", "Schrijf de dag zo: 24-03-2027."),
    ],
)
def test_a_pause_needs_a_day_to_come(client: Client, day: str, error: str) -> None:
    page = client.post(reverse("profile_edit"), {"room": "paused", "paused_until": day})
    assert dict(page.context["form"].errors) == {"paused_until": [error]}


def test_another_subject_needs_no_script_and_keeps_all(client: Client) -> None:
    typed = {**ROOM_AND_DAYS, "phrase_1": "een", "phrase_2": "twee", "phrase_3": "x" * 161, "about": "wie ik ben"}
    page = client.post(reverse("profile_edit"), {**typed, "another": "1"})
    form = page.context["form"]
    assert [field.value() for field in form.phrase_fields] == ["een", "twee", "x" * 161, None]
    assert (form["about"].value(), form["room"].value(), form["working_days"].value()) == (
        "wie ik ben",
        "open",
        ["1", "4"],
    )
    assert form.errors == {}
    assert Profile.objects.count() == 0


def test_there_are_eight_subjects_at_most(client: Client) -> None:
    typed = {**ROOM_AND_DAYS, **{f"phrase_{number}": f"onderwerp {number}" for number in range(1, 11)}}
    page = client.post(reverse("profile_edit"), {**typed, "another": "1"})
    assert len(page.context["form"].phrase_fields) == 8
    client.post(reverse("profile_edit"), typed)
    assert Profile.objects.get().phrases.count() == 8


def test_a_stored_profile_is_shown_with_an_input_to_spare(client: Client, anke: Membership) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    make_profile(anke, *"abcd", room=Room.PAUSED, paused_until=yesterday, about="wie ik ben")
    form = client.get(reverse("profile_edit")).context["form"]
    assert [field.value() for field in form.phrase_fields] == ["a", "b", "c", "d", None]
    assert (form["listed"].value(), form["room"].value(), form["paused_until"].value()) == (True, Room.OPEN, None)
