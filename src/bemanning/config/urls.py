"""Every address of the app. Dutch paths, English names."""

from django.urls import include, path

urlpatterns = [
    path("", include("bemanning.accounts.urls")),
    path("", include("bemanning.schools.urls")),
    path("", include("bemanning.schoolyear.urls")),
    path("", include("bemanning.expertise.urls")),
    path("", include("bemanning.circles.urls")),
    path("", include("bemanning.worksheets.urls")),
    path("", include("bemanning.helprequests.urls")),
    path("", include("bemanning.teamquestions.urls")),
    path("", include("bemanning.digest.urls")),
    path("", include("bemanning.logbook.urls")),
    path("", include("bemanning.web.urls")),
]

handler400 = "bemanning.web.views.errors.bad_request"
handler403 = "bemanning.web.views.errors.forbidden"
handler404 = "bemanning.web.views.errors.not_found"
handler500 = "bemanning.web.views.errors.server_error"
handler429 = "bemanning.web.views.errors.too_many"  # read by the sign-in library
