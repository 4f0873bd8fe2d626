from django.urls import path
from drf_spectacular.views import SpectacularAPIView

from portal.api.tokens import TokenView

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("tokens/", TokenView.as_view(), name="api-tokens"),
]
