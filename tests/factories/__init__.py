"""Small builders of real rows, for every test. Each takes what the test is about and fills in the rest."""

from tests.factories.people import client_for, client_of, make_board, make_member, make_school, make_team, make_user
from tests.factories.profiles import make_profile
from tests.factories.requests import make_draft, make_request
from tests.factories.schoolyear import make_school_year, study_day
from tests.factories.teamquestions import make_team_question

__all__ = [
    "client_for",
    "client_of",
    "make_board",
    "make_draft",
    "make_member",
    "make_profile",
    "make_request",
    "make_school",
    "make_school_year",
    "make_team",
    "make_team_question",
    "make_user",
    "study_day",
]
