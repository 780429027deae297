"""Addresses of the logbook."""

from django.urls import path

from bemanning.logbook import views

urlpatterns = [
    path("logboek/", views.logbook, name="logbook"),
    path("logboek/sleutel/", views.vault, name="logbook_vault"),
    path("logboek/sleutel/<uuid:wrap_id>/", views.wrap, name="logbook_wrap"),
    path("logboek/teksten/", views.entries, name="logbook_entries"),
    path("logboek/teksten/<uuid:entry_id>/", views.entry, name="logbook_entry"),
    path("logboek/vragen/", views.questions, name="logbook_questions"),
]
