"""Addresses of the schools app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
