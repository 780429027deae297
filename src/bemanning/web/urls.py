"""Pages that combine apps."""

from django.conf import settings
from django.urls import path

from bemanning.web.views import about, demo, health, preferences, style, today

urlpatterns = [
    path("", today.today, name="today"),
    path("instellingen/", preferences.preferences, name="preferences"),
    path("instellingen/coach/", preferences.coach_again, name="coach_again"),
    path("stijl/", style.style, name="style"),
    path("over/", about.about, name="about"),
    path("gezond/", health.ready, name="ready"),
]

if settings.DEMO:  # one-click sign-in; the settings refuse it anywhere but on localhost
    urlpatterns.append(path("demo/inloggen/", demo.sign_in, name="demo_sign_in"))
