"""What must be done before anything else can be, and what is noted of every use."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from portal.accounts.inactive import note_use

# What setting up a second factor needs; everything else waits.
OPEN_VIEWS = {
    "account_logout",
    "account_reauthenticate",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_view_recovery_codes",
}
# Programs get a denial from the permissions instead of a page that they cannot fill in.
OPEN_PREFIXES = ("/api/", "/healthz", "/readyz", "/metrics", "/static/")


class SecondFactorMiddleware:
    """Sends somebody with an ESC role but without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if request.path.startswith(OPEN_PREFIXES):
            return None
        user = request.user
        if not user.is_authenticated or not user.esc_role or user.has_second_factor:
            return None
        match = request.resolver_match
        if match is not None and match.url_name in OPEN_VIEWS:
            return None
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


class LastUseMiddleware:
    """Notes whose account is used, by pages and by programs with a token alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Nobody's page fails because this could not be noted.
        with suppress(DatabaseError):
            # The API has put the owner of a token here.
            if request.user.is_authenticated:
                note_use(request.user)
        return response
