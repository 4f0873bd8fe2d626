"""How often one caller may ask for a page: the same counters as for programs."""

from collections.abc import Callable
from functools import wraps
from typing import cast

from django.http import HttpRequest, HttpResponseBase
from rest_framework.request import Request

from frontend.views.errors import too_many
from portal.api.throttles import PublicThrottle

View = Callable[..., HttpResponseBase]


def throttled(scope: str) -> Callable[[View], View]:
    """Answers 429 beyond the rate of the scope (REST_FRAMEWORK, DEFAULT_THROTTLE_RATES)."""

    def decorate(view: View) -> View:
        @wraps(view)
        def limited(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            # Of the request it takes the user and the address only, which Django's has too.
            if not PublicThrottle().allow_request(cast(Request, request), limited):
                return too_many(request)
            return view(request, *args, **kwargs)

        limited.throttle_scope = scope  # type: ignore[attr-defined]
        return limited

    return decorate
