"""Addresses of the helprequests app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
