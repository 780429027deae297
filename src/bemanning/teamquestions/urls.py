"""Addresses of team questions. Those for the room are short: people type them from the whiteboard."""

from django.urls import path

from bemanning.teamquestions.views import asking, board, deciding, guest, meeting, room

urlpatterns = [
    path("teamvragen/nieuw/", asking.new, name="team_question_new"),
    path("teamvragen/<uuid:request_id>/", board.show, name="team_question"),
    path("teamvragen/<uuid:request_id>/schrijven/", asking.write, name="team_question_write"),
    path("teamvragen/<uuid:request_id>/ideeen/", board.ideas, name="team_question_ideas"),
    path("teamvragen/<uuid:request_id>/idee/", board.add, name="team_question_add"),
    path("teamvragen/<uuid:request_id>/bij-elkaar/", board.gather, name="team_question_gather"),
    path("teamvragen/<uuid:request_id>/idee/<uuid:idea_id>/weghalen/", board.remove, name="team_question_remove"),
    path("teamvragen/<uuid:request_id>/besluit/", deciding.decide, name="team_question_decide"),
    path("teamvragen/<uuid:request_id>/bijeenkomst/", meeting.show, name="team_meeting"),
    path("teamvragen/<uuid:request_id>/bijeenkomst/openen/", meeting.begin, name="team_meeting_open"),
    path("teamvragen/<uuid:request_id>/bijeenkomst/sluiten/", meeting.end, name="team_meeting_close"),
    path("meedenken/<str:token>/bord/", guest.show, name="guest_board"),
    path("meedenken/<str:token>/bord/ideeen/", guest.ideas, name="guest_board_ideas"),
    path("meedenken/<str:token>/bord/idee/", guest.add, name="guest_board_add"),
    path("v/", room.join, name="room"),
    path("v/idee/", room.add, name="room_add"),
    path("v/ideeen/", room.ideas, name="room_ideas"),
    path("v/stand/<str:token>/", room.stand, name="room_stand"),
]
