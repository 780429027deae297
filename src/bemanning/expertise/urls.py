"""Addresses of the expertise app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
