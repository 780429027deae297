"""Lists of people: every export reads, every bad line is named, and no bytes make it stumble."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bemanning.schools.enums import Role
from bemanning.schools.people_list import MOST_LINES, decode, read

AFAS = (
    "Medewerker;Roepnaam;Voorvoegsel;Achternaam;E-mail werk;Functie;Afdeling\r\n"
    "10023;Özgür;;Yılmaz;o.yilmaz@school.example;leraar groep 4;Onderbouw\r\n"
    "10024;Sanne;van der;Meer;s.vandermeer@school.example;intern begeleider;Bovenbouw/MT\r\n"
)
ENTRA = (
    "displayName,userPrincipalName,jobTitle,department\n"
    '"Meer, Sanne van der",s.vandermeer@school.example,"leraar, groep 5",Bovenbouw\n'
)
PARNASSYS = "Roepnaam\tVoorvoegsel\tAchternaam\tE-mail\tFunctie\nAnke\t\tTerpstra\tanke@school.example\tdirecteur\n"


def test_an_export_of_afas_reads() -> None:
    people = read(AFAS).people
    assert [(one.number, one.name, one.email, one.job_title, one.teams) for one in people] == [
        (2, "Özgür Yılmaz", "o.yilmaz@school.example", "leraar groep 4", ("Onderbouw",)),
        (3, "Sanne van der Meer", "s.vandermeer@school.example", "intern begeleider", ("Bovenbouw", "MT")),
    ]


def test_an_export_of_entra_reads() -> None:
    people = read(ENTRA).people
    assert [(one.name, one.email, one.job_title, one.teams) for one in people] == [
        ("Meer, Sanne van der", "s.vandermeer@school.example", "leraar, groep 5", ("Bovenbouw",))
    ]


def test_an_export_of_parnassys_reads() -> None:
    people = read(PARNASSYS).people
    assert [(one.name, one.email, one.job_title) for one in people] == [
        ("Anke Terpstra", "anke@school.example", "directeur")
    ]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_list_without_heading_reads_with_any_separator(separator: str) -> None:
    line = separator.join(["Anke Terpstra", "Anke@School.example", "directeur", "MT", "schoolleider"])
    person = read(line).people[0]
    assert (person.name, person.email, person.job_title, person.teams, person.role) == (
        "Anke Terpstra",
        "anke@school.example",
        "directeur",
        ("MT",),
        Role.LEADER,
    )


def test_name_and_address_may_change_places() -> None:
    assert read("anke@school.example;Anke Terpstra").people[0].name == "Anke Terpstra"


@pytest.mark.parametrize(
    "data",
    [
        "naam;e-mail\nÖzgür Yılmaz;o@school.example".encode(),
        "\ufeffnaam;e-mail\nÖzgür Yılmaz;o@school.example".encode(),
        "\ufeffnaam;e-mail\nÖzgür Yılmaz;o@school.example".encode("utf-16"),
    ],
)
def test_marks_and_encodings_of_unicode_read(data: bytes) -> None:
    assert [person.name for person in read(decode(data)).people] == ["Özgür Yılmaz"]


def test_a_file_of_an_older_windows_reads() -> None:
    data = "naam;e-mail\nÖzgür Çelik – é;o@school.example".encode("cp1252")
    assert [person.name for person in read(decode(data)).people] == ["Özgür Çelik – é"]


def test_every_bad_line_is_named_with_its_number_and_what_to_do() -> None:
    text = "\n".join(
        [
            "naam;e-mail;functie;team;rol",
            "Anke Terpstra;anke@school.example",
            "",
            "Bas Hoek;",
            "Chris Vos;chris-apenstaart-school",
            ";dirk@school.example",
            "Anke T.;ANKE@school.example",
            "Eva Mol;eva@school.example;;;keizer",
            f"{'x' * 121};lang@school.example",
            f"Fenna Bos;fenna@school.example;;{'t' * 81}",
        ]
    )
    result = read(text)
    assert [person.email for person in result.people] == ["anke@school.example"]
    assert [(fault.number, fault.reason) for fault in result.faults] == [
        (4, "Er staat geen e-mailadres. Vul het aan."),
        (5, "chris-apenstaart-school is geen e-mailadres. Verbeter het."),
        (6, "Er staat geen naam. Vul die aan."),
        (7, "anke@school.example staat al op regel 2. Laat een van de twee weg."),
        (8, "Deze rol is onbekend. Gebruik schoolleider, teamlid of coach, of laat hem leeg."),
        (9, "De naam of de functie is te lang. Gebruik hooguit 120 tekens."),
        (10, "De naam van het team is te lang. Gebruik hooguit 80 tekens."),
    ]


def test_a_line_within_quotes_keeps_its_number() -> None:
    result = read('naam;e-mail\n"Anke\nTerpstra";anke@school.example\nBas;\n')
    assert [(person.number, person.name) for person in result.people] == [(2, "Anke Terpstra")]
    assert [fault.number for fault in result.faults] == [4]


def test_a_list_that_is_too_long_says_where_it_stops() -> None:
    result = read("\n".join(f"Persoon {n};p{n}@school.example" for n in range(MOST_LINES + 5)))
    assert len(result.people) == MOST_LINES + 1
    assert [fault.reason for fault in result.faults] == [
        "Een lijst heeft hooguit 500 regels. Stuur de rest in een volgende lijst."
    ]


def test_an_endless_quote_is_a_fault() -> None:
    assert [fault.reason for fault in read('"' + "x" * 200_000).faults] == [
        "Dit is geen lijst met één persoon per regel. Kijk de aanhalingstekens na."
    ]


CELLS = st.sampled_from(
    ["naam", "e-mail", "rol", "a@b.nl", "x", ";", ",", "\t", '"', "\n", "\r", "\x00", "é", "\u2028"]
)


@given(st.one_of(st.binary(max_size=300), st.lists(CELLS, max_size=40).map(lambda cells: "".join(cells).encode())))
def test_any_bytes_give_people_and_faults(data: bytes) -> None:
    result = read(decode(data))
    assert [
        person for person in result.people if not person.name or "@" not in person.email or "\x00" in person.name
    ] == []
    assert [fault for fault in result.faults if not fault.reason] == []
    emails = [person.email for person in result.people]
    assert len(set(emails)) == len(emails)


def test_a_line_without_separators_hears_what_to_put_between() -> None:
    result = read("Anke Terpstra;anke@school.example\nEva Mol eva@school.example leraar\neva@school")
    assert [(fault.number, fault.reason) for fault in result.faults] == [
        (2, "Zet een puntkomma tussen de naam en het e-mailadres."),
        (3, "eva@school is geen e-mailadres. Verbeter het."),
    ]
