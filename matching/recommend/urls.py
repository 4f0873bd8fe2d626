from django.urls import path

from matching.recommend import api

urlpatterns = [
    path("me/recommendations/", api.RecommendationsView.as_view(), name="api-recommendations"),
    path("vacancies/<int:pk>/candidates/", api.CandidatesView.as_view(), name="api-candidates"),
    path(
        "vacancies/<int:pk>/candidates/<int:person>/invite/",
        api.InviteView.as_view(),
        name="api-candidate-invite",
    ),
    path(
        "vacancies/<int:pk>/candidates/<int:person>/contact/",
        api.ContactView.as_view(),
        name="api-candidate-contact",
    ),
]
