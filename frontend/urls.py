"""Every page, by audience."""

from django.urls import include, path

urlpatterns = [
    path("", include("frontend.urls_public")),
    path("", include("frontend.urls_listings")),
    path("", include("frontend.urls_seeker")),
    path("", include("frontend.urls_organisation")),
    path("", include("frontend.urls_staff")),
]
