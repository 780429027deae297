"""Addresses of what there is on paper."""

from django.urls import path

from bemanning.worksheets import views

urlpatterns = [
    path("op-papier/", views.worksheets, name="worksheets"),
    path("kaart/a3/", views.map_sheet, name="map_sheet"),
    path("op-papier/<slug:slug>/<slug:language>/", views.worksheet, name="worksheet"),
]
