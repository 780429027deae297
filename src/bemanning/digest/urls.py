"""Addresses of the digest."""

from django.urls import path

from bemanning.digest import views

urlpatterns = [
    path("instellingen/mail/", views.mail_settings, name="mail_settings"),
    path("instellingen/mail/weer-aan/", views.wake, name="mail_wake"),
    path("weekbericht/stoppen/<str:token>/", views.unsubscribe, name="digest_unsubscribe"),
]
