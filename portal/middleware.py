"""Limits that hold for every request."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import gettext as _


class BodyLimitMiddleware:
    """Refuses a body above MAX_BODY_BYTES by its announced length, before anything reads it, and
    an address with a NUL, which no row can have."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            raise Http404
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or int(length) > settings.MAX_BODY_BYTES:
            if not request.path.startswith("/api/"):
                raise RequestDataTooBig("larger than MAX_BODY_BYTES")
            message = _("The request is larger than %(mb)s MB.") % {
                "mb": settings.MAX_BODY_BYTES // 1024**2
            }
            error = {"code": "too_large", "detail": message, "attr": None}
            return JsonResponse({"type": "client_error", "errors": [error]}, status=413)
        return self.get_response(request)


class LanguageMiddleware(LocaleMiddleware):
    """The language of the address for pages; of Accept-Language for programs, who have no other."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if request.path.startswith("/api/"):
            translation.activate(translation.get_language_from_request(request))
            request.LANGUAGE_CODE = translation.get_language()
