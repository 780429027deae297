"""Addresses of the expertise app."""

from django.urls import path

from bemanning.expertise import views

urlpatterns = [
    path("kaart/", views.map_page, name="map"),
    path("mensen/", views.people, name="people"),
    path("mensen/ik/", views.profile_edit, name="profile_edit"),
    path("mensen/ik/klopt-nog/", views.profile_confirm, name="profile_confirm"),
    path("mensen/<uuid:member_id>/", views.person, name="person"),
]
