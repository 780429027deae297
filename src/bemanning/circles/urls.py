"""Addresses of the circles."""

from django.urls import path

from bemanning.circles import views

urlpatterns = [
    path("kringen/", views.circles, name="circles"),
    path("kringen/nieuw/", views.circle_new, name="circle_new"),
    path("kringen/uitnodiging/<uuid:invited_id>/", views.circle_decide, name="circle_decide"),
    path("kringen/uitnodiging/<uuid:invited_id>/intrekken/", views.circle_take_back, name="circle_take_back"),
    path("kringen/<uuid:circle_id>/", views.circle, name="circle"),
    path("kringen/<uuid:circle_id>/naam/", views.circle_rename, name="circle_rename"),
    path("kringen/<uuid:circle_id>/uitnodigen/", views.circle_invite, name="circle_invite"),
    path("kringen/<uuid:circle_id>/verlaten/", views.circle_leave, name="circle_leave"),
]
