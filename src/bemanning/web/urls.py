"""Pages that combine apps."""

from django.urls import path

from bemanning.web.views import health, today

urlpatterns = [
    path("", today.today, name="today"),
    path("gezond/", health.ready, name="ready"),
]
