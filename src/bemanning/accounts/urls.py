"""Addresses of sign-in. The names that begin with account_ and mfa_ are those that the sign-in library reverses."""

from django.urls import path

from bemanning.accounts import views

sign_in = views.SignIn.as_view()

urlpatterns = [
    path("inloggen/", sign_in, name="account_request_login_code"),
    path("inloggen/", sign_in, name="account_login"),
    path("inloggen/code/", views.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("inloggen/passkey/", views.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("inloggen/opnieuw/", views.sign_in_again, name="account_reauthenticate"),
    path("inloggen/passkey-nodig/", views.stronger, name="account_stronger"),
    path("uitloggen/", views.SignOut.as_view(), name="account_logout"),
    path("instellingen/passkeys/", views.Passkeys.as_view(), name="mfa_list_webauthn"),
    path("instellingen/passkeys/nieuw/", views.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("instellingen/passkeys/<int:pk>/naam/", views.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
    path("instellingen/passkeys/<int:pk>/verwijderen/", views.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("instellingen/apparaten/<int:session_id>/uitloggen/", views.end_session, name="session_end"),
    path("instellingen/overal-uitloggen/", views.sign_out_everywhere, name="sign_out_everywhere"),
]
