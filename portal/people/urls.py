from django.urls import path

from portal.people.api import (
    MyConsentsView,
    MyConsentView,
    MyContactViewsView,
    MyProfileView,
)

urlpatterns = [
    path("me/profile/", MyProfileView.as_view(), name="api-my-profile"),
    path("me/consents/", MyConsentsView.as_view(), name="api-my-consents"),
    path("me/consents/<str:purpose>/", MyConsentView.as_view(), name="api-my-consent"),
    path("me/contact-views/", MyContactViewsView.as_view(), name="api-my-contact-views"),
]
