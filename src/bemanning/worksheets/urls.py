"""Addresses of what there is on paper."""

from django.urls import path

from bemanning.worksheets import views

urlpatterns = [
    path("op-papier/", views.worksheets, name="worksheets"),
    path("op-papier/<slug:slug>/<slug:language>/", views.worksheet, name="worksheet"),
]
