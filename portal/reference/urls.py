from django.urls import path

from portal.reference.api import OccupationsView, OccupationView, PlacesView, SkillsView

urlpatterns = [
    path("places/", PlacesView.as_view(), name="api-places"),
    path("occupations/", OccupationsView.as_view(), name="api-occupations"),
    path("occupations/<slug:key>/", OccupationView.as_view(), name="api-occupation"),
    path("skills/", SkillsView.as_view(), name="api-skills"),
]
