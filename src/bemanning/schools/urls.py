"""Addresses of the schools app."""

from django.urls import path

from bemanning.schools.views import board, erasing, invitations, joining, members

urlpatterns = [
    path("school/", members.school, name="school"),
    path("school/gegevens/", members.school_edit, name="school_edit"),
    path("school/mensen/<uuid:member_id>/", members.member_edit, name="member_edit"),
    path("school/mensen/<uuid:member_id>/beeindigen/", members.membership_end, name="membership_end"),
    path("school/teams/nieuw/", members.team_new, name="team_new"),
    path("school/teams/<uuid:team_id>/", members.team_edit, name="team_edit"),
    path("school/teams/<uuid:team_id>/verwijderen/", members.team_delete, name="team_delete"),
    path("school/uitnodigen/", invitations.invite, name="invite"),
    path("school/uitnodigen/lijst/", invitations.invite_list, name="invite_list"),
    path("school/uitnodigingen/<uuid:invitation_id>/opnieuw/", invitations.resend, name="invitation_resend"),
    path("school/uitnodigingen/<uuid:invitation_id>/intrekken/", invitations.revoke, name="invitation_revoke"),
    path("school/kiezen/<uuid:school_id>/", members.school_choose, name="school_choose"),
    path("uitnodiging/<str:token>/", joining.invitation_accept, name="invitation_accept"),
    path("instellingen/account-verwijderen/", erasing.account_delete, name="account_delete"),
    path("bestuur/", board.board, name="board"),
]
