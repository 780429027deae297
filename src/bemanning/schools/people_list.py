"""Reads a pasted or uploaded list of people, as a spreadsheet or a staff system exports it. Pure: no database.

Any bytes give a result: lines that can go on, and lines that cannot, each with its number and what to do.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from bemanning.schools.enums import Role

MOST_LINES = 500
LONGEST = {"name": 120, "job_title": 120, "team": 80, "email": 254}
# Headings as people and systems write them, in small letters without spaces and signs.
HEADINGS = {
    "name": {"naam", "name", "volledigenaam", "displayname", "weergavenaam", "fullname", "naammedewerker"},
    "first": {"voornaam", "roepnaam", "firstname", "givenname"},
    "infix": {"voorvoegsel", "voorvoegsels", "tussenvoegsel", "tussenvoegsels"},
    "last": {"achternaam", "lastname", "surname", "familienaam"},
    "email": {"email", "emailadres", "mail", "mailadres", "emailwerk", "werkemail", "emailaddress", "emailschool"},
    "login": {"userprincipalname", "upn", "gebruikersnaam", "username"},
    "job_title": {"functie", "functieomschrijving", "jobtitle", "job", "functienaam"},
    "team": {"team", "teams", "afdeling", "department", "bouw", "groep", "organisatorischeeenheid"},
    "role": {"rol", "role"},
}
WITHOUT_HEADING = ("name", "email", "job_title", "team", "role")
ROLES = {
    "": Role.TEAM_MEMBER,
    "teamlid": Role.TEAM_MEMBER,
    "teammember": Role.TEAM_MEMBER,
    "medewerker": Role.TEAM_MEMBER,
    "leraar": Role.TEAM_MEMBER,
    "schoolleider": Role.LEADER,
    "schoolleader": Role.LEADER,
    "leader": Role.LEADER,
    "leider": Role.LEADER,
    "directeur": Role.LEADER,
    "coach": Role.COACH,
    "kritischevriend": Role.COACH,
}


@dataclass(frozen=True, slots=True)
class Person:
    """A line that can go on."""

    number: int
    name: str
    email: str
    job_title: str
    teams: tuple[str, ...]
    role: Role
    line: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot go on, and what to do about it."""

    number: int
    line: str
    reason: str


@dataclass(slots=True)
class PeopleList:
    """What a list holds, in the order of its lines."""

    heading: str = ""
    people: list[Person] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def decode(data: bytes) -> str:
    """Text of a file in UTF-8, UTF-16 with a mark, or what an older Windows writes."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def read(text: str) -> PeopleList:
    """Read the lines of a list."""
    result = PeopleList()
    text = re.sub(r"[^\S\r\n\t ]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff]", " ", text)
    columns: tuple[str, ...] = WITHOUT_HEADING
    seen: dict[str, int] = {}
    try:
        for count, (number, cells, line) in enumerate(_lines(text)):
            if count == 0 and (found := _heading(cells)):
                columns, result.heading = found, line
                continue
            if count > MOST_LINES:
                result.faults.append(Fault(number, line, _too_many()))
                break
            _take(result, seen, number, dict(zip(columns, cells, strict=False)), line)
    except csv.Error:
        result.faults.append(Fault(0, "", _("This is not a list with one person on each line. Check the quotes.")))
    return result


def _lines(text: str) -> Iterator[tuple[int, list[str], str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(";\t,", key=first.count)
    source = io.StringIO(text, newline="")
    raw = text.splitlines()
    reader = csv.reader(source, delimiter=separator)
    start = 0
    for cells in reader:
        line = "\n".join(raw[start : reader.line_num])
        number, start = start + 1, reader.line_num
        tidy = [" ".join(cell.split()) for cell in cells]
        if any(tidy):
            yield number, tidy, line


def _heading(cells: list[str]) -> tuple[str, ...]:
    """The meaning of each column if this line is a heading, else nothing."""
    if any("@" in cell for cell in cells):
        return ()
    meanings = [_meaning(cell) for cell in cells]
    known = {meaning for meaning in meanings if meaning}
    return tuple(meanings) if known & {"email", "login", "name", "last"} else ()


def _meaning(heading: str) -> str:
    plain = _plain(heading)
    return next((meaning for meaning, words in HEADINGS.items() if plain in words), "")


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())


def _take(result: PeopleList, seen: dict[str, int], number: int, row: dict[str, str], line: str) -> None:
    name = row.get("name") or " ".join(filter(None, (row.get("first"), row.get("infix"), row.get("last"))))
    email = row.get("email") or row.get("login") or ""
    if "@" in name and "@" not in email:
        name, email = email, name
    email = email.strip("<>").lower()
    role = ROLES.get(_plain(row.get("role", "")))
    team_cell = row.get("team", "")
    teams = tuple(dict.fromkeys(team for part in re.split(r"[/|,]", team_cell) if (team := part.strip())))
    reason = _fault(name, email, row.get("job_title", ""), teams, role)
    if len(row) == 1 and " " in line.strip() and "@" in line:
        reason = _("Put a semicolon between the name and the e-mail address.")
    if not reason and email in seen:
        reason = _("%(email)s is on line %(number)s already. Leave one of the two out.") % {
            "email": email,
            "number": seen[email],
        }
    if reason or role is None:
        result.faults.append(Fault(number, line, reason))
        return
    seen[email] = number
    result.people.append(Person(number, name, email, row.get("job_title", ""), teams, role, line))


def _fault(name: str, email: str, job_title: str, teams: tuple[str, ...], role: Role | None) -> str:
    """What to do about a line; empty when it is right."""
    too_long = len(name) > LONGEST["name"] or len(job_title) > LONGEST["job_title"]
    checks = (
        (not email, _("There is no e-mail address. Add it.")),
        (not _is_address(email), _("%(email)s is not an e-mail address. Correct it.") % {"email": email[:80]}),
        (not name, _("There is no name. Add it.")),
        (too_long, _("The name or the job is too long. Use 120 characters at most.")),
        (
            any(len(team) > LONGEST["team"] for team in teams),
            _("The name of the team is too long. Use 80 characters at most."),
        ),
        (role is None, _("This role is unknown. Use schoolleider, teamlid or coach, or leave it empty.")),
    )
    return next((reason for wrong, reason in checks if wrong), "")


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return len(email) <= LONGEST["email"]


def _too_many() -> str:
    return _("A list has %(most)s lines at most. Send the rest in a next list.") % {"most": MOST_LINES}
