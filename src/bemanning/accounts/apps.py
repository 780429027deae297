"""People and how they sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, sessions, passkeys and preferences."""

    name = "bemanning.accounts"
    label = "accounts"
