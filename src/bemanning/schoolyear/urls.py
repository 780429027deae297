"""Addresses of the school year."""

from django.urls import path

from bemanning.schoolyear import views

urlpatterns = [
    path("beginnen/<str:code>/", views.begin, name="school_begin"),
    path("school/schooljaar/", views.school_year, name="school_year"),
    path("school/schooljaar/nieuw/", views.free_days_new, name="free_days_new"),
    path("school/schooljaar/<uuid:free_id>/", views.free_days_edit, name="free_days_edit"),
    path("school/schooljaar/<uuid:free_id>/verwijderen/", views.free_days_remove, name="free_days_remove"),
]
