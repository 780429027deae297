"""Addresses of the expertise app."""

from django.urls import path

from bemanning.expertise import views

urlpatterns = [
    path("kaart/", views.map_page, name="map"),
    path("mensen/", views.people, name="people"),
    path("mensen/ik/", views.profile_edit, name="profile_edit"),
    path("mensen/ik/klopt-nog/", views.profile_confirm, name="profile_confirm"),
    path("mensen/ik/tips/", views.profile_tips, name="profile_tips"),
    path("mensen/ik/tips/<uuid:tip_id>/", views.tip_decide, name="tip_decide"),
    path("mensen/ik/dank/", views.profile_thanks, name="profile_thanks"),
    path("mensen/tip/", views.tip_new, name="tip_new"),
    path("mensen/<uuid:member_id>/", views.person, name="person"),
]
