"""Addresses of sign-in. The names are those that the sign-in library reverses."""

from allauth.account import views
from django.urls import path

urlpatterns = [
    path("inloggen/", views.login, name="account_login"),
]
