"""How the sign-in library behaves here: nobody signs up by themselves."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):
    """People join by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: a school invites its people."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """There is no user name; the address says who somebody is."""
