"""Schools and the people in them."""

import unicodedata

from django.conf import settings
from django.test import Client

from bemanning.accounts.models import User
from bemanning.accounts.sessions import STRONG
from bemanning.schools.enums import Role
from bemanning.schools.middleware import CURRENT_SCHOOL
from bemanning.schools.models import Board, Membership, School, Team


def make_school(name: str = "De Vuurtoren", *, place: str = "Harlingen", board: Board | None = None) -> School:
    """A school with nobody in it."""
    return School.objects.create(name=name, place=place, board=board)


def make_board(name: str = "Stichting Wad en Wind", *, administrator: User | None = None) -> Board:
    """A board, with at most one administrator."""
    board = Board.objects.create(name=name)
    if administrator is not None:
        board.administrators.add(administrator)
    return board


def make_user(name: str = "Noor de Boer", email: str = "", **fields: str) -> User:
    """A person without a school. The address follows from the name, so a name makes a person unique."""
    return User.objects.create_user(email or f"{_slug(name)}@school.example", name, **fields)


def make_member(
    school: School,
    *,
    name: str = "Noor de Boer",
    email: str = "",
    role: Role = Role.TEAM_MEMBER,
    administrator: bool = False,
    job_title: str = "",
    teams: tuple[Team, ...] = (),
    user: User | None = None,
) -> Membership:
    """A person in a school; `user` for somebody who exists already."""
    member = Membership.objects.create(
        school=school,
        user=user or make_user(name, email),
        role=role,
        is_administrator=administrator,
        job_title=job_title,
    )
    member.teams.set(teams)
    return member


def make_team(school: School, name: str = "Bovenbouw", *, members: tuple[Membership, ...] = ()) -> Team:
    """A team and who is in it."""
    team = Team.objects.create(school=school, name=name)
    team.memberships.set(members)
    return team


def client_of(user: User) -> Client:
    """A browser in which this person is signed in, with a passkey."""
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = client.session
    session[STRONG] = True
    session.save()
    return client


def client_for(member: Membership) -> Client:
    """A browser in which this member is signed in, with a passkey, and has chosen this school."""
    client = client_of(member.user)
    session = client.session
    session[CURRENT_SCHOOL] = str(member.school_id)
    session.save()
    return client


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return ".".join(plain.split())
