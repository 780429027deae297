"""People and how they sign in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, sessions, passkeys and preferences."""

    name = "bemanning.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to sign-in and to passkeys."""
        from allauth.mfa.signals import authenticator_added, authenticator_removed
        from django.contrib.auth.signals import user_logged_in

        from bemanning.accounts import sessions, tasks  # noqa: F401  (importing puts the work on the schedule)

        user_logged_in.connect(sessions.note_sign_in, dispatch_uid="accounts.sign_in")
        for signal in (authenticator_added, authenticator_removed):
            signal.connect(sessions.note_passkey, dispatch_uid="accounts.passkey")
