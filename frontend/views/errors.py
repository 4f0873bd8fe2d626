"""What people see when something cannot be done: what happened, and the next step."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _


def _answer(
    request: HttpRequest, template: str, status: int, code: str, detail: str
) -> HttpResponse:
    if request.path.startswith("/api/"):
        error = {"code": code, "detail": detail, "attr": None}
        kind = "client_error" if status < 500 else "server_error"
        return JsonResponse({"type": kind, "errors": [error]}, status=status)
    return render(request, template, status=status)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return _answer(
        request, "errors/403.html", 403, "permission_denied", _("You may not see this page.")
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return _answer(
        request, "errors/404.html", 404, "not_found", _("There is nothing at this address.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The page stood open too long, or the browser keeps no cookies."""
    return _answer(
        request, "errors/csrf.html", 403, "csrf", _("This page stood open too long. Load it again.")
    )


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    response = _answer(
        request, "errors/429.html", 429, "throttled", _("Too many tries in a short time.")
    )
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Needs neither database nor session nor cache: any of them may be what failed."""
    if request.path.startswith("/api/"):
        error = {"code": "error", "detail": _("Something failed on our side."), "attr": None}
        return JsonResponse({"type": "server_error", "errors": [error]}, status=500)
    return HttpResponse(render_to_string("errors/500.html"), status=500)
