"""Addresses of the main job."""

from django.urls import path

from bemanning.helprequests.views import closing, compose, guest, in_person, lists, public, sending, silence, thread

urlpatterns = [
    path("vragen/", lists.request_list, name="request_list"),
    path("vragen/begin-klein/", lists.small, name="small_questions"),
    path("vragen/nieuw/", compose.new, name="request_new"),
    path("vragen/<uuid:request_id>/", thread.show, name="request_thread"),
    path("vragen/<uuid:request_id>/schrijven/", compose.write, name="request_write"),
    path("vragen/<uuid:request_id>/weggooien/", compose.discard, name="request_discard"),
    path("vragen/<uuid:request_id>/versturen/", sending.send, name="request_send"),
    path("vragen/<uuid:request_id>/persoonlijk/", in_person.take_along, name="request_in_person"),
    path("vragen/<uuid:request_id>/persoonlijk/gevraagd/", in_person.heard, name="request_heard"),
    path("vragen/<uuid:request_id>/toch-veranderen/", sending.unschedule, name="request_unschedule"),
    path("vragen/<uuid:request_id>/intrekken/", sending.withdraw, name="request_withdraw"),
    path("vragen/<uuid:request_id>/ook-vragen/", sending.ask_also, name="request_ask_also"),
    path("vragen/<uuid:request_id>/geen-antwoord/", silence.silence, name="request_silence"),
    path("vragen/<uuid:request_id>/gelezen/", thread.mark_read, name="request_mark_read"),
    path("vragen/<uuid:request_id>/antwoord/", thread.write, name="request_answer"),
    path("vragen/<uuid:request_id>/niet-nu/", thread.not_now, name="request_not_now"),
    path("vragen/<uuid:request_id>/vraag-liever/", thread.redirect_to, name="request_redirect"),
    path("vragen/<uuid:request_id>/bericht/<uuid:message_id>/", thread.edit, name="message_edit"),
    path(
        "vragen/<uuid:request_id>/bericht/<uuid:message_id>/intrekken/",
        thread.withdraw_message,
        name="message_withdraw",
    ),
    path("vragen/<uuid:request_id>/bijlage/<uuid:attachment_id>/", thread.attachment, name="request_attachment"),
    path("vragen/<uuid:request_id>/dit-deed-ik-ermee/", closing.close, name="request_close"),
    path("vragen/<uuid:request_id>/herinnering/", closing.move_reminder, name="request_reminder"),
    path("vragen/<uuid:request_id>/terugkijken/", closing.reflect, name="request_reflect"),
    path("meedenken/<str:token>/", guest.show, name="guest_thread"),
    path("meedenken/<str:token>/antwoord/", guest.write, name="guest_answer"),
    path("meedenken/<str:token>/niet-nu/", guest.not_now, name="guest_not_now"),
    path("meedenken/<str:token>/vraag-liever/", guest.redirect_to, name="guest_redirect"),
    path("meedenken/<str:token>/nieuwe-link/", guest.renew, name="guest_renew"),
    path("meedenken/<str:token>/bericht/<uuid:message_id>/", guest.edit, name="guest_message_edit"),
    path(
        "meedenken/<str:token>/bericht/<uuid:message_id>/intrekken/",
        guest.withdraw_message,
        name="guest_message_withdraw",
    ),
    path("meedenken/<str:token>/bijlage/<uuid:attachment_id>/", guest.attachment, name="guest_attachment"),
    path("zo-kijkt-de-coach-mee/", public.coach, name="coach_page"),
]
