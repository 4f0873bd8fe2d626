"""Signed-in browsers as callers of the API."""

from django.utils.translation import gettext as _
from drf_spectacular.authentication import SessionScheme as SpectacularScheme
from rest_framework import authentication
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request


class SessionAuthentication(authentication.SessionAuthentication):
    """The session of a browser, with a CSRF token for everything that writes."""

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            # DRF's own words are English in every language.
            raise PermissionDenied(_("The CSRF token is missing or wrong."), "csrf") from None


class SessionScheme(SpectacularScheme):
    target_class = "portal.api.sessions.SessionAuthentication"
