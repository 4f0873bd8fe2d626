"""Addresses that the API does not have."""

from typing import Any

from django.http import HttpRequest
from rest_framework.exceptions import NotFound
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView


class UnknownAddressView(APIView):
    """A 404 that programs can read, for every method."""

    permission_classes = [AllowAny]
    schema = None

    def http_method_not_allowed(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise NotFound
