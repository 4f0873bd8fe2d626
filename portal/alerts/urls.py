from django.urls import path

from portal.alerts.api import MySearchesView, MySearchView

urlpatterns = [
    path("me/searches/", MySearchesView.as_view(), name="api-my-searches"),
    path("me/searches/<int:pk>/", MySearchView.as_view(), name="api-my-search"),
]
