"""What people see when something cannot be done: what happened, and the next step."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import is_valid_path, reverse
from django.utils.translation import gettext as _


def _answer(
    request: HttpRequest,
    template: str,
    status: int,
    code: str,
    detail: str,
    context: dict[str, str] | None = None,
) -> HttpResponse:
    if request.path.startswith("/api/"):
        return _json(status, code, detail)
    return render(request, template, context, status=status)


def _json(status: int, code: str, detail: str) -> JsonResponse:
    error = {"code": code, "detail": detail, "attr": None}
    kind = "client_error" if status < 500 else "server_error"
    return JsonResponse({"type": kind, "errors": [error]}, status=status)


TRY_AGAIN_SECONDS = "60"


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return _answer(
        request, "errors/403.html", 403, "permission_denied", _("You may not see this page.")
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    return _answer(
        request, "errors/404.html", 404, "not_found", _("There is nothing at this address.")
    )


def not_allowed(request: HttpRequest, allow: str) -> HttpResponse:
    """The address of a button was opened like a page; `allow` names the methods that it takes."""
    response = _answer(
        request,
        "errors/405.html",
        405,
        "method_not_allowed",
        _("This address takes no such request."),
        {"back": _page_above(request.path)},
    )
    response["Allow"] = allow
    return response


def _page_above(path: str) -> str:
    """The nearest address above that exists: buttons lie below the page that they stand on."""
    parts = path.strip("/").split("/")
    above = ("/" + "".join(f"{part}/" for part in parts[:n]) for n in range(len(parts) - 1, 0, -1))
    return next((address for address in above if is_valid_path(address)), reverse("home"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The page stood open too long, or the browser keeps no cookies."""
    return _answer(
        request, "errors/csrf.html", 403, "csrf", _("This page stood open too long. Load it again.")
    )


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    response = _answer(
        request, "errors/429.html", 429, "throttled", _("Too many tries in a short time.")
    )
    response["Retry-After"] = TRY_AGAIN_SECONDS
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponseBase:
    """What was sent could not be read; may come before anybody knows who asks."""
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    title = _("Too much was sent at once") if too_large else _("We could not read what was sent")
    next_step = _("Nothing was saved. Go back and send less at once, or load the page again.")
    return _bare(request, 413 if too_large else 400, "bad_request", title, next_step)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Needs neither database nor session nor cache: any of them may be what failed."""
    title = _("Something failed on our side")
    next_step = _(
        "It was not your doing, and we have been told. Please try again in a few minutes."
    )
    return _bare(request, 500, "error", title, next_step)


def _bare(request: HttpRequest, status: int, code: str, title: str, next_step: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        return _json(status, code, title)
    context = {"title": title, "next_step": next_step}
    return HttpResponse(render_to_string("errors/bare.html", context), status=status)
